"""Modals that change what a ticket is or who has it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.card import CardFacts
from bot.domain.sla import Due
from bot.slack import actions as act
from bot.slack.limits import (
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
    users_select,
)
from bot.slack.mrkdwn import when
from bot.words import Words


def resolve(facts: CardFacts, words: Words) -> Json:
    """End it without a further answer, and ask the one thing that only whoever worked on it knows."""
    choices = [option(text, name) for name, text in words.avoidable_choices]
    asked = field(words.avoidable_label, radio(act.AVOIDABLE, choices), hint=words.avoidable_hint, optional=True)
    return _form(facts, words, words.resolve_title, [asked, _note(words)], act.RESOLVE, words.resolve)


def assign(facts: CardFacts, words: Words) -> Json:
    fields = [field(words.person_label, users_select(words.choose, act.PERSON))]
    return _form(facts, words, words.assign_title, fields, act.ASSIGN, words.assign)


def snooze(facts: CardFacts, words: Words, choices: Sequence[tuple[str, datetime]]) -> Json:
    """Until when the ticket is to sleep; each choice shows the moment that it stands for."""
    owed = next(iter(facts.ticket.due), None)
    offered = [
        option(_choice(name, moment, owed, words), str(int(moment.timestamp())), at=when(moment))
        for name, moment in choices
    ]
    until = field(words.until_label, radio(act.UNTIL, offered, offered[0]["value"]))
    other = field(words.moment_label, moment_input(act.MOMENT), hint=words.moment_hint, optional=True)
    fields = [until, other]
    if owed is not None and any(moment > owed.at for _, moment in choices):
        told = words.owed(owed.target, when(owed.at), late=owed.at <= facts.asked_at)
        fields.insert(0, context(words.runs_on(told), block_id=f"{facts.ticket.number}:runs-on"))
    return _form(facts, words, words.snooze_title, fields, act.SNOOZE, words.save)


def _choice(name: str, moment: datetime, owed: Due | None, words: Words) -> str:
    late = owed is not None and moment > owed.at
    return f"{words.snooze_choices[name]} · {words.after_due}" if late else words.snooze_choices[name]


def mark_sensitive(facts: CardFacts, words: Words) -> Json:
    choices = [option(text, name) for name, text in words.sensitive_classes]
    fields = [field(words.class_label, select(words.choose, act.CLASS, choices)), _note(words)]
    return _form(facts, words, words.mark_title, fields, act.MARK_SENSITIVE, words.save)


def unmark_sensitive(facts: CardFacts, words: Words) -> Json:
    fields = [field(words.reason_label, text_input(act.REASON, multiline=True), hint=words.unmark_hint)]
    return _form(facts, words, words.unmark_title, fields, act.UNMARK_SENSITIVE, words.save)


def other_type(facts: CardFacts, words: Words) -> Json:
    """What the request is, where the guess was wrong."""
    return _type(facts, words, act.OTHER_TYPE)


def change_type(facts: CardFacts, words: Words) -> Json:
    return _type(facts, words, act.CHANGE_TYPE)


def _type(facts: CardFacts, words: Words, callback_id: str) -> Json:
    choices = [option(title, name) for name, title in facts.type_choices]
    if not choices:
        blocks = [paragraph(words.nothing_here, block_id="nothing")]
        return modal(words.type_title, blocks, callback_id=act.MESSAGE, close=words.close)
    fields = [field(words.type_label, select(words.choose, act.TYPE, choices, initial=facts.ticket.type or ""))]
    return _form(facts, words, words.type_title, fields, callback_id, words.save)


def _note(words: Words) -> Json:
    return field(words.note_label, text_input(act.NOTE, multiline=True), hint=words.note_hint, optional=True)


def _form(facts: CardFacts, words: Words, title: str, fields: list[Json], callback_id: str, submit: str) -> Json:
    return modal(
        title,
        fields,
        callback_id=callback_id,
        close=words.cancel,
        submit=submit,
        private_metadata=act.value(facts.ticket.id),
    )
