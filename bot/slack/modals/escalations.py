"""Modals of escalations: raising, passing on, and settling."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.domain.card import CardFacts
from bot.domain.escalation import Foreseen
from bot.slack import actions as act
from bot.slack.limits import Json, context, field, modal, option, select, text_input, users_select
from bot.slack.modals.plain import again
from bot.slack.mrkdwn import inline
from bot.words import Words

#: The block that says who will be asked.
_ASKED: Final = "asked"


def escalate(facts: CardFacts, words: Words, *, reasons: Sequence[str] = (), foreseen: Foreseen | None = None) -> Json:
    """Raise the ticket, and who will be asked then. `reasons` are the desk file's own; without any there is only
    "Other"."""
    choices = [option(reason, reason) for reason in reasons]
    choices = choices or [option(text, name) for name, text in words.escalation_reasons]
    reason = {**field(words.reason_label, select(words.choose, act.REASON, choices)), "dispatch_action": True}
    note = text_input(act.NOTE, multiline=True)
    fields = [
        reason,
        _asked(foreseen, words),
        field(words.note_label, note, hint=words.note_hint, optional=True),
    ]
    return _form(facts, words, words.escalate_title, fields, act.ESCALATE, words.escalate)


def with_asked(view: Mapping[str, Any], words: Words, foreseen: Foreseen | None) -> Json:
    """The form as Slack has sent it, saying who will be asked for the reason that was chosen; what was typed stays."""
    blocks = view.get("blocks") or []
    return again(view, [_asked(foreseen, words) if block.get("block_id") == _ASKED else block for block in blocks])


def _asked(foreseen: Foreseen | None, words: Words) -> Json:
    if foreseen is None:
        return context(words.asked_by_reason, block_id=_ASKED)
    names = [inline(name, 60) for name in foreseen.names]
    within = words.duration(int(foreseen.within.total_seconds()))
    said = words.will_be_asked(names, inline(foreseen.on_call, 60) if foreseen.on_call else "", within)
    return context(said, block_id=_ASKED)


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
