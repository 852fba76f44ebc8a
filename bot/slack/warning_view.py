"""The one line of a channel that says what is due soon or overdue: numbers, no word of a customer's."""

from typing import Final

from bot.domain.sla import Due, DueAnswer, Target, WarningLine
from bot.slack.limits import Post, post, section
from bot.slack.mrkdwn import escape, inline, when
from bot.slack.mrkdwn import mention as slack_mention
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


def lead_line(warned: WarningLine, words: Words, *, outbox_id: str = "") -> Post:
    """A lead's one message: what stays overdue, and with whom. Numbers and names, no word of a customer's."""
    text = words.nobody_acts(_named(list(warned.answers), words, who=True)) if warned.answers else words.all_acted_on
    return post(text, [section(text, block_id="warning:lead")], outbox_id)


def holder_told(number: str, owed: Due, words: Words, *, overdue: bool, mention: str = "", outbox_id: str = "") -> Post:
    """One line for whoever has a ticket. `mention` is their Slack id, where they are to hear of it."""
    told = f"{number}: {words.owed(owed.target, when(owed.at), late=overdue)}"
    text = f"{slack_mention(mention)} {told}" if mention else told
    return post(text, [section(text, block_id=f"{number}:{owed.target.value}")], outbox_id)


def _named(answers: list[DueAnswer], words: Words, *, who: bool = False) -> str:
    named = [_with(answer, words) if who else _one(answer, words) for answer in answers[:NAMED]]
    more = len(answers) - NAMED
    return ", ".join([*named, *([words.and_more(more)] if more > 0 else [])])


def _one(answer: DueAnswer, words: Words) -> str:
    number, at = f"T-{answer.ticket_id}", when(answer.due)
    return words.late_since(number, at, answer.target) if answer.overdue else words.due_at(number, at)


def _with(answer: DueAnswer, words: Words) -> str:
    return words.late_with(_one(answer, words), escape(inline(answer.holder, 40)))
