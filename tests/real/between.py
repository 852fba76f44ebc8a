"""A line between us and others' software that fails as it is told: before what was asked is passed on, or after."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Literal

from aiohttp import ClientSession, TCPConnector, web

Fault = Literal[
    "", "drop before", "drop after", "500 before", "500 after", "refused", "busy", "delay", "repeat", "garbage"
]
_DELAY: Final = 0.4


@dataclass
class Line:
    """Passes on to `upstream` what is asked at `address`."""

    upstream: str
    address: str = ""
    #: Of the next writes.
    faults: list[Fault] = field(default_factory=list)
    #: Whose faults a request takes the next one of, by its method, path and body. By default it is `faults`.
    plan: Callable[[str, str, bytes], list[Fault]] | None = None
    #: How many requests have met which fault.
    met: Counter[Fault] = field(default_factory=Counter)

    def next_fault(self, method: str, path: str, body: bytes) -> Fault:
        plain: list[Fault] = self.faults if method != "GET" else []
        planned = plain if self.plan is None else self.plan(method, path, body)
        fault = planned.pop(0) if planned else ""
        self.met[fault] += 1
        return fault


@asynccontextmanager
async def line_to(upstream: str) -> AsyncIterator[Line]:
    """A line for as long as it is needed. Where `upstream` is not known yet, it is set later."""
    line = Line(upstream)

    async def passed(request: web.Request) -> web.Response:
        body = await request.read()
        match line.next_fault(request.method, request.path, body):
            case "drop before":
                return _dropped(request)
            case "500 before":
                return web.Response(status=500, text="<html>")
            case "refused":
                return web.json_response({"detail": "no"}, status=422)
            case "busy":
                return web.Response(status=429, headers={"Retry-After": "1"})
            case "delay":
                await asyncio.sleep(_DELAY)
                return await _passed_on(request, body)
            case "repeat":
                await _passed_on(request, body)
                return await _passed_on(request, body)
            case "drop after":
                await _passed_on(request, body)
                return _dropped(request)
            case "500 after":
                await _passed_on(request, body)
                return web.Response(status=500, text="<html>")
            case "garbage":
                await _passed_on(request, body)
                return web.Response(body=b'{"ok": tru', content_type="application/json")
        return await _passed_on(request, body)

    async def _passed_on(request: web.Request, body: bytes) -> web.Response:
        kept = {name: value for name, value in request.headers.items() if name.lower() not in ("host", "connection")}
        url = line.upstream + request.path_qs
        async with session.request(request.method, url, data=body, headers=kept, allow_redirects=False) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)

    async with ClientSession(connector=TCPConnector(force_close=True)) as session:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", passed)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        line.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield line
        finally:
            await runner.cleanup()


def _dropped(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
