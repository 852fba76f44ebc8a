"""Submitted modals. Each carries its view id, so that a double submit changes nothing."""

import re
from datetime import UTC, datetime
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action
from bot.flow import card, claim, escalate, promises, reply, resolve, snooze, triage
from bot.slack import actions as act
from bot.slack import modals
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import Work, submitted
from handlers import acts, escalations, forms, handoffs, holding, home, judging, leads, notes, reviews, sources, spikes

_ANY: Final = re.compile(".*")
#: The ticket moved on while somebody typed; the text is kept beside what is new.
_OVERTAKEN: Final = frozenset({RefusalCode.NEW_MESSAGE, RefusalCode.ANSWERED_OUTSIDE, RefusalCode.STALE_DRAFT})


async def _send_text(front: Front, click: Click) -> Json | None:
    """An edited suggestion, or a reply by hand. What the ticket has overtaken is shown beside what is new there."""
    text, after = click.entered.get(act.TEXT, ""), click.entered.get(act.AFTER, "")
    try:
        await front.runner.write(
            promises.promising,
            reply.send_text,
            _promised(click),
            click.ticket,
            text,
            click.by,
            view_id=click.view_id,
            draft_id=click.ids.get("d"),
            message_id=click.ids.get("m"),
            after_send=after or None,
            origin=click.ids.get("o"),
        )
    except Refused as refused:
        if refused.code not in _OVERTAKEN:
            raise
        facts = await front.runner.write(card.opened, click.ticket, click.by, to=Action.WRITE_REPLY)
        return modals.overtaken(facts, front.words, text, after, click.ids)
    return None


async def _read_before_sending(front: Front, click: Click) -> None:
    after = click.entered.get(act.AFTER) or None
    ids = click.ids.get("d", 0), click.ids.get("m")
    await front.runner.write(promises.promising, reply.approve, _promised(click), *ids, click.by, after)


def _promised(click: Click) -> datetime | None:
    entered = click.entered.get(act.PROMISED, "")
    return datetime.fromtimestamp(int(entered), UTC) if entered.isdigit() else None


async def _reject(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON) or "other"
    note = click.entered.get(act.NOTE, "")
    await front.runner.write(reply.reject, click.ids.get("d", 0), reason, click.by, click.view_id, note)


async def _escalate(front: Front, click: Click) -> None:
    reason, note = click.entered.get(act.REASON) or "other", click.entered.get(act.NOTE, "")
    await front.runner.write(escalate.escalate, click.ticket, reason, note, click.by, click.view_id)


async def _resolve(front: Front, click: Click) -> None:
    note, avoided_by = click.entered.get(act.NOTE, ""), click.entered.get(act.AVOIDABLE, "")
    await front.runner.write(resolve.resolve, click.ticket, click.by, note, click.view_id, avoided_by)


async def _assign(front: Front, click: Click) -> None:
    await front.runner.write(claim.assign, click.ticket, click.entered.get(act.PERSON, ""), click.by)


async def _snooze(front: Front, click: Click) -> None:
    """A date and time that somebody has picked stands above the choices."""
    until = click.entered.get(act.MOMENT) or click.entered.get(act.UNTIL, "")
    if not until.isdigit():
        raise Refused(RefusalCode.UNKNOWN_WORD, word=until)
    moment = datetime.fromtimestamp(int(until), UTC)
    await front.runner.write(snooze.snooze, click.ticket, moment, click.by, click.view_id)


async def _mark(front: Front, click: Click) -> None:
    name, note = click.entered.get(act.CLASS, ""), click.entered.get(act.NOTE, "")
    await front.runner.write(triage.mark_sensitive, click.ticket, name, click.by, click.view_id, note)


async def _unmark(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON, "")
    await front.runner.write(triage.unmark_sensitive, click.ticket, reason, click.by, click.view_id)


async def _type(front: Front, click: Click) -> None:
    await front.runner.write(triage.change_type, click.ticket, click.entered.get(act.TYPE, ""), click.by)


async def _nothing(_front: Front, _click: Click) -> None:
    """A modal that only showed something."""


#: Every modal that can be submitted, by its callback id.
SUBMITS: Final[dict[str, Work]] = {
    act.EDIT: _send_text,
    act.READ_BEFORE_SENDING: _read_before_sending,
    act.REJECT: _reject,
    act.WRITE_REPLY: _send_text,
    act.ESCALATE: _escalate,
    act.RESOLVE: _resolve,
    act.ASSIGN: _assign,
    act.SNOOZE: _snooze,
    act.MARK_SENSITIVE: _mark,
    act.UNMARK_SENSITIVE: _unmark,
    act.OTHER_TYPE: _type,
    act.CHANGE_TYPE: _type,
    **judging.SUBMITS,
    **handoffs.SUBMITS,
    **escalations.SUBMITS,
    **notes.SUBMITS,
    **acts.SUBMITS,
    **forms.SUBMITS,
    **home.SUBMITS,
    **spikes.SUBMITS,
    **holding.SUBMITS,
    **leads.SUBMITS,
    **sources.SUBMITS,
    **reviews.SUBMITS,
}


def register(app: AsyncApp, front: Front) -> None:
    """Listen for every submit; a modal that nobody knows is answered all the same."""
    for callback_id, work in SUBMITS.items():
        app.view(callback_id)(submitted(front, work))
    app.view({"type": "view_submission", "callback_id": _ANY})(submitted(front, _nothing))
    app.view({"type": "view_closed", "callback_id": _ANY})(submitted(front, _nothing))
