"""A Web API that answers as it is told, on a real socket. It keeps what it was sent."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FakeSlack:
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    received: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        text = (await request.read()).decode("utf-8", "replace")  # the bytes of a file are no text
        sent = json.loads(text) if text.startswith("{") else dict(await request.post())
        self.received.append((method, {**request.query, **sent}))
        told = self.answers[method]
        return await (told.pop(0) if len(told) > 1 else told[0])(request)

    def will(self, method: str, *answers: Answer) -> None:
        """Answer the calls of `method` with these, in turn, and with the last one from then on."""
        self.answers[method] = list(answers)

    def sent(self, method: str) -> list[dict[str, Any]]:
        return [body for name, body in self.received if name == method]


def ok(**body: Any) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, **body})

    return answer


def error(name: str, **body: Any) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": name, **body})

    return answer


def raw(body: bytes, status: int = 200, content_type: str = "application/json", **headers: str) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, content_type=content_type, headers=headers)

    return answer


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Read the request and drop the connection without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def serve(fake: FakeSlack) -> web.AppRunner:
    """Start the fake on a free port; `cleanup()` of what is returned ends it."""
    app = web.Application()
    app.router.add_route("*", "/api/{method}", fake.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    fake.url = f"http://{host}:{port}/api/"
    return runner
