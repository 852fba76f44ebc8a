"""A started workspace, a client of the real SDK, and apps that stand in for ours."""

import asyncio
import json
import time
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox

Json = dict[str, Any]


class Now:
    """Real time that a test may move forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def ack_timeout() -> float:
    """Slack's own time; tests in which the app is too slow parametrize a shorter one."""
    return 3.0


@pytest.fixture
async def sandbox(now: Now, ack_timeout: float) -> AsyncIterator[Sandbox]:
    workspace = Sandbox(
        "Aster & Pine",
        users=[
            {"name": "ana", "real_name": "Ana Agent", "title": "Agent"},
            {"name": "lea", "title": "Lead"},
            {"name": "gus", "is_restricted": True},
            {"name": "zoe", "is_stranger": True},
        ],
        channels=[
            {"name": "orders", "members": ("ana", "lea")},
            {"name": "ops", "members": ("lea",), "app_is_member": False},
            {"name": "escalations", "private": True, "members": ("lea",)},
            {"name": "secret", "private": True, "members": ("lea",), "app_is_member": False},
        ],
        usergroups=[{"handle": "tier1", "users": ("ana",)}],
        customers=[{"id": "c-7", "name": "Jo Doe", "email": "jo.doe@mail.example", "segment": "gold", "value": 1200}],
        retry_delays=(0, 0.01, 0.01),
        ack_timeout=ack_timeout,
        now=now,
    )
    await workspace.start()
    yield workspace
    await workspace.stop()


@pytest.fixture
def client(sandbox: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def orders(sandbox: Sandbox) -> str:
    return sandbox.workspace.find_channel("orders").id


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[str, Handler], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Run small servers; returns the address of the one route."""
    runners: list[web.AppRunner] = []

    async def start(path: str, handler: Handler) -> str:
        application = web.Application()
        application.router.add_post(path, handler)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}{path}"

    yield start
    for runner in runners:
        await runner.cleanup()


class RawApp:
    """An app that keeps what it receives and answers 200 with `answer`, or as `statuses` say, in their order."""

    def __init__(self) -> None:
        self.payloads: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self.answer: Json | None = None
        self.delay = 0.0

    async def handle(self, request: web.Request) -> web.Response:
        self.headers.append({key.lower(): value for key, value in request.headers.items()})
        body = await request.text()
        if request.content_type == "application/json":
            self.payloads.append(json.loads(body))
        else:
            fields = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
            self.payloads.append(json.loads(fields["payload"]) if "payload" in fields else fields)
        await asyncio.sleep(self.delay)
        status = self.statuses.pop(0) if self.statuses else 200
        if self.answer is None:
            return web.Response(status=status)
        return web.json_response(self.answer, status=status)


@pytest.fixture
async def raw(sandbox: Sandbox, serve: Serve) -> RawApp:
    """A `RawApp` connected over HTTP."""
    app = RawApp()
    sandbox.connect_http(await serve("/slack/events", app.handle))
    return app


@pytest.fixture
async def bolt(sandbox: Sandbox, client: AsyncWebClient, serve: Serve) -> AsyncApp:
    """A real Bolt app connected over HTTP."""
    app = AsyncApp(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    sandbox.connect_http(await serve("/slack/events", handle))
    return app


def text(words: str, kind: str = "plain_text") -> Json:
    """A text object."""
    return {"type": kind, "text": words}


def button(action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": text("Press"), **more}


def card(*elements: Json) -> list[Json]:
    """A section and a row of elements, as blocks."""
    return [
        {"type": "section", "block_id": "head", "text": text("*T-1042*", "mrkdwn")},
        {"type": "actions", "block_id": "act", "elements": list(elements)},
    ]


def modal(**more: Any) -> Json:
    """A modal with one text field."""
    return {
        "type": "modal", "callback_id": "reply_edit", "title": text("Edit reply"), "submit": text("Send"),
        "close": text("Cancel"),
        "blocks": [
            {
                "type": "input", "block_id": "reply", "label": text("Reply"),
                "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
            }
        ],
        **more,
    }  # fmt: skip
