"""The answer to `/desk health`, and what is known of one piece of work that was given up."""

from datetime import timedelta
from typing import Final

from bot.domain.health import DeadLetter, Health
from bot.domain.outbox import SENDS
from bot.domain.outside import Spent
from bot.domain.silence import Silence
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, actions, button, context, header, modal, post
from bot.slack.mrkdwn import escape, inline, when
from bot.slack.people import source_name
from bot.words import Words

#: Work may be due for so long before it is worth a word.
_PATIENCE: Final = 5.0
#: A moment of today is told by its time alone.
_TODAY: Final = timedelta(hours=12)
#: As many characters about given-up work as stand in the list; **Read** has the rest.
_CAUSE: Final = 100
#: As many letters as have room, each with buttons that say which it is when they are read out.
_LETTERS: Final = 8
#: As many silent sources as are named, and subscribers that take nothing.
_SILENT: Final = 5
#: As many request types as are told the cost of, the dearest.
_TYPES: Final = 6
#: With its day in full: these are real times, and "tomorrow" by the demo's clock would mislead.
_REAL: Final = "{date_short} {time}"


def health(found: Health, words: Words) -> Post:
    """How Deskhand does, for the person who asked; what was given up with its buttons."""
    lines = [rich_text.line(*line) for line in _lines(found, words)]
    letters = found.letters[:_LETTERS]
    told = words.given_up(found.given_up, len(letters)) if found.given_up else words.nothing_given_up
    blocks: list[Json] = [
        header(words.health_title, block_id="health:title"),
        rich_text.block("health:lines", rich_text.bullets(*lines)),
        context(f"{escape(told)} · {when(found.standing.at, _REAL)}", block_id="health:given-up"),
    ]
    for letter in letters:
        blocks += _letter(letter, words)
    return post(words.label(words.health_title, told), blocks)


def letter(found: DeadLetter, words: Words) -> Json:
    """All that is known of it: ids, times and the cause."""
    facts = [rich_text.line(rich_text.text(fact)) for fact in words.letter_facts(found.id, found.attempts, found.trace)]
    cause = inline(words.letter(found.kind.value, found.name, found.cause), 1000)
    blocks = [rich_text.block("letter", rich_text.line(rich_text.isolated(cause)), rich_text.bullets(*facts))]
    return modal(words.given_up_title, blocks, callback_id=act.MESSAGE, close=words.close)


def silent(silence: Silence, words: Words) -> list[rich_text.Element]:
    """A source that should have been heard: the sentence, with its moment in the reader's own time."""
    name, at = source_name(silence.source), silence.last_heard_at
    before, moment, after = words.source_silent(name, "\0" if at else "", silence.usual).partition("\0")
    if not moment or at is None:
        return [rich_text.isolated(before)]
    form = "{time}" if silence.noticed_at - at < _TODAY else "{date_short_pretty} {time}"
    return [rich_text.isolated(before), rich_text.date(at, form), rich_text.text(after)]


def _lines(found: Health, words: Words) -> list[list[rich_text.Element]]:
    standing = found.standing
    late, moving = standing.longest_lag, _moving(found)
    unsure, parked = standing.rows("unsure"), standing.inbox["parked"]
    told = [
        words.database_answers,
        words.late(words.duration(int(late))) if late > _PATIENCE else words.nothing_late,
        words.on_its_way(moving) if moving else words.nothing_waits,
        words.unsure_replies(unsure) if unsure else "",
        words.parked_requests(parked) if parked else "",
        words.figures_differ(standing.figures_differ) if standing.figures_differ else "",
        words.figures_behind(standing.figures_behind) if standing.figures_behind else "",
        *(words.untold(inline(one.subscriber, 60), one.waiting, one.cause) for one in standing.untold[:_SILENT]),
    ]
    lines = [[rich_text.text(line)] for line in (*told, *_outside(found, words)) if line]
    return [*lines, _slack(found, words), *(silent(silence, words) for silence in standing.silent[:_SILENT])]


def _outside(found: Health, words: Words) -> list[str]:
    """What a model outside costs, where one is asked: today, day by day, and by type with what a ticket costs."""
    cost = found.outside
    if cost is None:
        return []
    today = cost.today
    most = cost.ceiling if today.told or not today.calls else None
    named = inline(cost.vendor, 60), inline(cost.model, 60)
    days = [(words.short_day(day), _spent(spent, words)) for day, spent in cost.by_day]
    types = [
        (inline(title, 60), tickets, _spent(spent, words), spent.micros // tickets if spent.told else None)
        for title, tickets, spent in cost.types[:_TYPES]
    ]
    return [
        words.outside_today(*named, _spent(today, words), most, today.calls),
        words.outside_by_day(days) if len(days) > 1 else "",
        words.outside_by_type(cost.days, types) if types else "",
    ]


def _spent(spent: Spent, words: Words) -> str:
    known = spent.told or not spent.calls
    return words.outside_spent_on(spent.micros if known else None, spent.unknown)


def _moving(found: Health) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (kind, state), count in found.standing.outbox.items():
        if state in ("pending", "leased"):
            counts[kind] = counts.get(kind, 0) + count
    return counts


def _slack(found: Health, words: Words) -> list[rich_text.Element]:
    if found.slack_at is None:
        return [rich_text.text(words.slack_never)]
    before, _, after = words.slack_answered("\0").partition("\0")
    return [rich_text.text(before), rich_text.date(found.slack_at, _REAL), rich_text.text(after)]


def _letter(found: DeadLetter, words: Words) -> list[Json]:
    told = inline(words.letter(found.kind.value, found.name, found.cause), _CAUSE)
    at = f" · {when(found.given_up_at, _REAL)}" if found.given_up_at else ""
    value = act.letter_value(found.id)
    # A reply is never tried again from here: it was stopped, and its card has the buttons.
    offered = [
        (words.try_again_button, act.TRY_AGAIN),
        (words.drop_button, act.DROP),
        (words.read_button, act.READ_LETTER),
    ]
    which = inline(found.name, 20)
    row = [
        button(text, action, value, spoken=words.label(text, which))
        for text, action in (offered[1:] if found.kind in SENDS else offered)
    ]
    return [
        context(f"{escape(told)}{at}", block_id=f"letter:{found.id}"),
        actions(*row, block_id=f"letter:{found.id}:actions"),
    ]
