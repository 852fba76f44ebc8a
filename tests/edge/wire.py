"""A desk behind its real door, and connections to it, byte by byte."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.telemetry import Metrics
from handlers.door import Limits

TOKEN = "a-bearer-token"


def request(**data: Any) -> dict[str, Any]:
    """A `ticket.created` body."""
    given = {"id": "88", "message_id": "880", "subject": "Where is my order?", "body": "Where is my order 4417?"}
    return {"type": "ticket.created", "timestamp": "2026-11-23T08:00:00Z", "data": given | data}


SHORT = 0.2
#: All times far beyond a test's, so that each test shortens the one that it is about.
PATIENT = Limits(
    head_seconds=60, body_seconds=60, work_seconds=60, answer_seconds=60, idle_seconds=60, linger_seconds=SHORT
)
BODY = json.dumps(request()).encode()
HEAD = f"POST /hooks/generic HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {TOKEN}\r\n"
#: Nothing takes this long unless it fails.
PROMPTLY = 20.0


@dataclass
class House:
    """A desk behind its door."""

    url: str
    metrics: Metrics
    wires: "list[Wire]"

    async def enter(self) -> "Wire":
        host, port = self.url.removeprefix("http://").split(":")
        self.wires.append(Wire(*await asyncio.open_connection(host, int(port))))
        return self.wires[-1]

    def cut(self, reason: str) -> float:
        return float(self.metrics.cut.labels(reason)._value.get())


@dataclass
class Wire:
    """A connection, byte by byte."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, *parts: bytes | str) -> None:
        for part in parts:
            self.writer.write(part.encode() if isinstance(part, str) else part)
        await self.writer.drain()

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer."""
        async with asyncio.timeout(PROMPTLY):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.splitlines()
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
            return int(first.split()[1]), headers, await self.reader.readexactly(int(headers["content-length"]))

    async def told(self) -> tuple[int, str]:
        """Status and reason of a refusal."""
        status, headers, body = await self.answer()
        assert headers["content-type"].startswith("application/json")
        return status, json.loads(body).get("error", "")

    async def closed(self) -> bool:
        """Whether the other side lets go, soon."""
        try:
            async with asyncio.timeout(PROMPTLY):
                return await self.reader.read() == b""
        except ConnectionError:
            return True

    async def webhook(self, body: bytes = BODY, *more: str) -> None:
        await self.say(HEAD, *more, f"Content-Length: {len(body)}\r\n\r\n", body)


class Slow:
    """A route whose answer comes when the test says so."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.entered = 0

    def on(self, app: web.Application) -> None:
        app.router.add_get("/slow", self.answer)

    async def answer(self, _request: web.Request) -> web.Response:
        self.entered += 1
        await self.go_on.wait()
        return web.json_response({})

    async def hold(self, house: House, count: int) -> list[Wire]:
        """`count` connections whose request is being worked."""
        wires = [await house.enter() for _ in range(count)]
        for wire in wires:
            await wire.say("GET /slow HTTP/1.1\r\nHost: desk\r\n\r\n")
        async with asyncio.timeout(PROMPTLY):
            while self.entered < count:  # noqa: ASYNC110 - a look at a counter is plainer here
                await asyncio.sleep(0.005)
        return wires


Build = Callable[..., Awaitable[House]]
