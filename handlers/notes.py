"""Notes: plain talk in a ticket's thread, *Add as note* on any message, and **Add a note…** of a ticket."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action
from bot.domain.webhook_body import DEEPEST, storable
from bot.flow import notes
from bot.flow.notes import Kept, Said
from bot.slack import actions as act
from bot.slack import notices
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Json
from bot.slack.listening import PATIENCE, Work
from bot.slack.modals import notes as modals
from bot.slack.typed import mentioned, readable

ADD_AS_NOTE: Final = "add_as_note"
#: What people say; all other subtypes are about a channel, or an app's.
_TALK: Final = frozenset({"", "thread_broadcast", "file_share", "me_message"})
_NUMBER: Final = re.compile(r"(?:T-)?(\d{1,9})", re.ASCII | re.IGNORECASE)


async def heard(front: Front, event: Mapping[str, Any]) -> None:
    """A message event: what people say in a ticket's thread, change there or delete. All else is left alone."""
    event = storable(dict(event), DEEPEST)
    channel, subtype = _word(event, "channel"), _word(event, "subtype")
    message = event.get("message") if subtype == "message_changed" else event
    if not channel or not isinstance(message, dict):
        return
    async with asyncio.timeout(PATIENCE):
        if subtype == "message_deleted" or message.get("subtype") == "tombstone":
            before = event.get("previous_message")
            thread = _word(before, "thread_ts") if isinstance(before, dict) else ""
            ts = _word(event, "deleted_ts") or _word(message, "ts")
            if (await front.runner.read(notes.place, channel, ts, thread)).ticket_id is not None:
                await front.runner.write(notes.removed, channel, ts, thread)
        elif _word(message, "subtype") in _TALK and not message.get("bot_id") and _word(message, "user"):
            await _said(front, channel, message)


async def _said(front: Front, channel: str, message: Mapping[str, Any]) -> None:
    thread, text = _word(message, "thread_ts"), _word(message, "text")
    found = await front.runner.read(notes.place, channel, _word(message, "ts"), thread, mentioned(text))
    if found.ticket_id is None or found.ours:
        return
    await front.ensure_fresh()
    said = _as_said(channel, message, readable(text, found.names, front.words.somebody))
    kept = await front.runner.write(notes.heard, said)
    if kept is not None and kept.sealed:
        front.later(_warn(front, said, kept))


async def _warn(front: Front, said: Said, kept: Kept) -> None:
    """Under a sealed card others may read along: its writer is told, alone."""
    said_to = (await front.read_by(said.by)).words
    post = notices.say(said_to.note_under_seal(kept.number, kept=kept.outcome != "not_kept"))
    await front.slack.ephemeral(said.channel, said.by, post, said.thread_ts)


def _as_said(channel: str, message: Mapping[str, Any], text: str) -> Said:
    thread, edited, files = _word(message, "thread_ts"), message.get("edited"), message.get("files")
    listed = [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    return Said(
        channel=channel,
        ts=_word(message, "ts"),
        thread_ts=thread if thread != _word(message, "ts") else "",
        by=_word(message, "user"),
        text=text,
        edited=_word(edited, "ts") if isinstance(edited, dict) else "",
        files=tuple(
            {"name": _word(one, "name"), "type": _word(one, "mimetype"), "size": _size(one)} for one in listed[:20]
        ),
    )


def _word(given: Mapping[str, Any], name: str) -> str:
    found = given.get(name)
    return found if isinstance(found, str) else ""


def _size(file: Mapping[str, Any]) -> int:
    size = file.get("size")
    return size if type(size) is int and size > 0 else 0


async def add_as_note(front: Front, click: Click) -> None:
    """The shortcut: in a ticket's thread the message is kept at once, else it is asked to which ticket it belongs."""
    message: Mapping[str, Any] = click.body.get("message") or {}
    text, ts, thread = _word(message, "text"), _word(message, "ts"), _word(message, "thread_ts")
    found = await front.runner.read(notes.place, click.channel, ts, thread, mentioned(text))
    said = _as_said(click.channel, message, readable(text, found.names, front.words.somebody))
    if found.ours:
        raise Refused(RefusalCode.NOTE_OF_OURS)
    if found.ticket_id is not None:
        kept = await front.runner.write(notes.add, found.ticket_id, said, click.by)
        front.say(click, front.words.note_kept(kept.number, new=kept.outcome == "new"))
        return

    async def view() -> Json:
        await front.runner.read(notes.may_add, click.by)
        return modals.add_as_note(front.words, notes.body(said), f"{click.channel}:{ts}:{said.by}")

    front.open(click, view)


async def _submit_shortcut(front: Front, click: Click) -> None:
    number = _NUMBER.fullmatch(click.entered.get(act.NUMBER, "").strip())
    if number is None:
        raise Refused(RefusalCode.NO_SUCH_TICKET)
    channel, _, rest = str(click.body["view"].get("private_metadata") or "").partition(":")
    ts, _, author = rest.partition(":")
    said = Said(channel=channel, ts=ts, thread_ts="", by=author, text=modals.shown(click.body["view"]))
    kept = await front.runner.write(notes.add, int(number[1]), said, click.by)
    front.tell(click, notices.say(front.words.note_kept(kept.number, new=kept.outcome == "new")))


async def _open(front: Front, click: Click) -> None:
    front.open_about(click, click.ticket, modals.add_note, to=Action.NOTE)


async def _write(front: Front, click: Click) -> None:
    await front.runner.write(notes.write, click.ticket, click.entered.get(act.NOTE, ""), click.by, click.view_id)


MORE: Final[dict[str, Work]] = {act.ADD_NOTE: _open}

SUBMITS: Final[dict[str, Work]] = {act.ADD_NOTE: _write, act.ADD_AS_NOTE: _submit_shortcut}
