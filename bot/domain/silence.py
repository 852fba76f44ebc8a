"""When a source has been silent for too long. Pure: what is usual is what came in the same stretch of earlier weeks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

#: What is usual is read off so many weeks, and not before there are `LEAST_WEEKS` of them.
WEEKS: Final = 4
LEAST_WEEKS: Final = 2
#: A silence that a source at its usual rate would keep less often than this is noticed. Arrivals that come at a rate,
#: each without regard to the others, leave a stretch empty in which λ are usual with the chance exp(-λ) (Poisson); so
#: this asks for about seven.
UNLIKELY: Final = 0.001
#: No more of a silence is compared: beyond a week it would be compared with itself.
LONGEST: Final = timedelta(days=6)
_HOUR: Final = timedelta(hours=1)

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A stretch in which a source sent nothing though it should have. Real time, aware UTC."""

    id: int
    source: str
    last_heard_at: datetime | None  # None: it was never heard
    usual: int  # how many would usually have come by the time it was noticed
    noticed_at: datetime
    ended_at: datetime | None = None

    @property
    def began_at(self) -> datetime:
        return self.last_heard_at or self.noticed_at


def earlier(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[Interval, ...]:
    """The same stretch of the local week, one to four weeks earlier: clocks that changed meanwhile do not move it."""
    return tuple((_back(start, weeks, zone), _back(end, weeks, zone)) for weeks in range(1, WEEKS + 1))


def noticed(
    *,
    start: datetime,
    now: datetime,
    came: Sequence[Sequence[datetime]],
    zone: ZoneInfo,
    quiet_after: timedelta | None = None,
    open_for: timedelta = timedelta(),
) -> int | None:
    """How many would usually have come since `start`, where that it was none is worth a notice; else None.

    `came` holds, for each earlier week that the source is known for, the newest first, what came within an hour of the
    stretch's counterpart. With `quiet_after` so much of the silence must lie in hours in which something usually comes:
    something came then in at least half of these weeks. Before there are two of them, opening hours stand for those
    hours: `open_for` is how long the desk was open meanwhile. Without `quiet_after` the silence must be `UNLIKELY`.
    """
    known = len(came) >= LEAST_WEEKS
    usual = _usual(start, now, came, zone)
    if quiet_after is None:
        return round(usual) if known and math.exp(-usual) < UNLIKELY else None
    silent = _in_usual_hours(start, now, came, zone) if known else open_for
    return round(usual) if silent >= quiet_after else None


def _usual(start: datetime, now: datetime, came: Sequence[Sequence[datetime]], zone: ZoneInfo) -> float:
    """The mean of the weeks. Of three or more the busiest is left out: one spike says nothing about what is usual."""
    stretches = earlier(start, now, zone)
    counts = sorted(
        sum(begins < moment <= ends for moment in week) for week, (begins, ends) in zip(came, stretches, strict=False)
    )
    counts = counts[:-1] if len(counts) > LEAST_WEEKS else counts
    return sum(counts) / len(counts) if counts else 0.0


def _in_usual_hours(start: datetime, now: datetime, came: Sequence[Sequence[datetime]], zone: ZoneInfo) -> timedelta:
    heard = [
        {_hour(moment, zone) + timedelta(weeks=weeks) for moment in week} for weeks, week in enumerate(came, start=1)
    ]
    silent, at = timedelta(), start
    while at < now:
        local = at.astimezone(zone).replace(tzinfo=None)
        hour = local.replace(minute=0, second=0, microsecond=0)
        ends = min(now, at + (_HOUR - (local - hour)))
        if 2 * sum(hour in week for week in heard) >= len(heard):
            silent += ends - at
        at = ends
    return silent


def _hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """The local hour, without its zone."""
    return moment.astimezone(zone).replace(minute=0, second=0, microsecond=0, tzinfo=None)


def _back(moment: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    # Subtracting from a local time goes by the clock on the wall.
    return (moment.astimezone(zone) - timedelta(weeks=weeks)).astimezone(UTC)
