"""The page's API: the state as one person sees it, pushes, and actions with sentences for people."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from sandbox import Sandbox
from tests.sandbox.conftest import Json, RawApp, button, card, modal


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def act(page: aiohttp.ClientSession, path: str, **body: Any) -> Json:
    async with page.post(f"/_/{path}", json=body) as response:
        answer: Json = await response.json()
        return answer


async def state(page: aiohttp.ClientSession, user: str = "") -> Json:
    async with page.get("/_/state", params={"user": user}) as response:
        answer: Json = await response.json()
        return answer


async def test_the_state_is_what_that_person_may_see(
    sandbox: Sandbox, client: AsyncWebClient, page: aiohttp.ClientSession, orders: str
) -> None:
    ana, lea = sandbox.workspace.find_user("ana").id, sandbox.workspace.find_user("lea").id
    await client.chat_postMessage(channel=orders, text="card", blocks=card(button("claim")))
    await client.chat_postEphemeral(channel=orders, user=ana, text="psst")
    await client.chat_postMessage(channel=lea, text="for lea")
    anas, leas = await state(page, ana), await state(page, lea)
    assert [c["name"] for c in anas["channels"]] == ["orders", "ops"]
    assert [c["name"] for c in leas["channels"]] == ["orders", "ops", "escalations", "secret"]
    assert (len(anas["ephemerals"]), len(leas["ephemerals"])) == (1, 0)
    assert ([dm["unread"] for dm in anas["dms"]], [dm["unread"] for dm in leas["dms"]]) == ([], [1])
    assert anas["home_tab"] is True
    assert anas["messages"][orders][0]["blocks"][1]["elements"][0]["action_id"] == "claim"
    assert anas["channels"][0]["unread"] == 1
    assert anas.keys() == {
        "team", "users", "you", "channels", "dms", "commands", "shortcuts", "messages", "ephemerals", "views", "home",
        "home_tab", "usergroups", "clock", "customers", "summary",
    }  # fmt: skip
    await act(page, "read", user=ana, channel=orders)
    assert (await state(page, ana))["channels"][0]["unread"] == 0
    await act(page, "read", user=lea, channel=leas["dms"][0]["id"])
    assert (await state(page, lea))["dms"][0]["unread"] == 0


async def test_an_app_without_a_home_shows_none() -> None:
    manifest = {"features": {"app_home": {"home_tab_enabled": False}}}
    async with Sandbox("T", ["ana"], manifest=manifest) as quiet, aiohttp.ClientSession(quiet.url) as session:
        assert (await state(session))["home_tab"] is False


async def test_pushes(sandbox: Sandbox, client: AsyncWebClient, page: aiohttp.ClientSession, orders: str) -> None:
    ana, lea = sandbox.workspace.find_user("ana").id, sandbox.workspace.find_user("lea").id
    async with page.ws_connect("/_/events", params={"user": ana}) as socket:
        await client.chat_postMessage(channel=lea, text="not for ana")
        await client.chat_postEphemeral(channel=orders, user=lea, text="not for ana")
        posted = await client.chat_postMessage(channel=orders, text="card")
        assert await socket.receive_json() | {"message": None} == {"kind": "message", "message": None}
        await client.chat_update(channel=orders, ts=posted["ts"], text="done")
        changed = await socket.receive_json()
        assert (changed["kind"], changed["message"]["text"]) == ("changed", "done")
        await client.chat_delete(channel=orders, ts=posted["ts"])
        assert await socket.receive_json() == {"kind": "deleted", "channel": orders, "ts": posted["ts"]}
        sandbox.summary({"title": "Summary", "lines": ["all well"]})
        assert (await socket.receive_json())["summary"]["lines"] == ["all well"]


async def test_views_are_pushed_one_by_one(
    sandbox: Sandbox, client: AsyncWebClient, page: aiohttp.ClientSession, raw: RawApp
) -> None:
    ana = sandbox.workspace.find_user("ana").id
    async with page.ws_connect("/_/events", params={"user": ana}) as socket:
        assert (await act(page, "shortcut", user=ana, callback_id="new_ticket"))["ok"]
        view = (await client.views_open(trigger_id=raw.payloads[-1]["trigger_id"], view=modal()))["view"]
        pushed = await socket.receive_json()
        assert (pushed["kind"], pushed["view"]["id"]) == ("view", view["id"])
        raw.answer = {"response_action": "errors", "errors": {"reply": "Too long"}}
        values = {"reply": {"text": {"type": "plain_text_input", "value": "x"}}}
        answer = await act(page, "submit", user=ana, view_id=view["id"], values=values)
        assert answer == {"ok": True, "errors": {"reply": "Too long"}}
        await act(page, "close_view", user=ana, view_id=view["id"])
        assert await socket.receive_json() == {"kind": "view_gone", "view_id": view["id"]}


async def test_acting(
    sandbox: Sandbox, client: AsyncWebClient, page: aiohttp.ClientSession, raw: RawApp, orders: str
) -> None:
    ana = sandbox.workspace.find_user("ana").id
    posted = await client.chat_postMessage(channel=orders, text="card", blocks=card(button("claim", value="1")))
    await act(page, "say", user=ana, channel=orders, text="hello", thread_ts=posted["ts"])
    assert [m.text for m in sandbox.thread("orders", posted["ts"])] == ["hello"]
    pressed: Json = {"user": ana, "channel": orders, "ts": posted["ts"], "action_id": "claim", "block_id": "act"}
    assert await act(page, "click", **pressed, value="1") == {"ok": True}
    assert raw.payloads[-1]["actions"][0]["value"] == "1"
    assert await act(page, "command", user=ana, channel=orders, text="/queue orders") == {"ok": True}
    for expected in (1, 0):
        await act(page, "react", user=ana, channel=orders, ts=posted["ts"], name="eyes")
        assert len(sandbox.messages("orders")[0].reactions) == expected
    await sandbox.settled()
    raw.statuses = [500]
    answer = await act(page, "click", **pressed, value="1")
    assert (answer["ok"], "did not answer" in answer["error"]) == (False, True)
    answer = await act(page, "click", **pressed, value="2")
    assert answer["ok"] is False
    assert (await act(page, "say", user=ana))["ok"] is False


async def test_customers_write_from_the_page(sandbox: Sandbox, page: aiohttp.ClientSession) -> None:
    written = await act(page, "customer/write", customer="c-7", subject="Where?", body="Order 4417", via="chat")
    await act(page, "customer/answer", conversation=written["conversation"], body="Hello?")
    (customer,) = (await state(page))["customers"]
    (conversation,) = customer["conversations"]
    assert (conversation["via"], [m["body"] for m in conversation["messages"]]) == ("chat", ["Order 4417", "Hello?"])


class FakeClock:
    """A business clock that stands still."""

    def __init__(self) -> None:
        self.speed = 60.0
        self.moment = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment

    def set_speed(self, speed: float) -> None:
        self.speed = speed


async def test_the_clock(sandbox: Sandbox, page: aiohttp.ClientSession) -> None:
    assert (await act(page, "clock", speed=0))["ok"] is False
    clock = FakeClock()
    async with Sandbox("T", ["ana"], clock=clock) as timed, aiohttp.ClientSession(timed.url) as session:
        await act(session, "clock", speed=600, skip_minutes=30)
        shown = (await state(session))["clock"]
    assert shown == {"now": "2026-11-23T08:30:00+00:00", "speed": 600, "settable": True}
    assert clock.moment - timedelta(minutes=30) == datetime(2026, 11, 23, 8, tzinfo=UTC)


async def test_messages_are_dated_by_the_clock(sandbox: Sandbox, page: aiohttp.ClientSession) -> None:
    clock = FakeClock()
    async with Sandbox("T", ["ana"], clock=clock) as timed, aiohttp.ClientSession(timed.url) as session:
        ana = timed.workspace.find_user("ana").id
        client = AsyncWebClient(timed.bot_token, base_url=timed.api_url)
        first = await client.chat_postMessage(channel=ana, text="good morning")
        clock.moment += timedelta(hours=1)
        await client.chat_update(channel=first["channel"], ts=first["ts"], text="good morning, all")
        await client.chat_postMessage(channel=ana, text="a break?")
        (line,) = (await state(session, ana))["messages"].values()
    assert [message["at"] for message in line] == ["2026-11-23T08:00:00+00:00", "2026-11-23T09:00:00+00:00"]
    ana = sandbox.workspace.find_user("ana").id
    await AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url).chat_postMessage(channel=ana, text="now")
    (line,) = [found for found in (await state(page, ana))["messages"].values() if found]
    assert line[0]["at"] is None


async def test_other_sites_can_neither_act_nor_listen(sandbox: Sandbox, page: aiohttp.ClientSession) -> None:
    async with page.post("/_/say", data='{"user": "ana"}', headers={"Content-Type": "text/plain"}) as response:
        assert response.status == 415
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await page.ws_connect("/_/events", origin="https://elsewhere.example")
    async with page.ws_connect("/_/events", origin=sandbox.url):
        pass


async def test_files_of_the_page_stay_in_their_folder(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        for path, status in (("..%2Fserver.py", 404), ("..%2Fstatic%2Findex.html", 200), ("none.js", 404)):
            async with session.get(URL(f"{sandbox.url}/static/{path}", encoded=True)) as response:
                assert response.status == status
