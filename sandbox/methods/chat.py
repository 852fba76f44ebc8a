"""`chat.*`: post, update, delete, ephemeral messages and permalinks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sandbox import shapes
from sandbox.methods.call import ApiError, Call, Method
from sandbox.tiers import Tier
from sandbox.values import Channel, Json, Message

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000


def post_message(call: Call) -> Json:
    """`chat.postMessage`: post as the app; longer text than 40,000 characters is cut."""
    place = call.channel_to_post()
    message = _new_message(call, place)
    call.workspace.post(message)
    shape = shapes.message(call.workspace, message, with_metadata=True)
    return {"ok": True, "channel": place.id, "ts": message.ts, "message": shape}


def post_ephemeral(call: Call) -> Json:
    """`chat.postEphemeral`: show something to one member of a channel."""
    place = call.channel_to_post()
    reader = call.user()
    if reader.id not in place.members:
        raise ApiError("user_not_in_channel")
    message = call.workspace.post(replace(_new_message(call, place), only_for=reader.id))
    return {"ok": True, "message_ts": message.ts}


def update(call: Call) -> Json:
    """`chat.update`: replace text and blocks of an own message; metadata and attachments left out stay."""
    place = call.channel()
    message = own_message(call, place, "cant_update_message")
    if place.archived:
        raise ApiError("is_inactive")
    text = call.args.get("text")
    blocks = call.blocks()
    markdown = call.args.get("markdown_text")
    if text is None and blocks is None and markdown is None and not call.objects("attachments"):
        raise ApiError("no_text")
    if text is not None and len(str(text)) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    _refuse_mixed_markdown(call)
    metadata = call.json("metadata")
    attachments = call.objects("attachments")
    after = call.workspace.change(
        replace(
            message,
            text=str(text if text is not None else markdown or ""),
            blocks=tuple(blocks or ()),
            metadata=message.metadata if metadata is None else _metadata(call),
            attachments=message.attachments if attachments is None else tuple(attachments),
            edited_at=call.workspace.new_ts(),
            edited_by=call.workspace.bot_id,
        )
    )
    shape = shapes.message(call.workspace, after, with_metadata=True)
    del shape["ts"]
    return {"ok": True, "channel": place.id, "ts": after.ts, "text": after.text, "message": shape}


def delete(call: Call) -> Json:
    """`chat.delete`: remove an own message."""
    place = call.channel()
    message = own_message(call, place, "cant_delete_message")
    call.workspace.remove(message)
    return {"ok": True, "channel": place.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """`chat.getPermalink`: the address of a message."""
    place = call.channel()
    message = call.workspace.message(place.id, call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    link = f"https://{call.workspace.domain}.slack.example/archives/{place.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={place.id}"
    return {"ok": True, "channel": place.id, "permalink": link}


def own_message(call: Call, place: Channel, not_ours: str) -> Message:
    """Return the app's own message of the `ts` argument. Raises `message_not_found` or `not_ours`.

    Ephemeral messages are not found: Slack cannot update or delete them by `chat.*`.
    """
    message = call.workspace.message(place.id, call.text("ts"))
    if message is None or message.subtype == "tombstone":
        raise ApiError("message_not_found")
    if not message.by_app:
        raise ApiError(not_ours)
    return message


def _new_message(call: Call, place: Channel) -> Message:
    _refuse_mixed_markdown(call)
    text = str(call.args.get("text") or call.args.get("markdown_text") or "")
    blocks = call.blocks() or []
    attachments = call.objects("attachments") or []
    if not text and not blocks and not attachments:
        raise ApiError("no_text")
    if len(attachments) > 100:
        raise ApiError("too_many_attachments")
    return Message(
        channel=place.id,
        ts=call.workspace.new_ts(),
        user=call.workspace.bot_user,
        text=text[:LONGEST_TEXT],
        blocks=tuple(blocks),
        attachments=tuple(attachments),
        thread_ts=_thread(call, place),
        subtype="thread_broadcast" if call.flag("reply_broadcast") and call.args.get("thread_ts") else None,
        metadata=_metadata(call),
        by_app=True,
    )


def _thread(call: Call, place: Channel) -> str | None:
    thread_ts = call.args.get("thread_ts")
    if not thread_ts:
        return None
    root = call.workspace.message(place.id, str(thread_ts))
    if root is None:
        raise ApiError("thread_not_found")
    return root.thread_ts or root.ts


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if not metadata.get("event_type"):
        raise ApiError("invalid_metadata_format")
    return metadata


def _refuse_mixed_markdown(call: Call) -> None:
    markdown = call.args.get("markdown_text")
    if markdown is None:
        return
    if call.args.get("text") or call.args.get("blocks"):
        raise ApiError("markdown_text_conflict")
    if len(str(markdown)) > 12_000:
        raise ApiError("msg_too_long")


METHODS: Mapping[str, Method] = {
    "chat.postMessage": Method(post_message, Tier.POST, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, Tier.FOUR, ("chat:write",)),
    "chat.update": Method(update, Tier.THREE, ("chat:write",)),
    "chat.delete": Method(delete, Tier.THREE, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, Tier.SPECIAL),
}
