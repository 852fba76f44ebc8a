"""Connections that are too many, too slow, too large or no HTTP at all, by raw sockets through the real door."""

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import web

from bot import telemetry
from bot.settings import Settings
from bot.telemetry import Metrics
from bot.web import application
from handlers.door import Door, Limits
from store.store import Store
from tests.edge.conftest import TOKEN, request
from tests.flow.desks import DESK

SHORT = 0.2
#: All times far beyond a test's, so that each test shortens the one that it is about.
PATIENT = Limits(
    head_seconds=60, body_seconds=60, work_seconds=60, answer_seconds=60, idle_seconds=60, linger_seconds=SHORT
)
BODY = json.dumps(request()).encode()
HEAD = f"POST /hooks/generic HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {TOKEN}\r\n"
#: Nothing takes this long unless it fails.
PROMPTLY = 5.0


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


Build = Callable[..., Awaitable[House]]


@pytest.fixture
async def house(store: Store, settings: Settings) -> AsyncIterator[Build]:
    doors: list[Door] = []
    wires: list[Wire] = []

    async def build(extend: Callable[[web.Application], object] = lambda app: None, **limits: Any) -> House:
        limited = replace(PATIENT, **limits)
        door = Door(limited, Metrics())
        app = application(store, settings, DESK, metrics=door.metrics, limits=limited)
        extend(app)
        doors.append(door)
        return House(await door.open(app, "127.0.0.1", 0), door.metrics, wires)

    yield build
    for wire in wires:
        wire.writer.transport.abort()
    for door in doors:
        await door.close()


# -- too many ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "beginning", ["", "POST /hooks/generic HTTP/1.1\r\nHost", HEAD + "Content-Length: 900\r\n\r\n{"]
)
async def test_three_hundred_who_say_nothing_do_not_keep_a_webhook_out(house: Build, beginning: str) -> None:
    here = await house(connections=100)
    idle = [await here.enter() for _ in range(300)]
    for wire in idle:
        if not wire.writer.is_closing():
            wire.writer.write(beginning.encode())

    real = await here.enter()
    await real.webhook()

    assert (await real.answer())[0] == 202
    assert await idle[0].closed()
    assert here.cut("room") >= 201


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


async def test_who_has_a_request_under_way_is_not_sent_away(house: Build) -> None:
    slow = Slow()
    here = await house(slow.on, connections=3)
    waiting = await slow.hold(here, 3)

    late = await here.enter()
    status, headers, body = await late.answer()

    assert (status, headers["retry-after"], json.loads(body)["error"]) == (
        503, "5", "too many connections; please try again",
    )  # fmt: skip
    assert await late.closed()
    assert here.cut("full") == 1
    slow.go_on.set()
    assert [(await wire.answer())[0] for wire in waiting] == [200, 200, 200]
    again = await here.enter()  # those who have their answer are idle, and make room
    await again.webhook()
    assert (await again.answer())[0] == 202


async def test_a_flood_of_one_source_is_stored_a_few_at_a_time(
    house: Build, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    under_way, most = 0, 0
    real = store.write

    async def write(*args: Any, **kwargs: Any) -> Any:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            return await real(*args, **kwargs)
        finally:
            under_way -= 1

    monkeypatch.setattr(store, "write", write)
    here = await house(at_once=4)
    wires = [await here.enter() for _ in range(30)]
    for number, wire in enumerate(wires):
        await wire.webhook(json.dumps(request(id=str(number), message_id=f"m{number}")).encode())

    assert {(await wire.answer())[0] for wire in wires} == {202}
    assert most == 4


# -- too slow ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("beginning", ["", "POST /hooks/generic HTTP/1.1\r\nHo"])
async def test_a_head_that_does_not_come_is_not_waited_for(house: Build, beginning: str) -> None:
    here = await house(head_seconds=SHORT)
    wire = await here.enter()
    await wire.say(beginning)

    assert await wire.closed()
    assert here.cut("head") == 1


async def test_a_head_that_trickles_in_is_cut_all_the_same(house: Build) -> None:
    here = await house(head_seconds=SHORT)
    wire = await here.enter()
    await wire.say("POST /hooks/generic HTTP/1.1\r\nX-Slow: ")

    async def trickle() -> None:
        while True:
            await wire.say("X")
            await asyncio.sleep(SHORT / 20)

    trickling = asyncio.create_task(trickle())
    assert await wire.closed()
    trickling.cancel()


@pytest.mark.parametrize("announced", ["Content-Length: 900000", "Transfer-Encoding: chunked"])
async def test_a_body_that_trickles_in_is_cut(house: Build, announced: str) -> None:
    here = await house(body_seconds=SHORT)
    wire = await here.enter()
    await wire.say(HEAD, f"{announced}\r\n\r\n")

    async def trickle() -> None:
        while True:
            await wire.say("1\r\n{\r\n" if "chunked" in announced else "{")
            await asyncio.sleep(SHORT / 20)

    trickling = asyncio.create_task(trickle())
    assert await wire.told() == (408, "the body did not come within 0.2 seconds")
    assert await wire.closed()
    trickling.cancel()


async def test_work_that_does_not_end_is_answered(house: Build) -> None:
    slow = Slow()
    here = await house(slow.on, work_seconds=SHORT)
    [wire] = await slow.hold(here, 1)

    status, headers, body = await wire.answer()

    assert (status, headers["retry-after"]) == (503, "5")
    assert json.loads(body)["error"] == "this took too long; please send it again"


async def test_an_answer_that_nobody_reads_is_not_kept(house: Build) -> None:
    async def much(_request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 20_000_000)

    here = await house(lambda app: app.router.add_get("/much", much), answer_seconds=SHORT)
    wire = await here.enter()
    wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
    await wire.say("GET /much HTTP/1.1\r\nHost: desk\r\n\r\n")

    async with asyncio.timeout(PROMPTLY):
        while not here.cut("answered"):  # noqa: ASYNC110 - a figure sets no event
            await asyncio.sleep(0.01)


async def test_a_connection_without_another_request_ends(house: Build) -> None:
    here = await house(answer_seconds=SHORT / 4, idle_seconds=SHORT)
    wire = await here.enter()
    await wire.webhook()

    assert (await wire.answer())[0] == 202
    assert await wire.closed()
    assert here.cut("answered") == here.cut("idle") == 0


async def test_one_connection_carries_many_requests(house: Build) -> None:
    here = await house(answer_seconds=SHORT / 4)
    wire = await here.enter()
    for number in range(3):
        await wire.webhook(json.dumps(request(id=str(number), message_id=f"m{number}")).encode())
        assert (await wire.answer())[0] == 202
        await asyncio.sleep(SHORT / 3)  # idle by now
    await wire.say(*["GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n"] * 40)
    assert [(await wire.answer())[0] for _ in range(40)] == [200] * 40


async def test_who_hangs_up_in_the_middle_is_no_fault_of_ours(house: Build, store: Store) -> None:
    log = io.StringIO()
    telemetry.configure("INFO", json=True, stream=log)
    here = await house()
    wire = await here.enter()
    await wire.say(HEAD, "Content-Length: 900\r\n\r\n{")
    wire.writer.transport.abort()
    other = await here.enter()
    await other.webhook()

    assert (await other.answer())[0] == 202
    assert log.getvalue() == ""


# -- too large ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/hooks/generic", "/api/v1/tickets"])
async def test_a_body_in_pieces_has_the_same_limit(house: Build, path: str) -> None:
    wire = await (await house(body=100_000)).enter()
    await wire.say(HEAD.replace("/hooks/generic", path), "Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(3):
        await wire.say("c350\r\n", b"x" * 50_000, "\r\n")

    assert await wire.told() == (413, "the body is larger than 97 KiB")
    assert await wire.closed()


async def test_a_body_that_announces_too_much_is_refused_before_it_comes(house: Build) -> None:
    wire = await (await house()).enter()
    await wire.say(HEAD, "Content-Length: 1048577\r\n\r\n")

    assert await wire.told() == (413, "the body is larger than 1024 KiB")
    assert await wire.closed()


async def test_the_largest_body_is_taken(house: Build) -> None:
    wire = await (await house()).enter()
    await wire.webhook(BODY + b" " * (1024 * 1024 - len(BODY)))

    assert (await wire.answer())[0] == 202


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
async def test_nothing_compressed_is_unpacked(house: Build, coding: str) -> None:
    wire = await (await house()).enter()
    await wire.webhook(gzip.compress(b" " * 50_000_000), f"Content-Encoding: {coding}\r\n")

    status, headers, body = await wire.answer()

    assert (status, headers["accept-encoding"]) == (415, "identity")
    assert json.loads(body) == {"error": "the body must not be compressed"}


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /healthz HTTP/1.1\r\n" + "".join(f"X-{n}: {'y' * 900}\r\n" for n in range(40)) + "\r\n", 431),
        ("GET /healthz HTTP/1.1\r\nX: " + "y" * 9000 + "\r\n\r\n", 431),
        ("GET /" + "y" * 9000 + " HTTP/1.1\r\n\r\n", 431),
        ("GET /" + "y" * 40_000, 431),  # and the line does not even end
        ("GET /healthz HTTP/1.1\r\n" + "".join(f"X-{n}: y\r\n" for n in range(200)) + "\r\n", 400),
    ],
)
async def test_too_large_a_head_is_refused(house: Build, head: str, status: int) -> None:
    wire = await (await house()).enter()
    await wire.say(head)

    assert (await wire.told())[0] == status
    assert await wire.closed()


# -- no HTTP -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(400),
        b"SWORDFISH\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nSwordfish\r\n\r\n",
        b"POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: swordfish\r\n\r\n",
        b"POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: swordfish\x00\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_in_one_sentence(house: Build, said: bytes) -> None:
    log = io.StringIO()
    telemetry.configure("INFO", json=True, stream=log)
    wire = await (await house()).enter()
    await wire.say(said)

    status, headers, body = await wire.answer()

    assert (status, json.loads(body)) == (400, {"error": "this is not HTTP as it is understood here"})
    assert headers["server"] == "Deskhand"
    assert await wire.closed()
    assert "Traceback" not in log.getvalue()
    assert "swordfish" not in log.getvalue().lower()


@pytest.mark.parametrize("lines", ["5\r\nab", "zz\r\nab\r\n0\r\n\r\n", "-1\r\n"])
async def test_a_body_that_is_not_as_announced_is_refused(house: Build, lines: str) -> None:
    wire = await (await house(body_seconds=SHORT)).enter()
    await wire.say(HEAD, "Transfer-Encoding: chunked\r\n\r\n", lines)

    assert (await wire.told())[0] in (400, 408)
    assert await wire.closed()


@pytest.mark.parametrize("asked", ["GET /healthz", "GET /nothing", "PUT /hooks/generic", "BREW /healthz"])
async def test_no_answer_names_a_version(house: Build, asked: str) -> None:
    wire = await (await house()).enter()
    await wire.say(f"{asked} HTTP/1.1\r\nHost: a\r\nExpect: coffee\r\nConnection: close\r\n\r\n")

    said = (await wire.reader.read()).decode().lower()
    assert "server: deskhand" in said
    assert "aiohttp" not in said
    assert "python" not in said
