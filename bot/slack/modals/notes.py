"""Modals that keep a note for the team."""

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack.limits import Json, context, field, modal, text_input
from bot.slack.mrkdwn import clean, escape
from bot.words import Words


def add_note(facts: CardFacts, words: Words) -> Json:
    """A note on a ticket; of a sealed one it is read in **Open** only."""
    ticket = facts.ticket
    where = words.note_sealed_hint if ticket.sealed else words.note_thread_hint
    return modal(
        words.note_title,
        [
            field(words.note_label, text_input(act.NOTE, multiline=True), hint=words.note_hint),
            context(escape(where), block_id=f"{ticket.number}:where"),
        ],
        callback_id=act.ADD_NOTE,
        close=words.cancel,
        submit=words.note_submit,
        private_metadata=act.value(ticket.id),
    )


def add_as_note(words: Words, said: str, origin: str) -> Json:
    """To which ticket a message belongs. `origin` comes back as `private_metadata`: where it stands, ids only."""
    return modal(
        words.note_title,
        [
            field(words.note_ticket_label, text_input(act.NUMBER, longest=12), hint=words.note_ticket_hint),
            field(words.note_label, text_input(act.NOTE, initial=clean(said), multiline=True), hint=words.note_hint),
        ],
        callback_id=act.ADD_AS_NOTE,
        close=words.cancel,
        submit=words.note_submit,
        private_metadata=origin,
    )
