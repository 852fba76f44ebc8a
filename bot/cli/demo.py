"""`python -m bot demo`: a day at the shop, on this machine alone."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Final

from bot.cli import shop
from bot.cli.clock import BusinessClock, LocalClock, last_tuesday, morning
from bot.cli.day import Day, summary
from bot.cli.local import deskhand_in, opened, quiet
from bot.cli.manifest import manifest
from bot.cli.serving import stop_asked
from bot.desk import load
from bot.domain.desk import Desk
from sandbox import Sandbox

EXAMPLE: Final = """  python -m bot demo
  python -m bot demo --port 9000 --speed 300 --day-of 20"""

_FIRST_STEPS: Final = """\
Open {url}

  As Ana, an agent (choose who you are at the top right):
    in #support-orders press Claim on the first card, read it, then Approve & send. For {undo} you can take it back.
    In #support-returns, Get file in the thread of "Broken pot" (08:36) brings the customer's photo by direct message.
  As a customer (switch sides at the top):
    read the answer, or write something of your own.
  As Lena, the team lead:
    type /queue orders in any channel.

It is {day}, {time} in the shop, and {pace}. The digest comes to #support-managers at 08:30, the
standup to #support-orders at 08:45: the clock at the top takes you to the next morning. Ctrl-C ends the demo, and
nothing is left behind.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8765, help="where the page is (default 8765; 0 takes a free one)")
    parser.add_argument("--speed", type=_speed, default=60.0, help="business seconds in a second (default 60)")
    parser.add_argument("--no-limits", action="store_true", help="without Slack's rate limits, and without our own")
    parser.add_argument("--day-of", type=_count, metavar="N", help="a day of the first N requests (default: all 120)")


def run(chosen: argparse.Namespace) -> int:
    """Live the day until Ctrl-C. Raises `DeskhandError` with one sentence for a port that is taken."""
    quiet()
    asyncio.run(_live(chosen))
    return 0


async def _live(chosen: argparse.Namespace) -> None:
    stop = stop_asked()
    today = last_tuesday(datetime.now(UTC).date(), "FR")
    desk = load(shop.DESK, today)
    start = morning(today, desk.file.time_zone)
    clock = BusinessClock(start, 0, zone=desk.file.time_zone)
    sandbox = workspace(desk, clock, limits=not chosen.no_limits)
    async with opened(sandbox, chosen.port), deskhand_in(
        sandbox, with_files(desk, sandbox.customers.files_url), shop.DESK, clock=clock, limits=not chosen.no_limits
    ) as deskhand:  # fmt: skip
        clock.set_speed(chosen.speed)
        print(_welcome(sandbox, desk, start, chosen), flush=True)
        day = Day(sandbox, deskhand, clock, shop.requests()[: chosen.day_of], start)
        living = asyncio.create_task(_live_and_tell(day))
        try:
            await stop.wait()
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
    print("\nThe demo has ended.")


def workspace(desk: Desk, clock: BusinessClock, *, limits: bool) -> Sandbox:
    """The shop's workspace and its customers, not open yet."""
    return Sandbox(
        desk.file.name,
        shop.PEOPLE,
        shop.CHANNELS,
        shop.USERGROUPS,
        customers=shop.customers(),
        manifest=manifest(features=("files",), prefix=desk.file.command_prefix),
        limits=limits,
        clock=LocalClock(clock),
    )


def with_files(desk: Desk, address: str) -> Desk:
    """A desk whose customers' files lie below this address, and no longer where its file says."""
    here = {"files": (address,)}
    sources = tuple(one.model_copy(update=here) if one.files else one for one in desk.file.sources)
    return desk.model_copy(update={"file": desk.file.model_copy(update={"sources": sources})})


async def _live_and_tell(day: Day) -> None:
    await day.live()
    print("\n".join(["The day is over.", *summary(day.noted)]), flush=True)


def _welcome(sandbox: Sandbox, desk: Desk, start: datetime, chosen: argparse.Namespace) -> str:
    pace = f"time passes {chosen.speed:g} times as fast" if chosen.speed else "the clock stands still"
    return _FIRST_STEPS.format(
        url=sandbox.page_url,
        undo=f"{desk.file.sending.undo.seconds} seconds",
        day=start.strftime("%A"),
        time=start.strftime("%H:%M"),
        pace=pace,
    )


def _port(given: str) -> int:
    port = int(given)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{given} is no port; take one from 1024 to 65535")
    return port


def _speed(given: str) -> float:
    speed = float(given)
    if not 0 <= speed <= 100_000:
        raise argparse.ArgumentTypeError(f"{given} is no speed; write for example 60")
    return speed


def _count(given: str) -> int:
    number = int(given)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{given} is too few; write for example 20")
    return number
