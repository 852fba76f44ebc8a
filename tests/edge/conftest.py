"""The HTTP side on a loopback port, over a store on a fresh SQLite file."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook

from bot.domain.webhook_key import key_of
from bot.settings import Settings, load
from bot.telemetry import Metrics
from bot.web import application
from handlers.door import Door
from store.store import Store
from tests import databases
from tests.edge.wire import PATIENT, Build, House, Wire
from tests.edge.wire import TOKEN as TOKEN
from tests.edge.wire import request as request
from tests.flow.desks import DESK

SECRET = "whsec_" + "c2VjcmV0" * 4
API_TOKEN = "an-api-token"

Client = TestClient[Any, Application]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    with databases.fresh("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def settings(database: str) -> Settings:
    return load(
        None,
        secret_key="k" * 32,
        database_url=database,
        api_token=SecretStr(API_TOKEN),
        slack_signing_secret=SecretStr("signing"),
        hook_secrets={"generic": SecretStr(SECRET)},
        hook_tokens={"generic": SecretStr(TOKEN)},
    )


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = Store(database, DESK, secrets=[b"a key for tests"])
    await opened.open()
    yield opened
    opened.close()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def client(store: Store, settings: Settings, metrics: Metrics) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(store, settings, DESK, metrics=metrics))) as opened:
        yield opened


def signed(body: bytes, *, name: str = "evt-1", secret: str = SECRET, age: timedelta = timedelta()) -> dict[str, str]:
    """Headers as Standard Webhooks asks for."""
    at = datetime.now(UTC) - age
    signature = Webhook(key_of(secret)).sign(name, at, body.decode("utf-8", "replace"))
    return {"webhook-id": name, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


Hook = Callable[..., Any]


@pytest.fixture
def hook(client: Client) -> Hook:
    """Sends a signed body to the generic source: (status, answer)."""

    async def send(body: Any, name: str = "evt-1", **headers: str) -> tuple[int, dict[str, Any]]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with client.post("/hooks/generic", data=raw, headers=signed(raw, name=name) | headers) as answer:
            return answer.status, await answer.json()

    return send


@pytest.fixture
async def house(store: Store, settings: Settings) -> AsyncIterator[Build]:
    """Opens a desk behind a door of its own, with the limits given."""
    doors: list[Door] = []
    wires: list[Wire] = []

    async def build(extend: Callable[[Application], object] = lambda app: None, **limits: Any) -> House:
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
