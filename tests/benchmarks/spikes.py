"""How often what is usual rings, and how soon a spike is noticed, on made-up requests:

python -m tests.benchmarks.spikes
"""

import random
from datetime import UTC, datetime, timedelta
from statistics import fmean, median
from typing import Final

from bot.domain.desk_spikes import SpikeRule
from bot.domain.spike import DAYS, WINDOWS, noticed

CARRIER: Final = SpikeRule(name="carrier", record="carrier")
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
_START: Final = datetime(2026, 11, 1, tzinfo=UTC)


def simulated(weeks: int, seed: int) -> tuple[float, float, float]:
    """False alarms a week, the median hours until a spike is noticed, and the share that is not: 40 causes with a day's
    rhythm and crowds, a look each hour, and each week some causes for a day at four times their rate."""
    chance = random.Random(seed)
    start = _START
    alarms, delays, missed, spikes = 0, [], 0, 0
    for _ in range(40):
        rate = chance.choice([0.1, 0.3, 1.0, 3.0])
        burst = start + DAY * DAYS + HOUR * chance.randrange(24 * 7 * weeks - 24) if chance.random() < 0.5 else None
        moments: list[datetime] = []
        last = None
        noted = False
        for hour in range(24 * (DAYS + 7 * weeks)):
            at = start + HOUR * hour
            now = rate * (1.8 if 8 <= at.hour < 20 else 0.2) * chance.gammavariate(2.0, 0.5)
            within = burst is not None and burst <= at < burst + DAY
            for _ in range(_poisson(chance, now * (4 if within else 1))):
                moments.append(at + HOUR * chance.random())
            if hour < 24 * DAYS:
                continue
            until = at + HOUR
            recent = sorted(one for one in moments if until - one < DAY * (DAYS + 1))
            if noticed(recent, until, start, CARRIER) and (last is None or until - last > DAY):
                if burst is not None and burst <= at < burst + DAY + max(WINDOWS):
                    if not noted:
                        delays.append((until - burst) / HOUR)
                    noted = True
                else:
                    alarms += 1
                last = until
        spikes += burst is not None
        missed += burst is not None and not noted
    return alarms / weeks, median(delays), missed / spikes


def _poisson(chance: random.Random, mean: float) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count


def main() -> None:
    """Three draws of two weeks, after four that are taken for usual."""
    found = [simulated(weeks=2, seed=seed) for seed in range(3, 6)]
    alarms, delay, missed = (fmean(one[place] for one in found) for place in range(3))
    print(f"false alarms a week: {alarms:.1f}; hours until noticed: {delay:.1f}; not noticed: {100 * missed:.0f} %")


if __name__ == "__main__":
    main()
