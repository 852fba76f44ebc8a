"""Figures over a made-up year, and whether they cost the day's work or the history's:

python -m tests.benchmarks.year --keep build/years
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Final

from bot.domain.digest import DigestFigures
from bot.flow import day_figures, roll_ups
from bot.flow.day_figures import LATELY
from bot.slack import charts, digest_view
from bot.words import words
from store.store import Store
from tests import databases
from tests.benchmarks.kept_year import ZONE, opened, year
from tests.benchmarks.made_year import DAILY, NOW

#: Each digest is made so many times, the first of which also fills caches. What is told is the middle of them.
_TIMES: Final = 7
_YESTERDAY: Final = NOW.date() - timedelta(days=1)
_LAST_WEEK: Final = (_YESTERDAY - timedelta(days=6), _YESTERDAY)
_LONG_AGO: Final = _YESTERDAY - timedelta(days=60)
_SAID: Final = words("en")

Took = defaultdict[str, list[float]]


async def measure(kind: databases.Kind, tickets: int, folder: Path, daily: int = DAILY) -> dict[str, float]:
    """Seconds for each step, with so long a history."""
    with year(kind, tickets, folder, daily) as url:
        store, took = opened(url), Took(list)
        await store.open()
        try:
            for _ in range(2):
                await _roll_ups(store, took)
            for _ in range(_TIMES):
                await _figures(store, took)
            await _nightly(store, took)
        finally:
            store.close()
    return {name: median(found) for name, found in took.items()}


async def _roll_ups(store: Store, took: Took) -> None:
    with _timed(took, "a day counted"):
        counted = await store.read(roll_ups.count, ZONE, _YESTERDAY)
    with _timed(took, "a day kept"):
        await store.write(roll_ups.keep, counted)
    await store.write(roll_ups.keep, await store.read(roll_ups.count, ZONE, NOW.date()))


async def _figures(store: Store, took: Took) -> None:
    with _timed(took, "digest"):
        _told(await store.read(day_figures.of, "day", _YESTERDAY, _YESTERDAY, ZONE, ()))
    with _timed(took, "digest of a week"):
        _told(await store.read(day_figures.of, "week", *_LAST_WEEK, ZONE, ()))
    asked = {"/digest": (_YESTERDAY, _YESTERDAY), "/digest today": (NOW.date(), NOW.date()), "/digest week": _LAST_WEEK}
    asked |= {"/digest of long ago": (_LONG_AGO, _LONG_AGO)}
    for name, (first, last) in asked.items():
        with _timed(took, name):
            figures = await store.read(day_figures.of, "asked", first, last, ZONE, (), LATELY)
            digest_view.digest(figures, _SAID, ask="orders")


def _told(figures: DigestFigures) -> None:
    digest_view.digest(figures, _SAID, pictures=[charts.block(one) for one in charts.drawn(figures, _SAID)])


async def _nightly(store: Store, took: Took) -> None:
    differences = 0
    with _timed(took, "nightly check"):
        for day in await store.read(roll_ups.to_compare, ZONE):
            found = await store.read(roll_ups.compare, ZONE, day)
            differences += len(found or ())
    took["differences found"].append(differences)


@contextlib.contextmanager
def _timed(took: Took, name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took[name].append(time.perf_counter() - began)


def main() -> None:
    """Measure each database with histories of several lengths, and print the seconds beside each other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.year")
    parser.add_argument(
        "--tickets", type=int, nargs="+", default=[10_000, 50_000, 1_000_000], help="the shortest first"
    )
    parser.add_argument("--daily", type=int, default=DAILY, help="requests a day")
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--keep", type=Path, help="a folder where the databases stay, to be measured again")
    parser.add_argument("--build", action="store_true", help="only build those that are not there yet")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = chosen.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deskhand-year-")))
        for kind in chosen.database or ("sqlite", "postgres"):
            found = {}
            for tickets in chosen.tickets:
                print(f"  {tickets:,} tickets on {kind} …", file=sys.stderr, flush=True)
                if chosen.build:
                    with year(kind, tickets, folder, chosen.daily):
                        continue
                found[tickets] = asyncio.run(measure(kind, tickets, folder, chosen.daily))
            if found:
                _print(kind, found)


def _print(kind: str, found: dict[int, dict[str, float]]) -> None:
    few, *_, many = found.values()
    print(f"{kind + ', seconds':<22}" + "".join(f"{tickets:>11,}" for tickets in found) + f"{'growth':>9}")
    for name in few:
        took = "".join(f"{one[name]:>11.3f}" for one in found.values())
        print(f"  {name:<20}{took}{many[name] / few[name] if few[name] else 0:>9.2f}")


if __name__ == "__main__":
    main()
