"""Modals of what agents do with a ticket beside answering it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.card import CardFacts
from bot.domain.ticket import State
from bot.domain.twins import Twin, Why
from bot.slack import actions as act
from bot.slack.limits import Json, field, modal, option, paragraph, radio, select, text_input
from bot.slack.modals.plain import message
from bot.slack.mrkdwn import inline
from bot.words import Words

#: As many twins are offered; any other ticket has a number.
_TWINS: Final = 6
#: The most urgent first, since that is what is looked for.
_PRIORITIES: Final = ("urgent", "high", "normal", "low")


def change_priority(facts: CardFacts, words: Words, *, priority: str = "") -> Json:
    """How urgent the ticket is; `priority` is chosen already where a command has named it."""
    choices = [option(words.priority(name), name) for name in _PRIORITIES]
    chosen = priority if priority in _PRIORITIES else facts.ticket.priority
    fields = [field(words.priority_label, radio(act.PRIORITY, choices, chosen)), _note(words, words.note_hint)]
    return _form(facts, words, words.priority_title, fields, act.CHANGE_PRIORITY, words.save)


def move_queue(facts: CardFacts, words: Words, queues: Sequence[tuple[str, str]], *, queue: str = "") -> Json:
    """To which of the other `queues` (name, title) the ticket goes; `queue` is chosen already."""
    if not queues:
        return message(words, words.move_title, words.no_other_queue)
    choices = [option(title, name) for name, title in queues]
    fields = [
        field(words.queue_label, select(words.choose, act.QUEUE, choices, initial=queue)),
        _note(words, words.move_hint),
    ]
    return _form(facts, words, words.move_title, fields, act.MOVE_QUEUE, words.move_submit)


def merge(facts: CardFacts, words: Words, twins: Sequence[Twin], *, into: str = "") -> Json:
    """Into which ticket this one goes: one of the likely `twins`, or any number; `into` is written there already."""
    choices = [option(_twin(twin, words), str(twin.ticket.id)) for twin in twins[:_TWINS]]
    first = "" if into or not twins else str(twins[0].ticket.id)
    offered = [field(words.merge_into, radio(act.INTO, choices, first), optional=True)] if choices else []
    label = words.merge_other if choices else words.merge_number
    number = text_input(act.NUMBER, initial=into, longest=20)
    fields = [
        paragraph(words.merge_told(facts.ticket.number), block_id="told"),
        *offered,
        field(label, number, hint=words.merge_number_hint, optional=bool(choices)),
    ]
    return _form(facts, words, words.merge_title, fields, act.MERGE, words.merge_submit)


def _twin(twin: Twin, words: Words) -> str:
    """`T-1039 · Where is my parcel · same order 4417`; of a sealed one no subject."""
    record = words.record(*twin.key)
    why = words.same_record(record[:1].lower() + record[1:]) if twin.why is Why.RECORD else words.same_subject
    state = [words.state(twin.ticket.state)] if twin.ticket.state is State.RESOLVED else []
    subject = [] if twin.ticket.sealed else [inline(twin.ticket.subject, 34)]
    return " · ".join([twin.ticket.number, *subject, inline(why, 24), *state])


def _note(words: Words, hint: str) -> Json:
    return field(words.note_label, text_input(act.NOTE, multiline=True), hint=hint, optional=True)


def _form(facts: CardFacts, words: Words, title: str, fields: list[Json], callback_id: str, submit: str) -> Json:
    return modal(
        title, fields, callback_id=callback_id, close=words.cancel, submit=submit,
        private_metadata=act.value(facts.ticket.id),
    )  # fmt: skip
