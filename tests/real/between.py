"""A line between us and others' software that fails as it is told: before what was asked is passed on, or after."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession, web


@dataclass
class Line:
    address: str = ""
    faults: list[str] = field(default_factory=list)  # of the next writes: "drop before", "drop after", "500 after"


@asynccontextmanager
async def line_to(upstream: str) -> AsyncIterator[Line]:
    """Passes everything on to `upstream`, but for the faults."""
    line = Line()

    async def passed(request: web.Request) -> web.Response:
        fault = line.faults.pop(0) if line.faults and request.method != "GET" else ""
        if fault == "drop before":
            return _dropped(request)
        kept = {name: value for name, value in request.headers.items() if name.lower() not in ("host", "connection")}
        body = await request.read()
        async with session.request(request.method, upstream + request.path_qs, data=body, headers=kept) as answer:
            content = await answer.read()
            if fault == "drop after":
                return _dropped(request)
            status = 500 if fault == "500 after" else answer.status
            return web.Response(body=content, status=status, content_type=answer.content_type)

    async with ClientSession() as session:
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
