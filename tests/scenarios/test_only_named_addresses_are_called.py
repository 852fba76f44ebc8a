"""Whatever a customer, a helpdesk or a payload of Slack names as an address: only those of desk file and environment
are called, each with a path that nobody outside has bent."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote, urlencode

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.desk import RecordSource
from sandbox import transports
from tests.scenarios.conftest import Open
from tests.scenarios.reading import everything
from tests.scenarios.shop import Asked, Shop
from tests.scenarios.test_the_way_in_is_guarded import post, signed

pytestmark = pytest.mark.asyncio(loop_scope="session")

EVIL = "evil.example"
LINKS = (
    f"See https://{EVIL}/a <https://{EVIL}/b|here> http://127.0.0.1:1/c //{EVIL}/d ftp://{EVIL}/e "
    f"http://169.254.169.254/latest/meta-data http://[::1]:1/f https://{EVIL}\\@slack.com/g"
)
HOSTILE = (
    "4417/../../admin", "../4417", "..%2f..%2f4417", "%2e%2e/4417", "@evil.example/4417", "4417@evil.example:80",
    "http://evil.example/4417", "//evil.example/4417", "4417?admin=1", "4417#x", "4417;x=1", "..\\..\\4417",
    "4417\r\nHost:evil.example", "\uff14\uff14\uff11\uff17", "4417%00", "{key}4417",
)  # fmt: skip


class Orders:
    """An order system that keeps the paths it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        key = unquote(request.raw_path.rpartition("/")[2])
        if key == "9001":  # the order system itself points elsewhere
            raise web.HTTPTemporaryRedirect(f"http://{EVIL}/orders/9001")
        return web.json_response({"number": key, "customer_id": "nobody"})


@pytest_asyncio.fixture(loop_scope="session")
async def orders() -> AsyncIterator[tuple[Orders, str]]:
    system, app = Orders(), web.Application()
    app.router.add_route("*", "/{rest:.*}", system.handle)
    async with TestServer(app) as server:
        yield system, str(server.make_url("/orders/")) + "{key}"


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every `host:port` that any HTTP client of the test asks for, before it is even looked up. Clients that stood
    before it belong to the shop that other tests share."""
    found: set[str] = set()
    own: set[aiohttp.TCPConnector] = set()
    begin, connect = aiohttp.TCPConnector.__init__, aiohttp.TCPConnector.connect

    def begun(self: aiohttp.TCPConnector, *rest: Any, **more: Any) -> None:
        begin(self, *rest, **more)
        own.add(self)

    async def noted(self: aiohttp.TCPConnector, req: aiohttp.ClientRequest, *rest: Any, **more: Any) -> Any:
        if self in own:
            found.add(f"{req.url.host}:{req.url.port}")
        return await connect(self, req, *rest, **more)

    monkeypatch.setattr(aiohttp.TCPConnector, "__init__", begun)
    monkeypatch.setattr(aiohttp.TCPConnector, "connect", noted)
    return found


def reading_from(shop: Shop, address: str) -> None:
    """Orders are read over HTTP from now on; before the shop is opened."""
    [old] = shop.desk.file.records
    new = RecordSource(**{**old.model_dump(), "kind": "http", "address": address})
    file = shop.desk.file.model_copy(update={"records": (new,)})
    shop.desk = shop.desk.model_copy(update={"file": file})


async def all_is_done(shop: Shop) -> None:
    await shop.quiet()
    await asyncio.sleep(0)  # what was begun without a wait is begun


async def test_customers_and_helpdesks_send_nobody_anywhere(
    own: Open, orders: tuple[Orders, str], called: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    system, address = orders
    monkeypatch.setattr(Shop, "open", _opening(address))
    shop = await own(http=True)
    for number, hostile in enumerate((*HOSTILE, "9001")):
        customer = shop.newcomer(name=f"https://{EVIL}/n", email=f"x@{EVIL}")
        asked = await shop.writes(
            customer, f"Where is my order {hostile}?", f"Where is my order {hostile}? {LINKS}",
            attributes={"order": hostile[:40], "type": "order_status", "link": f"https://{EVIL}/{number}"},
        )  # fmt: skip
        await shop.card_with(asked, "more")
    data = {
        "id": "hostile", "message_id": "hostile-1", "subject": LINKS, "body": f"Where is my order? {LINKS}",
        "url": f"https://{EVIL}/ticket", "attachments": [{"id": "a", "name": "x.jpg", "url": f"https://{EVIL}/x.jpg"}],
        "customer": {"id": "c-evil", "name": LINKS, "email": f"a@{EVIL}"},
    }  # fmt: skip
    raw = json.dumps({"type": "ticket.created", "data": data}).encode()
    assert await post(shop, raw, signed(shop, raw, "hostile")) == 202
    await shop.card_with(Asked("hostile", await shop.ticket_of("hostile"), "c-evil"), "more")
    await shop.until(lambda: "/orders/9001" in system.asked)
    await shop.press("ana", asked, "claim")
    form = await shop.choose("ana", asked, "write_reply")
    await shop.sandbox.submit("ana", form.id, {"text": f"Hello, {LINKS}"})
    await shop.one_reply(asked)
    card = shop.card(asked)
    assert card is not None
    await _click_with(shop, f"https://{EVIL}/respond", card.channel, card.ts)
    await all_is_done(shop)

    named = {_place(shop.sandbox.api_url), _place(shop.url), _place(address)}
    assert called <= named, called - named
    assert len(called) == len(named)
    assert EVIL in everything(card)  # it was there to be followed
    _only_orders_were_asked_for(system)


def _opening(address: str) -> object:
    real = Shop.open

    async def open_it(shop: Shop) -> None:
        reading_from(shop, address)
        await real(shop)

    return open_it


def _only_orders_were_asked_for(system: Orders) -> None:
    assert len(system.asked) > len(HOSTILE) / 2
    assert "/orders/9001" in system.asked
    for path in system.asked:
        head, _, key = path.rpartition("/")
        assert head == "/orders", path
        assert key not in ("", ".", ".."), path
        assert not set("?#\\") & set(key), path


async def _click_with(shop: Shop, response_url: str, channel: str, ts: str) -> None:
    """A click that Slack would not send: signed, and answered elsewhere."""
    payload = {
        "type": "block_actions", "user": {"id": shop.person("ana")}, "trigger_id": "1.2.3",
        "container": {"type": "message", "message_ts": ts, "channel_id": channel}, "channel": {"id": channel},
        "message": {"ts": ts}, "response_url": response_url,
        "actions": [{"type": "button", "action_id": "claim", "value": '{"t": 999999}'}],
    }  # fmt: skip
    body, at = urlencode({"payload": json.dumps(payload)}), str(int(time.time()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": transports.sign(shop.sandbox.signing_secret, at, body),
    }  # fmt: skip
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{shop.url}/slack/events", data=body, headers=headers) as got,
    ):
        assert got.status == 200


def _place(url: str) -> str:
    return url.split("/")[2]
