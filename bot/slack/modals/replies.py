"""Modals about the text that a customer gets."""

from collections.abc import Mapping
from typing import Final

from bot.domain.card import CardFacts
from bot.domain.draft import Draft, DraftState
from bot.domain.excerpt import excerpt
from bot.domain.message import Message
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.buttons import draft_value
from bot.slack.drafts import sources, suggested_reply
from bot.slack.headline import why
from bot.slack.limits import (
    INPUT,
    Json,
    context,
    field,
    modal,
    moment_input,
    option,
    paragraph,
    radio,
    select,
    text_input,
)
from bot.slack.modals.macros import macro_choice
from bot.slack.modals.plain import message
from bot.slack.mrkdwn import clean, cut, escape, inline
from bot.slack.phase import Phase, phase
from bot.words import Words

#: As many new messages as stand above a text that they have overtaken.
_NEW: Final = 10


def edit(facts: CardFacts, words: Words) -> Json:
    """The suggestion in a field, its sources beside it; or what somebody made of it and took back.

    Submitted, it carries the ids of the ticket, the draft and the newest message that was shown. Where no suggestion
    stands a reply is written instead.
    """
    if facts.draft is None or facts.draft.state is not DraftState.PROPOSED:
        return write_reply(facts, words)
    body = _begun(facts, facts.draft)
    blocks = [
        *asked(facts, words),
        field(
            words.reply_label,
            text_input(act.TEXT, initial=body, multiline=True),
            hint=words.reply_cut if len(body) > INPUT else "",
        ),
        *_disclosure(facts),
        _after(words, _chosen(facts, facts.draft)),
        _promise(words),
        *sources(facts, facts.draft, words),
    ]
    return modal(
        words.edit_title,
        blocks,
        callback_id=act.EDIT,
        close=words.cancel,
        submit=_submit(facts, words),
        private_metadata=draft_value(facts),
    )


def _begun(facts: CardFacts, draft: Draft) -> str:
    """The suggestion, or what was typed and not sent after it was made."""
    reply = facts.reply
    return facts.unsent if facts.unsent and reply and reply.draft_id == draft.id else draft.body


def read_before_sending(facts: CardFacts, words: Words) -> Json:
    """The whole suggestion with its sources; submitted, it is approved. Where none stands it says why."""
    if facts.draft is None or facts.draft.state is not DraftState.PROPOSED:
        return message(words, words.read_title, _why_none(facts, words))
    return modal(
        words.read_title,
        [
            *asked(facts, words),
            suggested_reply(facts, facts.draft, clean(facts.draft.body), words),
            _after(words, facts.after_send),
            _promise(words),
            *sources(facts, facts.draft, words),
        ],
        callback_id=act.READ_BEFORE_SENDING,
        close=words.cancel,
        submit=_submit(facts, words),
        private_metadata=draft_value(facts),
    )


def _why_none(facts: CardFacts, words: Words) -> str:
    draft = facts.draft
    match phase(facts):
        case Phase.WITHHELD if draft and draft.reason:
            return words.withheld(draft.reason, why(facts, draft))
        case Phase.ASKED:
            return words.looks_like(inline(facts.guess_title, 80), facts.guess_confidence)
        case Phase.REJECTED:
            return words.rejected
        case Phase.WAITING_FOR_DRAFT:
            return words.suggestion_follows
        case Phase.SENT:
            return words.refusal("already_sent", {})
        case _:
            return words.refusal("no_draft", {})


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


def write_reply(facts: CardFacts, words: Words) -> Json:
    """A reply written by hand; it begins with what somebody typed before and nobody got, if there is such a text."""
    before = facts.reply if facts.unsent else None
    after, origin = (facts.after_send, None)
    if before and before.after_send != "hold":  # what was meant to hold the customer becomes an answer now
        after, origin = before.after_send, before.draft_id
    return _by_hand(facts, words, asked(facts, words), facts.unsent, after=after, origin=origin)


def overtaken(facts: CardFacts, words: Words, text: str, after: str, ids: Mapping[str, int]) -> Json:
    """What was typed while the ticket moved on, to be sent all the same once what is new was read.

    `ids` are those that the overtaken modal carried, `after` what was chosen there.
    """
    seen = ids.get("m")
    told = words.suggestion_gone if seen == facts.ticket.last_message_id else words.message_came
    top = [paragraph(told, block_id="told"), *asked(facts, words, since=seen)]
    origin = ids.get("d", ids.get("o"))
    return _by_hand(facts, words, top, text, after=after or facts.after_send, origin=origin, anew=True)


def _by_hand(
    facts: CardFacts,
    words: Words,
    top: list[Json],
    text: str,
    *,
    after: str,
    origin: int | None,
    anew: bool = False,
) -> Json:
    """`origin` is the suggestion that the text began as; the line about the assistant then stands under it."""
    shown = str(facts.ticket.last_message_id) if anew else ""
    return modal(
        words.write_title,
        [
            *top,
            *macro_choice(facts, words),
            field(words.reply_label, text_input(act.TEXT, initial=text, multiline=True), anew=shown),
            *(_disclosure(facts) if origin is not None else []),
            _after(words, after),
            _promise(words),
        ],
        callback_id=act.WRITE_REPLY,
        close=words.cancel,
        submit=words.put_up if facts.ticket.keys_needed > 1 else words.send,
        private_metadata=act.value(facts.ticket.id, m=facts.ticket.last_message_id, o=origin),
    )


def _after(words: Words, chosen: str) -> Json:
    """What becomes of the ticket once the text has left; what its type says is chosen."""
    choices = [option(words.after_wait, "wait"), option(words.after_resolve, "resolve")]
    return field(words.after_label, radio(act.AFTER, choices, chosen))


def _chosen(facts: CardFacts, draft: Draft) -> str:
    """What was chosen for a text that was taken back, else what the type says."""
    reply = facts.reply
    return reply.after_send if reply and facts.unsent and reply.draft_id == draft.id else facts.after_send


def _promise(words: Words) -> Json:
    """By when another answer is promised, if one is."""
    return field(words.promise_label, moment_input(act.PROMISED), hint=words.promise_hint, optional=True)


def _submit(facts: CardFacts, words: Words) -> str:
    return words.put_up if facts.ticket.keys_needed > 1 else words.approve


def asked(facts: CardFacts, words: Words, since: int | None = None) -> list[Json]:
    """What the customer wrote last, since an answer is read beside its question; or all that is newer than `since`."""
    public = [line for line in facts.messages if line.public]
    said = [line for line in public if since is not None and line.id > since]
    said = said[-_NEW:] or [line for line in public if line.author == "customer"][-1:]
    return [_quoted(line, words) for line in said]


def _quoted(line: Message, words: Words) -> Json:
    name = words.customer if line.author == "customer" else inline(line.author_name, 60) or words.your_reply
    head = rich_text.line(rich_text.text(name, bold=True), rich_text.text("  "), rich_text.date(line.at))
    quoted = rich_text.quote(rich_text.text(cut(clean(excerpt(line.body).text), 3000)))
    return rich_text.block(f"T-{line.ticket_id}:asked-{line.id}", head, quoted)


def _disclosure(facts: CardFacts) -> list[Json]:
    return [context(escape(facts.disclosure), block_id=f"{facts.ticket.number}:line")] if facts.disclosure else []
