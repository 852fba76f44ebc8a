"""Several connections in Socket Mode: one is always there, and what is in hand is acknowledged before one closes."""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from bot.slack import sockets as sockets_module
from bot.slack.errors import SlackDown, TokenBad
from bot.slack.gateway import Slack
from bot.slack.sockets import Sockets, planned
from sandbox import Sandbox

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@dataclass
class App:
    """An app whose listeners work for as long as a test says."""

    sandbox: Sandbox
    sockets: Sockets
    texts: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    fails: int = 0

    async def on_message(self, event: dict[str, Any]) -> None:
        self.texts.append(event["text"])
        await self.gate.wait()
        if self.fails:
            self.fails -= 1
            raise RuntimeError("the database is away")

    async def says(self, text: str) -> None:
        await self.sandbox.say("ana", "orders", text)

    def tried(self) -> list[str]:
        return [attempt.outcome for attempt in self.sandbox.attempts]

    async def until(self, predicate: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not predicate():  # noqa: ASYNC110 - the sockets set no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    channels = [{"name": "orders", "members": ("ana",)}]
    async with Sandbox("T", ["ana"], channels, retry_delays=(0, 0.05, 0.05), ack_timeout=2.0, limits=False) as opened:
        yield opened


@pytest.fixture
async def app(sandbox: Sandbox) -> AsyncIterator[App]:
    async with aiohttp.ClientSession() as session:
        slack = Slack(sandbox.bot_token, session, base_url=sandbox.api_url)
        bolt = AsyncApp(client=slack.client, process_before_response=True)
        sockets = Sockets(slack, sandbox.app_token, bolt, now=lambda: NOW, jitter=random.Random(1))
        made = App(sandbox, sockets)
        made.gate.set()
        bolt.event("message")(made.on_message)

        @bolt.command("/queue")
        async def on_command(ack: Any) -> None:
            await ack("three wait")

        @bolt.error
        async def failed(error: Exception) -> BoltResponse:
            return BoltResponse(status=500, body="")

        yield made
        made.gate.set()
        await sockets.close(1.0)


async def test_two_connections_and_each_answers(app: App) -> None:
    await app.sockets.open()
    await app.until(lambda: app.sandbox.sockets == 2)
    for number in range(4):
        await app.says(str(number))
    await app.sandbox.settled()
    assert sorted(app.texts) == ["0", "1", "2", "3"]
    assert [await app.sandbox.command("ana", "orders", "/queue") for _ in range(2)] == [{"text": "three wait"}] * 2
    assert app.sockets.report() == {"open": 2, "wanted": 2, "refreshed_at": "2026-11-25T08:00:00+00:00"}


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_the_new_connection_stands_before_the_old_one_is_let_go(app: App, reason: str) -> None:
    await app.sockets.open()
    await app.until(lambda: app.sandbox.sockets == 2)
    least = [2]
    app.sandbox.workspace.watch(lambda _: least.append(app.sandbox.sockets))
    for number in range(5):
        await app.says(f"before {number}")
    await app.sandbox.disconnect_sockets(reason, grace=5.0)
    for number in range(5):
        await app.says(f"while {number}")
    await app.until(lambda: app.sandbox.socket_mode.opened_ever == 4 and app.sandbox.sockets == 2)
    await app.sandbox.settled(with_retries=True)
    assert min(least) == 2
    assert len(app.texts) == len(set(app.texts)) == 10
    assert app.tried() == ["ok"] * 10


async def test_what_is_in_hand_is_acknowledged_before_a_replaced_connection_closes(app: App) -> None:
    await app.sockets.open()
    await app.until(lambda: app.sandbox.sockets == 2)
    app.gate.clear()
    await app.says("slow")
    await app.until(lambda: app.texts)
    await app.sandbox.disconnect_sockets(grace=5.0)
    await app.until(lambda: app.sandbox.socket_mode.opened_ever == 4)
    app.gate.set()
    await app.sandbox.settled()
    assert (app.texts, app.tried()) == (["slow"], ["ok"])


async def test_a_lost_connection_is_opened_again(app: App) -> None:
    await app.sockets.open()
    await app.until(lambda: app.sandbox.sockets == 2)
    app.sandbox.socket_mode.drop()
    await app.until(lambda: app.sandbox.sockets == 2)
    await app.says("hello")
    await app.sandbox.settled()
    assert app.texts == ["hello"]


async def test_at_a_stop_what_is_in_hand_ends_and_is_acknowledged(app: App) -> None:
    await app.sockets.open()
    await app.until(lambda: app.sandbox.sockets == 2)
    app.gate.clear()
    await app.says("slow")
    await app.until(lambda: app.texts)
    closing = asyncio.create_task(app.sockets.close(5.0))
    await app.until(lambda: app.sandbox.sockets == 1)  # the idle one goes at once
    app.gate.set()
    await closing
    await app.sandbox.settled(with_retries=True)
    assert (app.texts, app.tried(), app.sandbox.sockets) == (["slow"], ["ok"], 0)


async def test_what_does_not_end_in_time_is_left_for_another_process(app: App) -> None:
    """Not acknowledged, so Slack sends it to whoever has a connection."""
    await app.sockets.open()
    app.gate.clear()
    await app.says("stuck")
    await app.until(lambda: app.texts)
    await app.sockets.close(0.2)
    app.gate.set()
    await app.sockets.open()
    await app.sandbox.settled(with_retries=True)
    assert app.texts[0] == app.texts[-1] == "stuck"
    assert (app.tried()[0], app.tried()[-1]) == ("connection_closed", "ok")


async def test_a_listener_that_fails_acknowledges_nothing(app: App) -> None:
    app.fails = 1
    await app.sockets.open()
    await app.says("hello")
    await app.sandbox.settled(with_retries=True)
    assert app.texts == ["hello", "hello"]
    assert app.tried() == ["timeout", "ok"]


async def test_a_token_that_slack_does_not_know_is_said_at_once(app: App) -> None:
    app.sandbox.fail("apps.connections.open", error="invalid_auth")
    with pytest.raises(TokenBad):
        await app.sockets.open()
    assert app.sockets.open_count == 0
    await app.sockets.open()
    assert app.sockets.open_count == 1


async def test_a_slack_that_is_away_is_said_at_once(app: App) -> None:
    app.sandbox.fail("apps.connections.open", status=503)
    with pytest.raises(SlackDown):
        await app.sockets.open()


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ({"status": 503}, "SlackDown: internal_error"),
        ({"status": 429, "retry_after": 1}, "RateLimited: ratelimited"),
        ({"error": "token_revoked"}, "TokenBad: token_revoked"),
    ],
)
async def test_a_connection_that_cannot_be_opened_again_is_tried_on(
    app: App, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any], trouble: str
) -> None:
    monkeypatch.setattr(sockets_module, "REFUSED_SECONDS", 0.2)
    await app.sockets.open()
    await app.until(lambda: app.sandbox.sockets == 2)
    app.sandbox.fail("apps.connections.open", times=2, **fault)
    app.sandbox.socket_mode.drop()
    await app.until(lambda: app.sockets.trouble)
    assert app.sockets.report()["trouble"] == trouble
    await app.until(lambda: app.sandbox.sockets == 2)
    assert "trouble" not in app.sockets.report()


async def test_the_eleventh_connection_waits_for_room(app: App) -> None:
    async with aiohttp.ClientSession() as session:
        others = [
            await session.ws_connect(f"{app.sandbox.url}/link/?ticket={app.sandbox.new_ticket()}") for _ in range(9)
        ]
        await app.sockets.open()
        await app.until(lambda: app.sockets.trouble == "SlackDown: socket: too_many_websockets")
        await others[0].close()
        await app.until(lambda: app.sockets.open_count == 2)
        for other in others:
            await other.close()


def test_connections_are_replaced_at_different_times_before_slack_asks() -> None:
    """Over a day and a half of connections that Slack keeps for five hours."""
    life = 18000.0
    times: list[float] = []
    for slot in range(2):
        at, first = 0.0, True
        while at < 36 * 3600:
            pause = planned(slot, 2, life, first=first)
            assert pause is not None
            assert pause < life
            at, first = at + pause, False
            times.append(at)
    times.sort()
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) > 3600
    assert planned(0, 2, None, first=True) is None
