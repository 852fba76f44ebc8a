"""Figures over a made-up year, and whether they cost the day's work or the history's:

python -m tests.benchmarks.year --tickets 1000000
"""

import argparse
import asyncio
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.cli import shop
from bot.desk import load
from bot.flow import day_figures, roll_ups
from store import figures as kept
from store import rolled_days
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.benchmarks.made_year import DAILY, NOW, fill

ZONE: Final = "Europe/Paris"


def spread_out(uow: UnitOfWork, weeks: int) -> None:
    """As if every day of the weeks before had been rolled up like yesterday."""
    yesterday = roll_ups.today(uow, ZONE) - timedelta(days=1)
    rolled = kept.of_day(uow, ZONE, yesterday)
    for back in range(1, 7 * weeks + 1):
        day = yesterday - timedelta(days=back)
        rolled_days.hold(uow, ZONE, day, uow.at)
        kept.replace(uow, ZONE, day, rolled)
        rolled_days.done(uow, ZONE, day, uow.at, None)


async def measure(kind: databases.Kind, tickets: int) -> dict[str, float]:
    """Seconds for each step, with so long a history."""
    with tempfile.TemporaryDirectory(prefix="deskhand-year-") as folder, databases.fresh(kind, Path(folder)) as url:
        took: dict[str, float] = {}
        with _timed(took, "filled"):
            fill(url, tickets)
        store = Store(url, load(shop.DESK, NOW.date()), secrets=[b"-"], clock=lambda: NOW, now=lambda: NOW)
        await store.open()
        try:
            await _steps(store, took)
        finally:
            store.close()
    return took


async def _steps(store: Store, took: dict[str, float]) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    with _timed(took, "a day counted"):
        counted = await store.read(roll_ups.count, ZONE, yesterday)
    with _timed(took, "a day kept"):
        await store.write(roll_ups.keep, counted)
    today = await store.read(roll_ups.count, ZONE, NOW.date())
    await store.write(roll_ups.keep, today)
    await store.write(spread_out, 9)
    for _ in range(2):  # the first time fills caches
        with _timed(took, "digest"):
            await store.read(day_figures.of, "day", yesterday, yesterday, ZONE, ())
        with _timed(took, "/digest"):
            await store.read(day_figures.of, "day", NOW.date(), NOW.date(), ZONE, (), timedelta(minutes=15))
        with _timed(took, "week"):
            await store.read(day_figures.of, "week", yesterday - timedelta(days=6), yesterday, ZONE, ())
    with _timed(took, "nightly check"):
        for day in await store.read(roll_ups.to_compare, ZONE):
            await store.read(roll_ups.compare, ZONE, day)


class _timed:
    def __init__(self, took: dict[str, float], name: str) -> None:
        self._took, self._name = took, name

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._took[self._name] = time.perf_counter() - self._began


def main() -> None:
    """Measure each database with a short and with the long history, and print the seconds beside each other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.year")
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--fewer", type=int, default=10_000, help="the shorter history beside it")
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    chosen = parser.parse_args()
    for kind in chosen.database or ("sqlite", "postgres"):
        found = {}
        for tickets in (chosen.fewer, chosen.tickets):
            print(f"  {tickets:,} tickets on {kind} …", file=sys.stderr, flush=True)
            found[tickets] = asyncio.run(measure(kind, tickets))
        few, many = found[chosen.fewer], found[chosen.tickets]
        print(f"{kind}: seconds with {chosen.fewer:,} and with {chosen.tickets:,} tickets, {DAILY:,} a day")
        for name in many:
            print(f"  {name:<16}{few[name]:>9.3f}{many[name]:>9.3f}{many[name] / few[name]:>7.2f}")


if __name__ == "__main__":
    main()
