"""docs/openapi.json says what is served, and what is made from it is answered as it says: never by a fault of ours.

`FUZZ=20000` in the environment tries more.
"""

import asyncio
import hashlib
import hmac
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import text

from bot.settings import Settings, load
from bot.web import application
from handlers.door import Door
from store.store import Store
from tests import databases
from tests.edge import description
from tests.edge.conftest import API_TOKEN, TOKEN
from tests.flow.desks import DESK

TRIES: Final = max(40, int(os.environ.get("FUZZ", "320")) // 8)
SCHEMA: Final = schemathesis.openapi.from_dict(description.described())
OPERATIONS: Final[dict[str, Any]] = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}  # type: ignore[union-attr]
CHECKS: Final[list[Any]] = [
    checks.not_a_server_error,
    schemathesis.checks.CHECKS.get_one("status_code_conformance"),
    schemathesis.checks.CHECKS.get_one("content_type_conformance"),
    schemathesis.checks.CHECKS.get_one("response_schema_conformance"),
]


def bolt() -> AsyncApp:
    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U1", bot_id="B1")

    return AsyncApp(authorize=authorize, process_before_response=True, request_verification_enabled=False)


def test_the_description_is_that_of_the_code() -> None:
    assert description.WHERE.read_text("utf-8") == description.written(), "run python -m tests.edge.description"


async def test_every_route_is_described_and_nothing_else(store: Store, settings: Settings) -> None:
    app = application(store, settings, DESK, bolt=bolt())
    served = {
        (route.resource.canonical, route.method.lower())
        for route in app.router.routes()
        if route.resource and route.method != "HEAD"
    }
    told = {(path, method) for path, methods in description.described()["paths"].items() for method in methods}

    assert served == told


class Desk:
    """A desk that is served from a thread of its own, since those who ask it wait."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.store = Store(url, DESK, secrets=[b"a key for tests"])
        self._door = Door()
        self.url = self._done(self._open(settings))

    async def _open(self, settings: Settings) -> str:
        await self.store.open()
        return await self._door.open(application(self.store, settings, DESK, bolt=bolt()), "127.0.0.1", 0)

    def _done(self, work: Any) -> Any:
        waiting: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return waiting.result(30)

    def states(self) -> dict[str, int]:
        asked = "SELECT state, count(*) FROM inbox GROUP BY state"
        return dict(self._done(self.store.read(lambda uow: list(map(tuple, uow.execute(text(asked)))))))

    def close(self) -> None:
        self._done(self._door.close())
        self.store.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("openapi")
    with databases.fresh("sqlite", folder) as url:
        found = Desk(url, _settings(url))
        yield found
        found.close()


def _settings(url: str) -> Settings:
    return load(
        None, secret_key="k" * 32, database_url=url, api_token=API_TOKEN, slack_signing_secret="signing",
        hook_tokens={"generic": TOKEN},
    )  # fmt: skip


class Signed(requests.auth.AuthBase):
    """Slack's signature, over whatever the body has become."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body: Any = request.body or b""
        raw: bytes = body.encode() if isinstance(body, str) else body
        at = str(int(time.time()))
        request.headers["X-Slack-Request-Timestamp"] = at
        digest = hmac.new(b"signing", f"v0:{at}:".encode() + raw, hashlib.sha256).hexdigest()
        request.headers["X-Slack-Signature"] = f"v0={digest}"
        return request


class Bearer(requests.auth.AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def proof(label: str) -> requests.auth.AuthBase:
    if "/slack/" in label:
        return Signed()
    return Bearer(TOKEN if "/hooks/" in label else API_TOKEN)


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("label", OPERATIONS)
def test_what_is_made_from_the_description_is_answered_as_it_says(label: str, desk: Desk) -> None:
    operation = OPERATIONS[label]
    fixed: Any = {"path_parameters": {"source": "generic"}} if "/hooks/" in label else {}
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if "{" in label or "POST" in label else [])]
    cases = st.one_of([operation.as_strategy(mode, **fixed) for mode in modes])
    answered: dict[int, int] = {}

    @settings(
        max_examples=TRIES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases, known=st.sampled_from([True] * 9 + [False]))
    def answers(case: Any, known: bool) -> None:
        answer = case.call(base_url=desk.url, timeout=60, auth=proof(label) if known else None)
        case.validate_response(answer, checks=CHECKS)
        answered[answer.status_code] = answered.get(answer.status_code, 0) + 1

    answers()
    print(f"\n{label}: {answered}")  # noqa: T201 - `make fuzz` shows it
    assert "parked" not in desk.states()
