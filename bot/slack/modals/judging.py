"""Modals in which people judge a reply or a suggestion."""

from bot.domain.card import CardFacts
from bot.domain.reply import ReplyState
from bot.slack import actions as act
from bot.slack.drafts import put_up_reply
from bot.slack.limits import Json, field, modal, paragraph, text_input
from bot.slack.modals.plain import message
from bot.slack.mrkdwn import clean
from bot.slack.people import name_of
from bot.words import Words


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
