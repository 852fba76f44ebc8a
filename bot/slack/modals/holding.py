"""The modal of a holding reply: the text, and the day that stands in it."""

from datetime import date

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack.limits import Json, day_input, field, modal, paragraph, text_input
from bot.slack.modals.replies import asked
from bot.words import Words


def holding(facts: CardFacts, words: Words, text: str, day: date, *, spoken: bool, accepted: bool = False) -> Json:
    """`accepted`: the ticket has just been accepted, so that closing this means "not now"."""
    told = [words.accepted_now(facts.ticket.number)] if accepted else []
    told += [] if spoken else [words.holding_unspoken(words.language_name(facts.ticket.language))]
    return modal(
        words.holding_title,
        [
            *(paragraph(" ".join(told), block_id="told") for _ in told[:1]),
            *asked(facts, words),
            field(words.reply_label, text_input(act.TEXT, initial=text, multiline=True), hint=words.holding_hint),
            field(words.holding_day, day_input(act.DAY, day)),
        ],
        callback_id=act.HOLDING,
        close=words.not_now_close if accepted else words.cancel,
        submit=words.put_up if facts.ticket.keys_needed > 1 else words.approve,
        private_metadata=act.value(facts.ticket.id, m=facts.ticket.last_message_id),
    )
