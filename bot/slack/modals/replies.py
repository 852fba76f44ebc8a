"""Modals about the text that a customer gets."""

from typing import Literal

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.buttons import draft_value
from bot.slack.drafts import sources, suggested_reply
from bot.slack.limits import INPUT, Json, context, field, modal, option, radio, select, text_input
from bot.slack.mrkdwn import clean, cut, escape
from bot.words import Words


def edit(facts: CardFacts, words: Words, *, text: str = "") -> Json:
    """The suggestion in a field, its sources beside it. `text` stands there instead, for a reply that was stopped.

    Submitted, it carries the ids of the ticket, the draft and the newest message that was shown.
    """
    body = text or (facts.draft.body if facts.draft else "")
    blocks = [
        *_asked(facts, words),
        field(
            words.reply_label,
            text_input(act.TEXT, initial=body, multiline=True),
            hint=words.reply_cut if len(body) > INPUT else "",
        ),
        *_disclosure(facts),
        *(sources(facts, facts.draft, words) if facts.draft else []),
    ]
    return modal(
        words.edit_title,
        blocks,
        callback_id=act.EDIT,
        close=words.cancel,
        submit=_submit(facts, words),
        private_metadata=draft_value(facts),
    )


def read_before_sending(facts: CardFacts, words: Words) -> Json:
    """The whole suggestion with its sources; submitted, it is approved. Without a draft there is nothing to submit."""
    if facts.draft is None:
        return modal(words.read_title, [_nothing(words)], callback_id=act.MESSAGE, close=words.close)
    return modal(
        words.read_title,
        [
            *_asked(facts, words),
            suggested_reply(facts, facts.draft, clean(facts.draft.body), words),
            *sources(facts, facts.draft, words),
        ],
        callback_id=act.READ_BEFORE_SENDING,
        close=words.cancel,
        submit=_submit(facts, words),
        private_metadata=draft_value(facts),
    )


def reject(facts: CardFacts, words: Words) -> Json:
    """Why the suggestion was no good."""
    reasons = [option(text, name) for name, text in words.reject_reasons]
    return modal(
        words.reject_title,
        [
            field(words.reason_label, select(words.choose, act.REASON, reasons)),
            field(words.note_label, text_input(act.NOTE, multiline=True), hint=words.note_hint, optional=True),
        ],
        callback_id=act.REJECT,
        close=words.cancel,
        submit=words.reject,
        private_metadata=draft_value(facts),
    )


def write_reply(facts: CardFacts, words: Words, *, text: str = "", after: Literal["wait", "resolve"] = "wait") -> Json:
    """A reply written by hand. `after` is what its type does after a send, and may be changed here."""
    choices = [option(words.after_wait, "wait"), option(words.after_resolve, "resolve")]
    return modal(
        words.write_title,
        [
            *_asked(facts, words),
            field(words.reply_label, text_input(act.TEXT, initial=text, multiline=True)),
            field(words.after_label, radio(act.AFTER, choices, after)),
        ],
        callback_id=act.WRITE_REPLY,
        close=words.cancel,
        submit=words.put_up if facts.ticket.keys_needed > 1 else words.send,
        private_metadata=act.value(facts.ticket.id, m=facts.ticket.last_message_id),
    )


def _submit(facts: CardFacts, words: Words) -> str:
    return words.put_up if facts.ticket.keys_needed > 1 else words.approve


def _asked(facts: CardFacts, words: Words) -> list[Json]:
    """What the customer wrote last: an answer is read beside its question."""
    said = [message for message in facts.messages if message.author == "customer" and message.public]
    if not said:
        return []
    head = rich_text.line(rich_text.text(words.customer, bold=True), rich_text.text("  "), rich_text.date(said[-1].at))
    quoted = rich_text.quote(rich_text.text(cut(clean(said[-1].body), 3000)))
    return [rich_text.block(f"{facts.ticket.number}:asked", head, quoted)]


def _disclosure(facts: CardFacts) -> list[Json]:
    return [context(escape(facts.disclosure), block_id=f"{facts.ticket.number}:line")] if facts.disclosure else []


def _nothing(words: Words) -> Json:
    return context(words.refusal("no_draft", {}), block_id="nothing")
