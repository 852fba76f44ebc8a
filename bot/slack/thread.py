"""What stands in a card's thread: the conversation, the records, notes and history. Internal, all of it."""

from datetime import datetime

from bot.domain.card import CardFacts, HistoryLine
from bot.domain.excerpt import excerpt
from bot.domain.handoff import HandoffLine
from bot.domain.message import Message
from bot.slack import rich_text
from bot.slack.attachments import files_of
from bot.slack.headline import record_parts
from bot.slack.limits import Post, context, post
from bot.slack.modals.messages import show_in_full, writer
from bot.slack.mrkdwn import clean, cut, escape, inline, when
from bot.slack.mrkdwn import mention as slack_mention
from bot.words import Words

#: As much of a department's answer as one message takes.
_LONGEST = 3000


def conversation(message: Message, words: Words, *, mention: str = "", outbox_id: str = "") -> Post:
    """One line of the conversation, always one message: of a long one the beginning, and **Show in full**.

    `mention` is the Slack id of the holder, who is told of it.
    """
    head = [rich_text.text(writer(message, words), bold=True)]
    if message.author == "note" and message.author_name.strip():
        head.append(rich_text.text(f" · {words.team_note}"))
    head += [rich_text.text("  "), rich_text.date(message.at)]
    if mention:
        head += [rich_text.text("  "), rich_text.user(mention)]
    own = excerpt(message.body)
    name = f"T-{message.ticket_id}:message-{message.id}"
    blocks = [
        rich_text.block(name, rich_text.line(*head), rich_text.quote(rich_text.text(clean(own.text)))),
        *files_of(message, words, block_id=f"{name}:attached"),
        *([show_in_full(message, words)] if own.more else []),
    ]
    told = f" {slack_mention(mention)}" if mention else ""
    return post(words.label(f"T-{message.ticket_id}", f"{words.wrote(message.author)}{told}"), blocks, outbox_id)


def records(facts: CardFacts, words: Words, *, outbox_id: str = "") -> Post | None:
    """The records that were read for the ticket; None where there are none."""
    if not facts.records:
        return None
    lines = [rich_text.line(*record_parts(facts, linked, words)) for linked in facts.records[:10]]
    block = rich_text.block(f"{facts.ticket.number}:records", rich_text.bullets(*lines))
    return post(words.label(facts.ticket.number, words.records_read), [block], outbox_id)


def woke(
    ticket_id: int, at: datetime, words: Words, *, promised: bool = False, mention: str = "", outbox_id: str = ""
) -> Post:
    """A snoozed ticket's time has come, or one that was promised to the customer.

    `mention` is the Slack id of the holder, who is told of it.
    """
    said = words.promise_due(f"T-{ticket_id}") if promised else words.woke(f"T-{ticket_id}")
    head = [rich_text.text(said, bold=True), rich_text.text("  "), rich_text.date(at)]
    told = [rich_text.text("  "), rich_text.user(mention)] if mention else []
    block = rich_text.block(f"T-{ticket_id}:woke", rich_text.line(*head, *told))
    return post(f"{said} {slack_mention(mention)}" if mention else said, [block], outbox_id)


def handed_back(
    ticket_id: int, at: datetime, answered: HandoffLine, words: Words, *, mention: str = "", outbox_id: str = ""
) -> Post:
    """A department has answered. `mention` is the Slack id of the holder, who is told of it."""
    said = words.handed_back(answered.number, inline(answered.title, 60), answered.part)
    head = [rich_text.isolated(said, bold=True), rich_text.text("  "), rich_text.date(at)]
    told = [rich_text.text("  "), rich_text.user(mention)] if mention else []
    quoted = [rich_text.quote(rich_text.text(cut(clean(answered.answer), _LONGEST)))] if answered.answer else []
    block = rich_text.block(f"T-{ticket_id}:back", rich_text.line(*head, *told), *quoted)
    text = words.label(f"T-{ticket_id}", escape(said))
    return post(f"{text} {slack_mention(mention)}" if mention else text, [block], outbox_id)


def event(ticket_id: int, line: HistoryLine, words: Words, *, outbox_id: str = "") -> Post:
    """One entry of the history."""
    told = escape(words.happened(line.action, line.who, line.detail))
    return post(told, [context(f"{told} · {when(line.at)}", block_id=f"T-{ticket_id}:event")], outbox_id)
