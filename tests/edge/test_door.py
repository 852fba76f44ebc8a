"""Connections that are too many or too slow, by raw sockets through the real door."""

import asyncio
import io
import json
from typing import Any

import pytest
from aiohttp import web

from bot import telemetry
from store.store import Store
from tests.edge.conftest import request
from tests.edge.wire import HEAD, PROMPTLY, SHORT, Build, Slow

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


async def test_who_hangs_up_while_we_work_is_not_counted_as_cut(house: Build) -> None:
    slow = Slow()
    here = await house(slow.on, answer_seconds=SHORT, idle_seconds=SHORT)
    [gone] = await slow.hold(here, 1)
    gone.writer.transport.abort()
    slow.go_on.set()
    other = await here.enter()
    await other.webhook()

    assert (await other.answer())[0] == 202
    assert await other.closed()  # by when the time for the first one's answer is long over
    assert here.cut("answered") == 0
