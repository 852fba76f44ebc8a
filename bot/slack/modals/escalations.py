"""Modals of escalations: passing on, and settling."""

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack.limits import Json, field, modal, text_input, users_select
from bot.words import Words


def pass_on(facts: CardFacts, words: Words) -> Json:
    """To whom, and why."""
    fields = [
        field(words.passing_person, users_select(words.choose, act.PERSON)),
        field(words.passing_why, text_input(act.REASON, multiline=True, longest=1500), hint=words.passing_hint),
    ]
    return _form(facts, words, words.passing_title, fields, act.PASSING_ON, words.passing_submit)


def settle(facts: CardFacts, words: Words) -> Json:
    """What was decided, for whoever goes on with the ticket."""
    written = text_input(act.NOTE, multiline=True, longest=1500)
    fields = [field(words.settle_note, written, hint=words.settle_hint, optional=True)]
    return _form(facts, words, words.settle_title, fields, act.SETTLE, words.settle_submit)


def _form(facts: CardFacts, words: Words, title: str, fields: list[Json], callback_id: str, submit: str) -> Json:
    return modal(
        title, fields, callback_id=callback_id, close=words.cancel, submit=submit,
        private_metadata=act.value(facts.ticket.id),
    )  # fmt: skip
