"""`doctor` asks each source of records once, for nobody's record, and says what to do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot import settings
from bot.cli.examination_records import records_of
from bot.desk import load
from bot.domain.desk import Desk, RecordSource
from bot.domain.health import Reads
from tests.unit.cli.test_check import SHOP
from tests.unit.desk.small import TODAY


class Shop:
    def __init__(self) -> None:
        self.status = 404
        self.asked: list[str] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.headers.get("Authorization") != "Bearer a-token":
            return web.Response(status=401)
        return web.json_response({"number": "1"}, status=self.status)


@pytest.fixture
async def shop() -> AsyncIterator[tuple[Shop, str]]:
    found, app = Shop(), web.Application()
    app.router.add_get("/{key}", found.handle)
    async with TestServer(app) as server:
        yield found, str(server.make_url("/")) + "{key}"


def desk(address: str, **more: Any) -> Desk:
    given = {"name": "orders", "kind": "http", "address": address, "pattern": "(a)", "auth": "bearer", **more}
    found = load(SHOP, TODAY)
    return found.model_copy(update={"file": found.file.model_copy(update={"records": (RecordSource(**given),)})})


async def told(found: Desk, token: str | None = "a-token", **reads: Reads) -> str:  # noqa: S107 - of the fake
    tokens = {"orders": SecretStr(token)} if token else {}
    given = settings.load(None, secret_key="k" * 32, records_tokens=tokens)
    [finding] = [finding async for finding in records_of(given, found, reads)]
    assert "a-token" not in finding.line
    return finding.line


async def test_a_source_that_answers_is_sound_and_was_asked_for_nobodys_record(shop: tuple[Shop, str]) -> None:
    found, address = shop
    assert await told(desk(address)) == "ok  records orders"
    for answers in (200, 400):  # something else stands there, or no key looks like that: it answers all the same
        found.status = answers
        assert await told(desk(address)) == "ok  records orders"
    assert set(found.asked) == {"/deskhand-doctor"}


async def test_what_is_wrong_is_said_with_its_remedy(shop: tuple[Shop, str]) -> None:
    found, address = shop
    assert await told(desk(address), None) == (
        "no  records orders: RECORDS_TOKEN_ORDERS is not set: put it into the environment or .env"
    )
    assert await told(desk(address), "other") == (
        "no  records orders: answered with status 401: look at RECORDS_TOKEN_ORDERS, and at what it may read"
    )
    assert "set auth in the desk file" in await told(desk(address, auth="none"))
    found.status = 503
    assert "answered with status 503: the trouble is at its end" in await told(desk(address))
    found.status = 302
    assert "no redirect is followed" in await told(desk(address))


async def test_how_the_desk_has_fared_is_told(shop: tuple[Shop, str]) -> None:
    lately = await told(desk(shop[1]), orders=Reads(count=41, failed=6, failed_last=5))
    assert lately == (
        "ok  records orders: 41 reads in the last hour, 6 of which failed; the last 5 in a row, "
        "so that workers leave it alone for a moment at a time"
    )
