"""`files.*`: the upload in three steps, and what became of it.

Source: https://docs.slack.dev/messaging/working-with-files. As in Slack, a completed file has no `mimetype` until
it is processed; here it is processed when `files.info` is asked for the first time after completion.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import replace

from sandbox import shapes
from sandbox.methods.call import ApiError, Call, Method
from sandbox.tiers import Tier
from sandbox.values import File, Json, Message


def get_upload_url(call: Call) -> Json:
    """`files.getUploadURLExternal`: the first step, an address for the bytes."""
    try:
        size = int(call.text("length"))
    except ValueError:
        raise ApiError("invalid_arguments") from None
    if size <= 0:
        raise ApiError("invalid_arguments")
    upload = File(id=call.workspace.new_id("F"), name=call.text("filename"), size=size)
    call.workspace.files[upload.id] = upload
    return {"ok": True, "upload_url": f"{call.url}/upload/v1/{upload.id}", "file_id": upload.id}


def complete_upload(call: Call) -> Json:
    """`files.completeUploadExternal`: the last step, which shares the files when channels are given."""
    wanted = call.objects("files")
    if not wanted:
        raise ApiError("invalid_arguments")
    channel_ids = [c for c in call.text("channel_id", call.text("channels", "")).split(",") if c]
    uploads: list[File] = []
    for entry in wanted:
        upload = call.workspace.files.get(entry.get("id", ""))
        if upload is None or upload.content is None or upload.complete:
            raise ApiError("file_not_found")
        done = replace(upload, title=entry.get("title") or "", complete=True, channels=tuple(channel_ids))
        uploads.append(done)
    for channel_id in channel_ids:
        _share(call, channel_id, uploads)
    call.workspace.files |= {upload.id: upload for upload in uploads}
    return {"ok": True, "files": [shapes.file(call.workspace, upload) for upload in uploads]}


def delete(call: Call) -> Json:
    """`files.delete`: a file of the app. A comment that came with it stays; one never completed is not known."""
    upload = call.workspace.files.get(call.text("file"))
    if upload is None or not upload.complete:
        raise ApiError("file_not_found")
    everything = [message for place in call.workspace.messages.values() for message in place.values()]
    for message in (message for message in everything if upload.id in message.files):
        left = tuple(other for other in message.files if other != upload.id)
        if message.text or left:
            call.workspace.change(replace(message, files=left))
        else:
            call.workspace.remove(message)
    del call.workspace.files[upload.id]
    return {"ok": True}


def info(call: Call) -> Json:
    """`files.info`: a completed file."""
    upload = call.workspace.files.get(call.text("file"))
    if upload is None or not upload.complete:
        raise ApiError("file_not_found")
    if not upload.mimetype:
        guessed = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        upload = call.workspace.files[upload.id] = replace(upload, mimetype=guessed)
    return {"ok": True, "file": shapes.file(call.workspace, upload), "comments": [], "content_html": None}


def _share(call: Call, channel_id: str, uploads: list[File]) -> None:
    place = replace(call, args={"channel": channel_id}).channel_to_post()
    call.workspace.files |= {upload.id: upload for upload in uploads}
    call.workspace.post(
        Message(
            channel=place.id,
            ts=call.workspace.new_ts(),
            user=call.workspace.bot_user,
            text=call.text("initial_comment", ""),
            thread_ts=call.text("thread_ts", "") or None,
            by_app=True,
            subtype="file_share",
            files=tuple(upload.id for upload in uploads),
        )
    )


METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": Method(get_upload_url, Tier.FOUR, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, Tier.FOUR, ("files:write",)),
    "files.delete": Method(delete, Tier.THREE, ("files:write",)),
    "files.info": Method(info, Tier.FOUR, ("files:read",)),
}
