"""`python -m bot replay`: what a changed rule, article or assistant would do with past tickets."""

import argparse
import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bot import settings
from bot.assistant.embedded import Embedded
from bot.cli.opened import with_store
from bot.cli.progress import Show, progress
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.duration import duration
from bot.domain.errors import DeskhandError, Refused
from bot.domain.replay import Difference, counts
from bot.domain.triage import Guess
from bot.flow import replay, triage
from bot.flow.ports import Assistant, Runner
from store.store import Store

EXAMPLE: Final = """  python -m bot replay --since 30d
  python -m bot replay --since 7d --desk other/desk.toml"""

#: As many differences as the table shows; all of them are counted.
_SHOWN: Final = 200
_BATCH: Final = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", default="30d", help="how far back: 12h, 30d, 4w (default: 30d)")
    parser.add_argument(
        "--desk", type=Path, help="another desk file (default: the one of the environment, as it is now)"
    )
    parser.add_argument("--outside", action="store_true", help="ask the model outside too, which costs money")


def run(chosen: argparse.Namespace) -> int:
    """Print what would differ from the record, ticket by ticket, and how often. Nothing is posted, sent or changed."""
    if chosen.outside:
        raise DeskhandError(
            "A replay asks nobody outside: it would send old tickets to a model again, and cost money for each. "
            "Leave --outside away; the built-in assistant does it here."
        )
    try:
        back: timedelta = duration(chosen.since)
    except ValueError as error:
        raise DeskhandError(f"--since: {error}") from None
    today = datetime.now(UTC).date()
    desk = load(chosen.desk or settings.load().desk_file, today)
    return asyncio.run(with_store(lambda store: _replay(store, desk, back)))


async def _replay(store: Store, desk: Desk, back: timedelta) -> int:
    assistant = Embedded(desk, await store.read(triage.confirmed))
    await assistant.warm()
    moment = datetime.now(UTC) - back
    with progress("Tickets", len(await _numbers(store, moment))) as show:
        found, of = await replayed(store, desk, assistant, moment, show)
    _print(found, of)
    return 0


async def replayed(
    store: Runner, desk: Desk, assistant: Assistant, moment: datetime, show: Show
) -> tuple[list[Difference], int]:
    """What would differ of the tickets that came in at `moment` or later, and how many these are. Only reads."""
    found: list[Difference] = []
    numbers = await _numbers(store, moment)
    for done, ticket_id in enumerate(numbers, start=1):
        found += await _one(store, desk, assistant, ticket_id)
        show(done)
    return found, len(numbers)


async def _numbers(store: Runner, moment: datetime) -> list[int]:
    numbers: list[int] = []
    while batch := await store.read(replay.since, moment, numbers[-1] if numbers else 0, _BATCH):
        numbers += batch
    return numbers


async def _one(store: Runner, desk: Desk, assistant: Assistant, ticket_id: int) -> tuple[Difference, ...]:
    try:
        past = await store.read(replay.past, desk, ticket_id)
        known = Guess(past.known, 1.0)
        guess = known if past.known else await assistant.classify(past.text, past.language)
        case, stopped, would = await store.read(replay.case_of, desk, ticket_id, guess)
    except (KeyError, Refused):  # a queue or type that this desk file does not have, or a ticket that is gone
        return (Difference(ticket_id, "not possible", "", "this desk file cannot take it"),)
    made = stopped or await assistant.suggest(case)
    return await store.read(replay.compare, ticket_id, would, made)


def _print(found: list[Difference], of: int) -> None:
    screen = Console()
    if found:
        table = Table("Ticket", "What", "On record", "Would be")
        for one in found[:_SHOWN]:
            table.add_row(f"T-{one.ticket_id}", one.what, one.before, one.after)
        screen.print(table, highlight=False, markup=False)
    if len(found) > _SHOWN:
        print(f"… and {len(found) - _SHOWN} more.")
    touched = len({one.ticket_id for one in found})
    told = "".join(f", {what} {count}" for what, count in counts(found).items())
    print(f"{of} tickets, {touched} would differ{told}.")
