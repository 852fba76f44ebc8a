"""Uploaded files as the page shows them: a picture in its place, anything else to be saved."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from aiohttp import web

from sandbox.values import File, Json, Message
from sandbox.workspace import Workspace

#: What a browser would run, such as a page or a drawing, is never opened among the sandbox's own pages.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def answer(upload: File | None) -> web.Response:
    """The bytes of a file; 404 for one that has none yet, or is gone."""
    if upload is None or upload.content is None:
        return web.Response(status=404)
    kind = upload.mimetype or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    way = "inline" if kind in _PICTURES else f"attachment; filename*=UTF-8''{quote(upload.name)}"
    headers = {"Content-Disposition": way, "X-Content-Type-Options": "nosniff"}
    return web.Response(body=upload.content, content_type=kind, headers=headers)


def listed(workspace: Workspace, message: Message) -> list[Json]:
    """The files of a message, as the page needs them."""
    found = (workspace.files[file_id] for file_id in message.files if file_id in workspace.files)
    return [{"id": one.id, "name": one.name, "title": one.title or one.name, "size": one.size} for one in found]
