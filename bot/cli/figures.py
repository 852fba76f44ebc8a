"""`python -m bot figures`: days that were rolled up from the ledger, and whether they still agree with it."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Final

from bot.cli.opened import with_store
from bot.flow import roll_ups
from store.store import Store

EXAMPLE: Final = """  python -m bot figures rebuild --since 2026-09-01
  python -m bot figures check"""


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="rebuild --since DAY | check")
    rebuild = actions.add_parser("rebuild", help="count days anew from the ledger, the newest first")
    rebuild.add_argument("--since", type=date.fromisoformat, required=True, metavar="DAY", help="such as 2026-09-01")
    actions.add_parser("check", help="compare the newest days with the ledger, as every night")


def run(chosen: argparse.Namespace) -> int:
    """Count days anew, or compare them; 1 where a comparison finds a difference. Safe beside a running Deskhand."""
    actions: dict[str, Callable[[Store], Awaitable[int]]] = {
        "rebuild": lambda store: _rebuild(store, chosen.since),
        "check": _check,
    }
    return asyncio.run(with_store(actions[chosen.action]))


async def _rebuild(store: Store, since: date) -> int:
    for zone in roll_ups.zones(store.desk.file):
        day, days = await store.read(roll_ups.today, zone), 0
        while day >= since:
            await store.write(roll_ups.keep, await store.read(roll_ups.count, zone, day))
            day, days = day - timedelta(days=1), days + 1
        print(f"{zone}: {days} {'day' if days == 1 else 'days'} counted anew.")
    return 0


async def _check(store: Store) -> int:
    differ = 0
    for zone in roll_ups.zones(store.desk.file):
        compared = 0
        for day in await store.read(roll_ups.to_compare, zone):
            found = await store.read(roll_ups.compare, zone, day)
            compared += found is not None
            for one in found or ():
                what = " ".join(part for part in one.what if part)
                print(f"{zone} {day}: {what}: kept {one.kept.count}, counted {one.anew.count}")
            differ += len(found or ())
        print(f"{zone}: {compared} days compared.")
    return 1 if differ else 0
