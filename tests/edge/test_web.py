"""Health, figures, Slack's front door, and answers that show nothing of the inside."""

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.flow import leases
from bot.settings import Settings, load
from bot.telemetry import Metrics
from bot.web import application
from store.store import Store
from tests import databases
from tests.edge.conftest import Client, Hook, request
from tests.flow.desks import DESK


@pytest.fixture
async def slack(store: Store, settings: Settings) -> AsyncIterator[Client]:
    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U1", bot_id="B1")

    bolt = AsyncApp(authorize=authorize, process_before_response=True, request_verification_enabled=False)

    async def help_me(ack: AsyncAck) -> None:
        await ack("Here you are.")

    bolt.command("/desk")(help_me)
    async with TestClient(TestServer(application(store, settings, DESK, bolt=bolt))) as opened:
        yield opened


def by_slack(body: bytes, *, at: str | None = None, secret: bytes = b"signing") -> dict[str, str]:
    at = at or str(int(time.time()))
    signature = hmac.new(secret, b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={signature}",
        "Content-Type": "application/json" if body[:1] in (b"{", b"[") else "application/x-www-form-urlencoded",
    }


async def send(slack: Client, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    async with slack.post("/slack/events", data=body, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_a_command_reaches_its_listener(slack: Client) -> None:
    body = b"command=/desk&text=help&team_id=T1&user_id=U2&channel_id=C1"

    assert await send(slack, body, by_slack(body)) == (200, "Here you are.")


@pytest.mark.parametrize(
    ("body", "signed", "status"),
    [
        (b"command=/desk", lambda _body: {}, 401),
        (b"command=/desk", lambda body: by_slack(body, secret=b"other"), 401),
        (b"command=/desk", lambda body: by_slack(body, at="1"), 401),
        (b"command=/desk", lambda body: by_slack(body, at="soon"), 401),
        (b"command=/desk", lambda body: by_slack(body) | {"X-Slack-Request-Timestamp": "\u0661"}, 401),
        (b"command=/desk", lambda body: by_slack(body) | {"X-Slack-Request-Timestamp": "1" * 5000}, 401),
        (b"command=/desk", lambda body: by_slack(body) | {"X-Slack-Signature": "v0=\u00e9"}, 401),
        (b"command=/desk", lambda body: by_slack(body) | {"X-Slack-Signature": ""}, 401),
        (b"{" * 50_000, lambda body: by_slack(body, secret=b"other"), 401),  # nothing is parsed for a stranger
        (b"{", by_slack, 400),
        (b"[1]", by_slack, 400),
        (b"payload=%7B", by_slack, 400),
        (b"\xff", by_slack, 400),
        (b'{"a":' * 50_000, by_slack, 400),
    ],
)
async def test_what_slack_would_not_send_is_refused(
    slack: Client, body: bytes, signed: Callable[[bytes], Mapping[str, str]], status: int
) -> None:
    assert (await send(slack, body, signed(body)))[0] == status  # signed now: a signature is good for five minutes


async def test_a_command_may_say_any_word(slack: Client) -> None:
    """Bolt looks for `payload` anywhere in the body, and would take this for a click without one."""
    body = b"command=/desk&text=find+payload&team_id=T1&user_id=U2&channel_id=C1"

    assert await send(slack, body, by_slack(body)) == (200, "Here you are.")


@pytest.mark.parametrize(
    "payload",
    [
        [], 5, None, {}, {"type": "block_actions"}, {"type": "block_actions", "user": {"id": 5}, "actions": []},
        {"type": "block_actions", "user": {"id": "U2"}, "actions": [{"action_id": "x", "value": {}}]},
        {"type": "view_submission", "user": {"id": "U2"}, "view": {"id": "V1", "callback_id": "x"}},
        {"type": "shortcut", "user": "U2", "callback_id": "x"}, {"type": "dialog_submission", "user": {"id": "U2"}},
        {"type": "shortcut", "user": {"id": "U2"}, "callback_id": "x", "team": 5},
        {"type": "shortcut", "user": {"id": "U2"}, "callback_id": "x", "response_urls": [{}, {}]},
        {"type": "message_action", "user": {"id": "U2"}, "callback_id": "x", "channel": {"id": "C" * 256}},
        {"type": "message_action", "user": {"id": "U2"}, "callback_id": "x", "message": {"ts": "1" * 256}},
    ],
)  # fmt: skip
async def test_a_click_of_another_shape_is_refused(slack: Client, payload: Any) -> None:
    body = urlencode({"payload": json.dumps(payload)}).encode()

    assert (await send(slack, body, by_slack(body)))[0] == 400


@pytest.mark.parametrize(
    "event",
    [{}, {"type": "event_callback"}, {"type": "event_callback", "event": []}, {"type": "event_callback", "event": {}},
     {"type": "event_callback", "event": {"type": "message", "user": 5}}, {"type": "url_verification"},
     {"type": "event_callback", "event": {"type": "message"}, "authorizations": [None]}],
)  # fmt: skip
async def test_an_event_of_another_shape_is_refused_and_not_sent_again(slack: Client, event: Any) -> None:
    body = json.dumps(event).encode()

    assert (await send(slack, body, by_slack(body)))[0] == 400


@pytest.mark.parametrize("minutes", [4, -4, 6, -6])
async def test_a_request_of_slack_s_counts_for_five_minutes(slack: Client, minutes: int) -> None:
    body = b"command=/desk&text=help&team_id=T1&user_id=U2&channel_id=C1"
    headers = by_slack(body, at=str(int(time.time()) + minutes * 60))

    assert (await send(slack, body, headers))[0] == (200 if abs(minutes) < 5 else 401)


@pytest.mark.parametrize("charset", ["utf-16", "no-such-thing", "latin-1"])
async def test_a_charset_is_not_asked_for(slack: Client, charset: str) -> None:
    body = b"command=/desk&text=help&team_id=T1&user_id=U2&channel_id=C1"
    headers = by_slack(body) | {"Content-Type": f"application/x-www-form-urlencoded; charset={charset}"}

    assert await send(slack, body, headers) == (200, "Here you are.")


async def test_without_a_signing_secret_slack_has_no_door(store: Store, database: str) -> None:
    bolt = AsyncApp(signing_secret="", token="xoxb-1", request_verification_enabled=False)
    bare = load(None, secret_key="k" * 32, database_url=database)
    async with TestClient(TestServer(application(store, bare, DESK, bolt=bolt))) as opened:
        assert (await send(opened, b"command=/desk", {}))[0] == 404


async def test_alive_and_ready(client: Client) -> None:
    async with client.get("/healthz") as alive, client.get("/readyz") as ready:
        assert (alive.status, await alive.json()) == (200, {"alive": True})
        assert (ready.status, await ready.json()) == (200, {"ready": True, "database": "ok", "migrations": "ok"})


async def test_what_is_reported_never_decides(store: Store, settings: Settings) -> None:
    async def report() -> dict[str, Any]:
        return {"slack": "away", "ready": False, "database": "?"}

    app = application(store, settings, DESK, report=report)
    async with TestClient(TestServer(app)) as opened, opened.get("/readyz") as ready:
        assert ready.status == 200
        assert await ready.json() == {"ready": True, "slack": "away", "database": "ok", "migrations": "ok"}


async def test_a_database_without_a_schema_is_not_ready(settings: Settings, tmp_path: Path) -> None:
    with databases.fresh("sqlite", tmp_path, migrated=False) as url:
        empty = Store(url, DESK, secrets=[b"k"])
        bare = settings.model_copy(update={"database_url": url})
        async with TestClient(TestServer(application(empty, bare, DESK))) as opened, opened.get("/readyz") as ready:
            assert ready.status == 503
            assert "migrate" in (await ready.json())["migrations"]
        empty.close()


async def test_figures_count_what_was_answered(client: Client, hook: Hook) -> None:
    await hook(request())
    await hook({})

    async with client.get("/metrics") as answer:
        shown = await answer.text()
    assert 'deskhand_arrivals_total{source="generic",status="202"} 1.0' in shown
    assert 'deskhand_arrivals_total{source="generic",status="400"} 1.0' in shown


async def test_what_waits_is_counted_whichever_process_works_it(client: Client, hook: Hook, store: Store) -> None:
    await hook(request())

    async with client.get("/metrics") as answer:
        before = await answer.text()
    await store.write(lambda uow: leases.take(uow, {}, 9, 9, timedelta(minutes=1)))
    async with client.get("/metrics") as answer:
        after = await answer.text()

    assert 'deskhand_outbox_rows{kind="prepare",state="pending"} 1.0' in before
    assert 'deskhand_outbox_rows{kind="prepare",state="leased"} 1.0' in after
    assert 'deskhand_outbox_rows{kind="prepare",state="pending"}' not in after


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("GET", "/hooks/generic", 405)])
async def test_every_refusal_is_json(client: Client, method: str, path: str, status: int) -> None:
    async with client.request(method, path) as answer:
        assert answer.status == status
        assert set(await answer.json()) == {"error"}
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_an_error_of_ours_has_an_id_and_no_inside(store: Store, settings: Settings) -> None:
    async def broken(_request: web.Request) -> web.Response:
        raise RuntimeError("the password is swordfish")

    app = application(store, settings, DESK, metrics=Metrics())
    app.router.add_get("/broken", broken)
    async with TestClient(TestServer(app)) as opened, opened.get("/broken") as answer:
        told = await answer.json()
        assert answer.status == 500
        assert len(told["id"]) == 12
        assert "swordfish" not in json.dumps(told)
