"""Records over HTTP against a real server on the loopback, and its faults."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.record import Record
from bot.records import build
from bot.records.http import HttpRecords
from bot.records.json_file import JsonFileRecords
from bot.records.remote import LARGEST

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
ORDER = {"number": "4417", "customer_id": "c-7", "state": "in transit", "iban": "FR00 0000"}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Shop:
    """An order system that answers as it is told to, and remembers what it was asked."""

    answer: Answer
    asked: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        return await self.answer(request)


async def told(request: web.Request) -> web.StreamResponse:
    return web.json_response(ORDER)


@pytest.fixture
def shop() -> Shop:
    return Shop(told)


@pytest.fixture
async def orders(shop: Shop) -> AsyncIterator[HttpRecords]:
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", shop.handle)
    async with TestServer(application) as server, ClientSession() as session:
        yield HttpRecords(_spec(str(server.make_url("/orders/")) + "{key}?of=desk"), session, Clock())


def _spec(address: str, kind: Any = "http", **more: Any) -> RecordSource:
    return RecordSource(
        name="orders",
        kind=kind,
        address=address,
        pattern=r"(\d{4})",
        fields={"status": "state"},
        time_out="300s" if kind == "json" else "1s",  # type: ignore[arg-type]
        **more,
    )


async def test_one_get_for_the_one_record(orders: HttpRecords, shop: Shop) -> None:
    assert await orders.read("4417") == Record(
        source="orders",
        key="4417",
        customer_id="c-7",
        customer_email="",
        fields={"status": "in transit"},
        read_at=NOW,
    )
    assert shop.asked == ["/orders/4417?of=desk"]


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("44/17", "/orders/44%2F17?of=desk"),
        ("../admin", "/orders/..%2Fadmin?of=desk"),
        ("4417?of=all#", "/orders/4417%3Fof=all%23?of=desk"),
        ("é 1", "/orders/%C3%A9%201?of=desk"),
    ],
)
async def test_a_key_cannot_leave_its_place_in_the_address(
    orders: HttpRecords, shop: Shop, key: str, path: str
) -> None:
    with pytest.raises(RecordsUnreachable, match="not the record asked for"):
        await orders.read(key)
    assert shop.asked == [path]


@pytest.mark.parametrize("key", ["", ".", ".."])
async def test_a_key_that_an_address_would_swallow_is_not_asked_for(orders: HttpRecords, shop: Shop, key: str) -> None:
    assert await orders.read(key) is None
    assert shop.asked == []


async def test_404_is_no_record(orders: HttpRecords, shop: Shop) -> None:
    async def missing(request: web.Request) -> web.StreamResponse:
        return web.Response(status=404, text="no such order")

    shop.answer = missing
    assert await orders.read("4417") is None


def status(code: int) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response(ORDER, status=code)

    return answer


def body(content: bytes) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=content, content_type="application/json")

    return answer


async def redirect(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/elsewhere")


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def half(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"number": "44')
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(500), "status 500"),
        (status(401), "status 401"),
        (status(204), "status 204"),
        (redirect, "status 302"),
        (hang_up, "no answer"),
        (half, "no answer"),
        (body(b"<html>"), "no JSON"),
        (body(b""), "no JSON"),
        (body(b"\xff\xfe{}"), "no JSON"),
        (body(b"[" * 100_000), "no JSON"),
        (body(b"[]"), "no JSON object"),
        (body(b'"4417"'), "no JSON object"),
        (body(json.dumps({**ORDER, "number": "4418"}).encode()), "not the record asked for"),
        (body(json.dumps({"state": "in transit"}).encode()), "not the record asked for"),
        (body(json.dumps({**ORDER, "note": "x" * LARGEST}).encode()), "larger than"),
    ],
)
async def test_an_answer_that_cannot_be_trusted(orders: HttpRecords, shop: Shop, answer: Answer, says: str) -> None:
    shop.answer = answer
    with pytest.raises(RecordsUnreachable, match=says) as caught:
        await orders.read("4417")
    assert str(caught.value).startswith("orders: ")
    assert "4417" not in str(caught.value)
    assert set(shop.asked) == {"/orders/4417?of=desk"}


async def test_a_slow_answer_is_given_up(shop: Shop) -> None:
    release = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        await release.wait()
        return web.json_response(ORDER)

    shop.answer = slow
    application = web.Application()
    application.router.add_get("/{key}", shop.handle)
    async with TestServer(application) as server, ClientSession() as session:
        spec = _spec(str(server.make_url("/")) + "{key}")
        with pytest.raises(RecordsUnreachable, match="TimeoutError"):
            await HttpRecords(spec, session, Clock()).read("4417")
        release.set()


async def test_nobody_listens() -> None:
    async with TestServer(web.Application()) as server:
        address = str(server.make_url("/")) + "{key}"
    async with ClientSession() as session:
        with pytest.raises(RecordsUnreachable, match="no answer"):
            await HttpRecords(_spec(address), session, Clock()).read("4417")


@pytest.mark.parametrize(
    ("auth", "token", "sent"),
    [
        ({"auth": "bearer"}, "s3cret-s3cret", ("Authorization", "Bearer s3cret-s3cret")),
        ({"auth": "basic"}, "desk:p\u00e4ss", ("Authorization", "Basic ZGVzazpww6Rzcw==")),
        ({"auth": "header", "header": "X-Api-Key"}, " s3cret-s3cret\n", ("X-Api-Key", "s3cret-s3cret")),
    ],
)
async def test_who_asks_is_proved_as_the_desk_file_says(
    auth: dict[str, str], token: str, sent: tuple[str, str]
) -> None:
    seen: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append(dict(request.headers))
        return web.json_response(ORDER)

    application = web.Application()
    application.router.add_get("/{key}", answer)
    async with TestServer(application) as server, ClientSession() as session:
        spec = _spec(str(server.make_url("/")) + "{key}", **auth)
        assert await HttpRecords(spec, session, Clock(), SecretStr(token)).read("4417") is not None
        for missing in (None, SecretStr(" ")):
            with pytest.raises(RecordsUnreachable, match="RECORDS_TOKEN_ORDERS is not set") as caught:
                await HttpRecords(spec, session, Clock(), missing).read("4417")
            assert caught.value.why is NotRead.UNPROVED
    name, told = sent
    assert [headers[name] for headers in seen] == [told]


async def test_a_token_that_no_header_can_carry_is_not_told(orders: HttpRecords, shop: Shop) -> None:
    application = web.Application()
    application.router.add_get("/{key}", shop.handle)
    async with TestServer(application) as server, ClientSession() as session:
        spec = _spec(str(server.make_url("/")) + "{key}", auth="bearer")
        with pytest.raises(RecordsUnreachable) as caught:
            await HttpRecords(spec, session, Clock(), SecretStr("s3c\r\nret: 1")).read("4417")
    assert "s3c" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert shop.asked == []


def wait(seconds: str, code: int = 429) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers={"Retry-After": seconds})

    return answer


@pytest.mark.parametrize(
    ("answer", "why", "pause"),
    [
        (status(401), NotRead.REFUSED, None),
        (status(403), NotRead.REFUSED, None),
        (status(500), NotRead.FAILED, None),
        (status(408), NotRead.FAILED, None),
        (wait("20"), NotRead.LIMITED, 20),
        (wait("Tue, 24 Nov 2026 08:12:30 GMT"), NotRead.LIMITED, 30),
        (wait("soon"), NotRead.LIMITED, 1),
        (wait("99999999999999999999"), NotRead.LIMITED, 86_400),
        (wait("5", 503), NotRead.FAILED, 5),
        (redirect, NotRead.UNUSABLE, None),
        (hang_up, NotRead.NO_ANSWER, None),
        (body(b"<html>"), NotRead.UNUSABLE, None),
        (body(json.dumps({**ORDER, "number": "4418"}).encode()), NotRead.ANOTHER, None),
    ],
)
async def test_why_it_could_not_be_read(
    orders: HttpRecords, shop: Shop, answer: Answer, why: NotRead, pause: int | None
) -> None:
    shop.answer = answer
    with pytest.raises(RecordsUnreachable) as caught:
        await orders.read("4417")
    assert (caught.value.why, caught.value.pause) == (why, None if pause is None else timedelta(seconds=pause))


async def test_build_chooses_by_kind(tmp_path: Path) -> None:
    (tmp_path / "orders.json").write_text(json.dumps([ORDER]), encoding="utf-8")
    async with ClientSession() as session:
        source = build(_spec("orders.json", kind="json"), tmp_path, session, Clock())
        assert isinstance(source, JsonFileRecords)
        assert (await source.read("4417")) is not None
        assert isinstance(build(_spec("http://shop.example/{key}"), tmp_path, session, Clock()), HttpRecords)
