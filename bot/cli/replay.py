"""`python -m bot replay`: what a changed rule, article or assistant would do with past tickets."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

import prompts
from bot import parts, settings
from bot.app import RealClock
from bot.assistant.guard import Guarded
from bot.cli.opened import with_store
from bot.cli.progress import Show, progress
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.duration import duration
from bot.domain.errors import DeskhandError, Refused
from bot.domain.prices import price_of
from bot.domain.replay import Difference, counts
from bot.domain.triage import Guess
from bot.flow import replay, triage
from bot.flow.ports import Assistant, Runner
from bot.flow.triage import Taught
from bot.settings import Settings
from store.store import Store

EXAMPLE: Final = """  python -m bot replay --since 30d
  python -m bot replay --since 7d --desk other/desk.toml
  python -m bot replay --since 1d --outside"""

#: As many differences as the table shows; all of them are counted.
_SHOWN: Final = 200
_BATCH: Final = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", default="30d", help="how far back: 12h, 30d, 4w (default: 30d)")
    parser.add_argument(
        "--desk", type=Path, help="another desk file (default: the one of the environment, as it is now)"
    )
    parser.add_argument("--outside", action="store_true", help="ask the desk file's model too, which costs money")
    parser.add_argument("--yes", action="store_true", help="do not ask before that")


def run(chosen: argparse.Namespace) -> int:
    """Print what would differ from the record, ticket by ticket, and how often. Nothing is posted, sent to customers or
    changed; with `--outside` what a model is asked is on record and counts towards the day's ceiling."""
    try:
        back: timedelta = duration(chosen.since)
    except ValueError as error:
        raise DeskhandError(f"--since: {error}") from None
    read = settings.load()
    desk = load(chosen.desk or read.desk_file, datetime.now(UTC).date())
    desk = desk.model_copy(update={"prompts": prompts.load_all()})
    if chosen.outside and (desk.file.ai.engine != "outside" or desk.file.ai.outside is None):
        raise DeskhandError('--outside: this desk file asks nobody outside; engine of [ai] is not "outside".')
    agreed = (lambda told: True) if chosen.yes else _agreed
    return asyncio.run(with_store(lambda store: _replay(store, desk, back, read, agreed, asks=chosen.outside)))


async def _replay(
    store: Store, desk: Desk, back: timedelta, read: Settings, agreed: Callable[[str], bool], *, asks: bool
) -> int:
    """`asks` a model outside, where whoever `agreed` was told what that may cost."""
    moment = datetime.now(UTC) - back
    count = len(await _numbers(store, moment))
    taught = await store.read(triage.taught)
    if asks and not agreed(most(desk, count)):
        print("Nobody was asked.")
        return 1
    assistant = _assistant(desk if asks else _alone(desk), read, store, taught)
    await assistant.warm()
    with progress("Tickets", count) as show:
        found, of = await replayed(store, desk, assistant, moment, show)
    _print(found, of)
    return 0


def _assistant(desk: Desk, read: Settings, store: Store, taught: Taught) -> Guarded:
    return parts.assistant(parts.embedded(desk, taught), desk, read, store, RealClock())


def _alone(desk: Desk) -> Desk:
    """The desk with the built-in assistant, whatever its file says."""
    ai = desk.file.ai.model_copy(update={"engine": "embedded"})
    return desk.model_copy(update={"file": desk.file.model_copy(update={"ai": ai})})


def most(desk: Desk, count: int) -> str:
    """What asking a model about so many tickets may cost at most, in words."""
    asked = desk.file.ai.outside
    assert asked is not None  # noqa: S101 - `run` has looked
    price = price_of(asked)
    budget = max((prompt.budget for prompt in desk.prompts), key=lambda one: one.answer)
    given = budget.instructions + budget.passages + budget.facts + budget.conversation
    cost = f"at most about {price.cost(given, 0, budget.answer) * count / 1_000_000:.2f} US dollars" if price else ""
    return (
        f"Up to {count} tickets would be sent to {asked.vendor} ({asked.model}), for "
        f"{cost or 'a price that is not known'}. What is sent stays on record and counts towards the day's ceiling."
    )


def _agreed(told: str) -> bool:
    print(told)
    try:
        return input("Go on? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


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
