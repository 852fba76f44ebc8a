"""How much business there was, from a file and over HTTP against a real server on the loopback, and its faults."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.domain.desk_volume import Volume
from bot.domain.errors import RecordsUnreachable
from bot.records.volume import LARGEST, CountedBusiness

FIRST, LAST, TODAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
TOLD = {"2026-11-22": 900, "2026-11-23": 930}
COUNTED = {FIRST: 900, LAST: 930}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Shop:
    """Answers as it is told to, and remembers what it was asked and with which token."""

    answer: Answer
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        self.tokens.append(request.headers.get("Authorization", ""))
        return await self.answer(request)


async def counts(request: web.Request) -> web.StreamResponse:
    return web.json_response(TOLD)


@pytest.fixture
def shop() -> Shop:
    return Shop(counts)


@pytest.fixture
async def orders(shop: Shop) -> AsyncIterator[CountedBusiness]:
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", shop.handle)
    async with TestServer(application) as server, ClientSession() as session:
        address = f"{server.make_url('/count')}?from={{from}}&to={{to}}"
        spec = Volume(name="orders", address=address, time_out=timedelta(seconds=1))
        yield CountedBusiness(spec, Path(), session, SecretStr("t0ken"))


async def test_it_is_asked_once_for_all_days_with_its_token(shop: Shop, orders: CountedBusiness) -> None:
    assert await orders.count(FIRST, LAST, TODAY, "UTC") == COUNTED
    assert shop.asked == ["/count?from=2026-11-22&to=2026-11-23"]
    assert shop.tokens == ["Bearer t0ken"]


async def away(request: web.Request) -> web.StreamResponse:
    return web.Response(status=503)


async def elsewhere(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/other")


async def no_json(request: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>")


async def no_counts(request: web.Request) -> web.StreamResponse:
    return web.json_response({"orders": [1, 2]})


async def too_large(request: web.Request) -> web.StreamResponse:
    return web.Response(text=json.dumps({"2026-11-23": 1, "x": "y" * LARGEST}))


async def silent(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


async def hangs_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest.mark.parametrize("answer", [away, elsewhere, no_json, no_counts, too_large, silent, hangs_up])
async def test_whatever_is_no_count_is_told_without_token_and_address(
    shop: Shop, orders: CountedBusiness, answer: Answer
) -> None:
    shop.answer = answer
    with pytest.raises(RecordsUnreachable) as refused:
        await orders.count(FIRST, LAST, TODAY, "UTC")
    assert "t0ken" not in str(refused.value)
    assert "127.0.0.1" not in str(refused.value)
    assert all(asked.startswith("/count") for asked in shop.asked), "nobody is led elsewhere"


async def test_a_file_is_read_anew_each_time(tmp_path: Path) -> None:
    async with ClientSession() as session:
        orders = CountedBusiness(Volume(name="orders", address="orders.json"), tmp_path, session)
        with pytest.raises(RecordsUnreachable):
            await orders.count(FIRST, LAST, TODAY, "UTC")
        (tmp_path / "orders.json").write_text("{", "utf-8")
        with pytest.raises(RecordsUnreachable):
            await orders.count(FIRST, LAST, TODAY, "UTC")
        (tmp_path / "orders.json").write_text(json.dumps(TOLD), "utf-8")
        assert await orders.count(FIRST, LAST, TODAY, "UTC") == COUNTED


async def test_each_zone_has_an_address_and_a_file_of_its_own(shop: Shop, tmp_path: Path) -> None:
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", shop.handle)
    async with TestServer(application) as server, ClientSession() as session:
        address = f"{server.make_url('/count')}?from={{from}}&to={{to}}&days={{zone}}"
        asked = CountedBusiness(Volume(name="orders", address=address), Path(), session)
        assert await asked.count(FIRST, LAST, TODAY, "America/New_York") == COUNTED
        assert shop.asked == ["/count?from=2026-11-22&to=2026-11-23&days=America/New_York"]
        (tmp_path / "orders-America-New_York.json").write_text(json.dumps(TOLD), "utf-8")
        kept = CountedBusiness(Volume(name="orders", address="orders-{zone}.json"), tmp_path, session)
        assert await kept.count(FIRST, LAST, TODAY, "America/New_York") == COUNTED
        with pytest.raises(RecordsUnreachable):
            await kept.count(FIRST, LAST, TODAY, "Europe/Paris")
