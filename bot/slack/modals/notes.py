"""Modals that keep a note for the team."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import INPUT, Json, context, field, modal, text_input
from bot.slack.mrkdwn import cut, escape
from bot.words import Words

#: The block that shows what was said.
_SAID: Final = "said"


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
    """To which ticket a message belongs. `origin` comes back as `private_metadata`: where it stands, ids only.

    What was `said` is shown and cannot be changed, since the note bears the name of whoever said it; `shown` reads it
    again when the form is sent.
    """
    return modal(
        words.note_title,
        [
            field(words.note_ticket_label, text_input(act.NUMBER, longest=12), hint=words.note_ticket_hint),
            rich_text.block(_SAID, rich_text.quote(rich_text.text(cut(said, INPUT)))),
            context(escape(words.note_said_hint), block_id="hint"),
        ],
        callback_id=act.ADD_AS_NOTE,
        close=words.cancel,
        submit=words.note_submit,
        private_metadata=origin,
    )


def shown(view: Mapping[str, Any]) -> str:
    """What was said, as the form that was sent shows it: Slack hands our own blocks back, which nobody can change."""
    blocks = [block for block in view.get("blocks") or [] if block.get("block_id") == _SAID]
    parts = [part for block in blocks for line in block.get("elements") or [] for part in line.get("elements") or []]
    return "".join(str(part.get("text") or part.get("url") or "") for part in parts)
