"""The one line of a channel that says what is due soon or overdue: numbers, no word of a customer's."""

from typing import Final

from bot.domain.sla import DueAnswer, Target, WarningLine
from bot.slack.limits import Post, post, section
from bot.slack.mrkdwn import when
from bot.words import Words

#: As many tickets as one line names of either kind, the earliest due first; a block takes 3,000 characters.
NAMED: Final = 15


def line(warned: WarningLine, words: Words, *, outbox_id: str = "") -> Post:
    """It mentions nobody, and is an edit most of the time."""
    waiting = [answer for answer in warned.answers if not answer.overdue]
    soon = [answer for answer in waiting if answer.target is not Target.RESOLUTION]
    resolution = [answer for answer in waiting if answer.target is Target.RESOLUTION]
    overdue = [answer for answer in warned.answers if answer.overdue]
    parts = []
    if soon:
        parts.append(words.due_soon(_named(soon, words)))
    if resolution:
        parts.append(words.resolution_soon(_named(resolution, words)))
    if overdue:
        parts.append(words.overdue_answers(_named(overdue, words)))
    text = " · ".join(parts) or words.nothing_due
    return post(text, [section(text, block_id="warning:line")], outbox_id)


def _named(answers: list[DueAnswer], words: Words) -> str:
    named = [_one(answer, words) for answer in answers[:NAMED]]
    more = len(answers) - NAMED
    return ", ".join([*named, *([words.and_more(more)] if more > 0 else [])])


def _one(answer: DueAnswer, words: Words) -> str:
    number, at = f"T-{answer.ticket_id}", when(answer.due)
    return words.late_since(number, at, answer.target) if answer.overdue else words.due_at(number, at)
