"""Messages as Slack tells of them, in an event or in what stands in a channel, as values."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.request import Heard

#: What people say. Every other subtype is about the channel, or an app's.
_TALK: Final = frozenset({"", "file_share", "thread_broadcast", "me_message"})
_SLACKBOT: Final = "USLACKBOT"


def event(given: Mapping[str, Any]) -> Heard | None:
    """What a `message` event tells, or None for one that says nothing about what people say."""
    channel, subtype = _word(given, "channel"), _word(given, "subtype")
    if subtype == "message_deleted":
        before = given.get("previous_message")
        return _gone(channel, _word(given, "deleted_ts"), before if isinstance(before, dict) else {})
    if subtype != "message_changed":
        return message(channel, given)
    now = given.get("message")
    if not isinstance(now, dict):
        return None
    if _word(now, "subtype") == "tombstone":
        return _gone(channel, _word(now, "ts"), now)
    return message(channel, now, changed=True)


def message(channel: str, given: Mapping[str, Any], *, changed: bool = False) -> Heard | None:
    """A message that a person wrote there, as Slack stores it; None for an app's and for what no person says."""
    author, ts = _word(given, "user"), _word(given, "ts")
    by_app = bool(given.get("bot_id")) or author in ("", _SLACKBOT)
    if not channel or not ts or by_app or _word(given, "subtype") not in _TALK:
        return None
    thread_ts = _word(given, "thread_ts")
    return Heard(
        channel=channel,
        ts=ts,
        thread_ts="" if thread_ts == ts else thread_ts,
        author=author,
        text=_word(given, "text"),
        changed=changed,
        attachments=_attachments(given.get("files")),
    )


def by_anybody(channel: str, given: Mapping[str, Any]) -> Heard:
    """As `message`, also for what an app has written: then nobody is its author."""
    thread_ts, ts = _word(given, "thread_ts"), _word(given, "ts")
    return message(channel, given) or Heard(
        channel=channel, ts=ts, thread_ts="" if thread_ts == ts else thread_ts, text=_word(given, "text")
    )


def _gone(channel: str, ts: str, before: Mapping[str, Any]) -> Heard | None:
    thread_ts = _word(before, "thread_ts")
    return Heard(channel=channel, ts=ts, thread_ts="" if thread_ts == ts else thread_ts, gone=True) if ts else None


def _attachments(files: object) -> tuple[dict[str, object], ...]:
    """Files as the helpdesks' attachments are kept: by name, type and size, and never fetched."""
    listed = [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    return tuple(
        {
            "id": _word(one, "id"),
            "name": _word(one, "name") or _word(one, "title"),
            "type": _word(one, "mimetype"),
            "size": one["size"] if type(one.get("size")) is int and one["size"] > 0 else 0,
        }
        for one in listed[:20]
    )


def _word(given: Mapping[str, Any], name: str) -> str:
    found = given.get(name)
    return found if isinstance(found, str) else ""
