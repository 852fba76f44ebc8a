"""`python -m bot replay`: what a changed rule, article or assistant would do with past tickets."""

import argparse
import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

import prompts
from bot import parts, settings
from bot.app import RealClock
from bot.assistant.embedded import Embedded
from bot.assistant.guard import Guarded
from bot.assistant.outside.request import longest_answer
from bot.cli.opened import with_store
from bot.cli.outcomes import REASONS
from bot.cli.progress import Show, progress
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.desk_ai import Outside
from bot.domain.duration import duration
from bot.domain.errors import DeskhandError, Refused
from bot.domain.lessons import Lessons
from bot.domain.outside import Came
from bot.domain.prices import price_of
from bot.domain.replay import Difference, counts
from bot.domain.triage import Guess
from bot.flow import learning, replay
from bot.flow.ports import Assistant, Runner
from bot.settings import Settings
from bot.words import words
from bot.words.en_grammar import counted
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
    changed; with `--outside` what a model is asked is on record and counts towards the day's ceiling, which is that of
    the desk file that is replayed."""
    try:
        back: timedelta = duration(chosen.since)
    except ValueError as error:
        raise DeskhandError(f"--since: {error}") from None
    read = settings.load()
    desk = load(chosen.desk or read.desk_file, datetime.now(UTC))
    desk = desk.model_copy(update={"prompts": prompts.load_all()})
    asked = _asked(desk, read) if chosen.outside else None
    agreed = (lambda told: True) if chosen.yes else _agreed
    return asyncio.run(with_store(lambda store: _replay(store, desk, back, read, asked, agreed)))


def _asked(desk: Desk, read: Settings) -> Outside:
    """Who would be asked, with the model of the environment, which goes before the desk file's."""
    asked = desk.file.ai.outside
    if desk.file.ai.engine != "outside" or asked is None:
        raise DeskhandError('--outside: this desk file asks nobody outside; engine of [ai] is not "outside".')
    if read.openai_api_key is None and not read.openai_base_url:
        raise DeskhandError("--outside: set OPENAI_API_KEY or OPENAI_BASE_URL; without either nobody can be asked.")
    return asked.model_copy(update={"model": read.openai_model}) if read.openai_model else asked


async def _replay(
    store: Store, desk: Desk, back: timedelta, read: Settings, asked: Outside | None, agreed: Callable[[str], bool]
) -> int:
    """With a model `asked`, only where whoever `agreed` was told what that may cost."""
    moment = datetime.now(UTC) - back
    count = len(await _numbers(store, moment))
    if asked and not agreed(most(desk, asked, count)):
        print("Nobody was asked.")
        return 1
    lessons = await store.read(learning.read)
    assistant = _assistant(desk if asked else _alone(desk), read, store, lessons)
    try:
        await assistant.warm()
        with progress("Tickets", count) as show:
            told = await replayed(store, desk, assistant, moment, show)
    finally:
        await assistant.close()
    _print(told, asked)
    return 0


def _assistant(desk: Desk, read: Settings, store: Store, lessons: Lessons) -> Guarded:
    """With all that a worker has learned by now, past answers and the questions of articles among it."""
    return parts.assistant(Embedded(desk, lessons), desk, read, store, RealClock())


def _alone(desk: Desk) -> Desk:
    """The desk with the built-in assistant, whatever its file says."""
    ai = desk.file.ai.model_copy(update={"engine": "embedded"})
    return desk.model_copy(update={"file": desk.file.model_copy(update={"ai": ai})})


def most(desk: Desk, asked: Outside, count: int) -> str:
    """What asking a model about so many tickets may cost at most, in words."""
    price = price_of(asked)
    budgets = [one.budget for one in desk.prompts]
    given = max(one.instructions + one.passages + one.facts + one.conversation for one in budgets)
    answer = max(longest_answer(one, asked) for one in desk.prompts)
    cost = "a price that is not known"
    if price:
        dollars = price.cost(given, 0, answer) * count / 1_000_000
        cost = f"at most about {max(dollars, 0.01):.2f} US dollars"
    return (
        f"Up to {counted(count, 'ticket')} would be sent to {asked.vendor} ({asked.model}), for {cost}. What is sent "
        f"stays on record and counts towards the day's ceiling of {asked.daily_ceiling:.2f} US dollars and "
        f"{counted(asked.daily_calls, 'call')}."
    )


def _agreed(told: str) -> bool:
    print(told)
    try:
        return input("Go on? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would differ, of how many tickets, and of how many a model outside was asked with what coming of it."""

    found: tuple[Difference, ...]
    of: int
    outside: Counter[Came]


async def replayed(store: Runner, desk: Desk, assistant: Assistant, moment: datetime, show: Show) -> Replayed:
    """The tickets that came in at `moment` or later, by this desk and assistant. Only reads."""
    found: list[Difference] = []
    outside: Counter[Came] = Counter()
    numbers = await _numbers(store, moment)
    for done, ticket_id in enumerate(numbers, start=1):
        differing, came = await _one(store, desk, assistant, ticket_id)
        found += differing
        outside.update([came] if came else [])
        show(done)
    return Replayed(tuple(found), len(numbers), outside)


async def _numbers(store: Runner, moment: datetime) -> list[int]:
    numbers: list[int] = []
    while batch := await store.read(replay.since, moment, numbers[-1] if numbers else 0, _BATCH):
        numbers += batch
    return numbers


async def _one(
    store: Runner, desk: Desk, assistant: Assistant, ticket_id: int
) -> tuple[tuple[Difference, ...], Came | None]:
    """What would differ of a ticket, and what came of asking a model about it; None where it was not to be asked."""
    try:
        past = await store.read(replay.past, desk, ticket_id)
        known = Guess(past.known, 1.0)
        guess = known if past.known else await assistant.classify(past.text, past.language)
        case, stopped, would = await store.read(replay.case_of, desk, ticket_id, guess)
    except (KeyError, Refused):  # a queue or type that this desk file does not have, or a ticket that is gone
        return (Difference(ticket_id, "not possible", "", "this desk file cannot take it"),), None
    made = stopped or await assistant.suggest(case)
    came = Came(made.facts["outside"]) if "outside" in made.facts else None
    return await store.read(replay.compare, ticket_id, would, made), came


def _print(told: Replayed, asked: Outside | None) -> None:
    screen = Console()
    if told.found:
        table = Table("Ticket", "What", "On record", "Would be")
        for one in told.found[:_SHOWN]:
            before, after = (_told(one.what, value) for value in (one.before, one.after))
            table.add_row(f"T-{one.ticket_id}", one.what, before, after)
        screen.print(table, highlight=False, markup=False)
    if len(told.found) > _SHOWN:
        print(f"… and {len(told.found) - _SHOWN} more.")
    if asked:
        print("\n".join(_answers(told, asked)))
    touched = len({one.ticket_id for one in told.found})
    counted_by = "".join(f", {what} {count}" for what, count in counts(told.found).items())
    print(f"{counted(told.of, 'ticket')}, {touched} would differ{counted_by}.")


def _told(what: str, value: str) -> str:
    return REASONS.get(value, value) if what == "reason" else value


def _answers(told: Replayed, asked: Outside) -> list[str]:
    """Whose answers were compared: of a replay that fell back, the rows above say nothing about the model."""
    lines = []
    for came, count in told.outside.most_common():
        by = f"answered by {asked.vendor} ({asked.model})."
        sentence = by if came is Came.ANSWERED else words("en").written_instead(came)
        lines.append(f"{counted(count, 'ticket')}: {sentence}")
    alone = told.of - told.outside.total()
    return [*lines, f"{counted(alone, 'ticket')}: nobody outside was asked."] if alone else lines
