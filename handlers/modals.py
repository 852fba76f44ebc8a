"""Submitted modals. Each carries its view id, so that a double submit changes nothing."""

import re
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.flow import claim, escalate, intake, reply, resolve, triage
from bot.slack import actions as act
from bot.slack import notices
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.listening import Work, submitted

_ANY: Final = re.compile(".*")


async def _edit(front: Front, click: Click) -> None:
    await front.runner.write(
        reply.send_text,
        click.ticket,
        click.entered.get(act.TEXT, ""),
        click.by,
        view_id=click.view_id,
        draft_id=click.ids.get("d"),
        message_id=click.ids.get("m"),
        after_send=click.entered.get(act.AFTER) or None,
    )


async def _write_reply(front: Front, click: Click) -> None:
    await front.runner.write(
        reply.send_text,
        click.ticket,
        click.entered.get(act.TEXT, ""),
        click.by,
        view_id=click.view_id,
        message_id=click.ids.get("m"),
        after_send=click.entered.get(act.AFTER) or None,
    )


async def _read_before_sending(front: Front, click: Click) -> None:
    await front.runner.write(reply.approve, click.ids.get("d", 0), click.ids.get("m"), click.by)


async def _reject(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON) or "other"
    note = click.entered.get(act.NOTE, "")
    await front.runner.write(reply.reject, click.ids.get("d", 0), reason, click.by, click.view_id, note)


async def _escalate(front: Front, click: Click) -> None:
    reason, note = click.entered.get(act.REASON) or "other", click.entered.get(act.NOTE, "")
    await front.runner.write(escalate.escalate, click.ticket, reason, note, click.by, click.view_id)


async def _resolve(front: Front, click: Click) -> None:
    note = click.entered.get(act.NOTE, "")
    await front.runner.write(resolve.resolve, click.ticket, click.by, note, click.view_id)


async def _assign(front: Front, click: Click) -> None:
    await front.runner.write(claim.assign, click.ticket, click.entered.get(act.PERSON, ""), click.by)


async def _mark(front: Front, click: Click) -> None:
    name, note = click.entered.get(act.CLASS, ""), click.entered.get(act.NOTE, "")
    await front.runner.write(triage.mark_sensitive, click.ticket, name, click.by, click.view_id, note)


async def _unmark(front: Front, click: Click) -> None:
    reason = click.entered.get(act.REASON, "")
    await front.runner.write(triage.unmark_sensitive, click.ticket, reason, click.by, click.view_id)


async def _type(front: Front, click: Click) -> None:
    await front.runner.write(triage.change_type, click.ticket, click.entered.get(act.TYPE, ""), click.by)


async def _new_ticket(front: Front, click: Click) -> None:
    channel, ts, author = _origin(click)
    made = await front.runner.write(
        intake.new_from_slack,
        subject=click.entered.get(act.SUBJECT, ""),
        body=click.entered.get(act.TEXT, ""),
        type_name=click.entered.get(act.TYPE) or None,
        order=click.entered.get(act.ORDER, ""),
        by=click.by,
        conversation=f"{channel}:{ts}" if channel else click.view_id,
        requester=author,
    )
    front.tell(click, notices.say(front.words.created(made.number)))


def _origin(click: Click) -> tuple[str, str, str]:
    """Channel, ts and author of the message that a ticket is made from; empty for a ticket out of nothing."""
    parts = str(click.body["view"].get("private_metadata") or "").split(":")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


async def _nothing(_front: Front, _click: Click) -> None:
    """A modal that only showed something."""


#: Every modal that can be submitted, by its callback id.
SUBMITS: Final[dict[str, Work]] = {
    act.EDIT: _edit,
    act.READ_BEFORE_SENDING: _read_before_sending,
    act.REJECT: _reject,
    act.WRITE_REPLY: _write_reply,
    act.ESCALATE: _escalate,
    act.RESOLVE: _resolve,
    act.ASSIGN: _assign,
    act.MARK_SENSITIVE: _mark,
    act.UNMARK_SENSITIVE: _unmark,
    act.OTHER_TYPE: _type,
    act.CHANGE_TYPE: _type,
    act.NEW_TICKET: _new_ticket,
}


def register(app: AsyncApp, front: Front) -> None:
    """Listen for every submit; a modal that nobody knows is answered all the same."""
    for callback_id, work in SUBMITS.items():
        app.view(callback_id)(submitted(front, work))
    app.view({"type": "view_submission", "callback_id": _ANY})(submitted(front, _nothing))
    app.view({"type": "view_closed", "callback_id": _ANY})(submitted(front, _nothing))
