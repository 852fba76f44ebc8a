"""Modals in which people judge a reply or a suggestion."""

from bot.domain.card import CardFacts
from bot.domain.draft import DraftState
from bot.domain.reply import ReplyState
from bot.slack import actions as act
from bot.slack.buttons import draft_value
from bot.slack.drafts import flags, put_up_reply, suggested_reply
from bot.slack.limits import Json, field, modal, option, paragraph, radio, text_input
from bot.slack.modals.plain import message
from bot.slack.modals.record import source_blocks
from bot.slack.mrkdwn import clean
from bot.slack.people import name_of
from bot.slack.phase import Phase, phase
from bot.words import Words


def quotes(facts: CardFacts, words: Words) -> Json:
    """What the suggestion says, sentence by sentence as it is marked on the card, and each source word for word."""
    draft = facts.draft
    if draft is None or not draft.body:
        return message(words, words.quotes, words.refusal("no_draft", {}))
    return modal(
        words.quotes,
        [
            suggested_reply(facts, draft, clean(draft.body), words),
            *source_blocks(facts, words),
            *flags(facts.ticket.number, draft, words),
        ],
        callback_id=act.QUOTES,
        close=words.close,
        private_metadata=act.value(facts.ticket.id),
    )


def redraft(facts: CardFacts, words: Words) -> Json:
    """What should be different about the next suggestion, with the one that stands above."""
    draft = facts.draft
    if draft is None or draft.state is not DraftState.PROPOSED:
        return message(words, words.redraft_title, words.refusal("stale_draft", {}))
    return modal(
        words.redraft_title,
        [
            suggested_reply(facts, draft, clean(draft.body), words),
            field(words.wish_label, text_input(act.WISH, longest=300), hint=words.wish_hint),
        ],
        callback_id=act.REDRAFT,
        close=words.cancel,
        submit=words.redraft_submit,
        private_metadata=draft_value(facts),
    )


def report(facts: CardFacts, words: Words) -> Json:
    """What is wrong about the reply, or else about the suggestion, which stands above."""
    answer = _answer(facts, words)
    if answer is None:
        return message(words, words.report_title, words.refusal("no_draft", {}))
    shown, ids = answer
    choices = [option(text, name) for name, text in words.wrong.items()]
    return modal(
        words.report_title,
        [
            shown,
            field(words.wrong_label, radio(act.WRONG, choices, choices[0]["value"]), hint=words.wrong_hint),
            field(words.note_label, text_input(act.NOTE, multiline=True), hint=words.note_hint, optional=True),
        ],
        callback_id=act.REPORT,
        close=words.cancel,
        submit=words.report_submit,
        private_metadata=act.value(facts.ticket.id, **ids),
    )


def _answer(facts: CardFacts, words: Words) -> tuple[Json, dict[str, int | None]] | None:
    """The reply where one is on its way or was sent, else the suggestion; and the ids that it goes by."""
    reply, draft = facts.reply, facts.draft
    if reply and reply.body and phase(facts) not in (Phase.SUGGESTION, Phase.STOPPED):
        return put_up_reply(facts, reply, clean(reply.body), words), {"r": reply.id, "d": reply.draft_id}
    if draft and draft.body:
        return suggested_reply(facts, draft, clean(draft.body), words), {"d": draft.id}
    return None


def send_alone(facts: CardFacts, words: Words) -> Json:
    """The whole reply, who was asked for its second approval, and why a lead gives it in their place."""
    reply = facts.reply
    if reply is None or reply.state is not ReplyState.AWAITING_KEYS:
        return message(words, words.send_alone_title, words.refusal("already_approved", {}))
    asked = [name for name in map(name_of, facts.second_approvers) if name]
    return modal(
        words.send_alone_title,
        [
            put_up_reply(facts, reply, clean(reply.body), words),
            paragraph(words.alone_told(asked), block_id="told"),
            field(words.alone_label, text_input(act.REASON, multiline=True, longest=500), hint=words.alone_hint),
        ],
        callback_id=act.SEND_ALONE,
        close=words.cancel,
        submit=words.send_alone_submit,
        private_metadata=act.value(facts.ticket.id, r=reply.id),
    )
