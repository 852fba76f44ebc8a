"""Actions of the page as routes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.choosing import Refused
from sandbox.delivery import AppDidNotAnswer
from sandbox.values import Json


def acting(act: Callable[[Json], Awaitable[Json | None]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The route of an action of the page: what is refused is answered with a sentence for people."""

    async def handle(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return web.json_response({"ok": False, "error": "That request was no JSON."}, status=415)
        try:
            answer = await act(json.loads(await request.read()))
        except AppDidNotAnswer:
            return web.json_response({"ok": False, "error": "The app did not answer in time. Try again."})
        except Refused as refusal:
            return web.json_response({"ok": False, "error": str(refusal)})
        except (KeyError, ValueError, TypeError, AttributeError) as wrong:
            return web.json_response({"ok": False, "error": f"That request was incomplete: {wrong}."}, status=400)
        return web.json_response({"ok": True, **(answer or {})})

    return handle
