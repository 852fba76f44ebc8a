"""The real SDK against aimock, a model server of somebody else's. It checks no schema and knows no refusals: those are
our own fake's. What it adds is another's idea of how OpenAI's API answers."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.assistant import Embedded
from bot.assistant.outside import Model, Outside
from bot.domain.outside import Came
from tests.fakes.model import answer, sentence
from tests.unit.outside.conftest import DESK, KEYS, Calls, case

SERVER = os.environ.get("AIMOCK", "")
pytestmark = pytest.mark.skipif(not SERVER, reason="make test-real runs it, where Node is")

GOOD = answer(sentence("Your order is {orders.status}.", "record", "{orders.status}"))
FIXTURES: dict[str, dict[str, Any]] = {
    "Is it fine": {"content": json.loads(GOOD), "usage": {"prompt_tokens": 321, "completion_tokens": 45}},
    "Is it cut off": {"content": '{"summary": ', "finishReason": "length"},
    "Is it prose": {"content": "not json at all"},
    "Is it busy": {"error": {"message": "wait", "type": "rate_limit_error", "code": "rate_limit_exceeded"},
                   "status": 429},
    "Is it paid": {"error": {"message": "pay", "type": "insufficient_quota", "code": "insufficient_quota"},
                   "status": 429},
    "Is it broken": {"error": {"message": "no", "type": "server_error"}, "status": 500},
}  # fmt: skip


@pytest.fixture(scope="module")
def embedded() -> Embedded:
    return Embedded(DESK)


@asynccontextmanager
async def aimock(folder: Path) -> AsyncIterator[str]:
    """A running server with our answers; its base URL."""
    told = [{"match": {"userMessage": asked}, "response": said} for asked, said in FIXTURES.items()]
    (folder / "answers.json").write_text(json.dumps({"fixtures": told}), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(SERVER, "-p", str(port), "-f", str(folder), "--validate-on-load")
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(20):
            while True:
                try:
                    async with session.get(f"http://127.0.0.1:{port}/v1/models"):
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.parametrize(
    ("body", "came"),
    [
        ("Is it fine with order 4417?", Came.ANSWERED),
        ("Is it cut off?", Came.CUT_OFF),
        ("Is it prose?", Came.BAD_JSON),
        ("Is it busy?", Came.BUSY),
        ("Is it paid?", Came.QUOTA),
        ("Is it broken?", Came.FAULT),
    ],
)
async def test_each_outcome_is_told_apart(embedded: Embedded, body: str, came: Came, tmp_path: Path) -> None:
    calls = Calls()
    async with aimock(tmp_path) as url:
        model = Model(key="sk-test", base_url=url)
        made = await Outside(embedded, model, calls, keys=KEYS).suggest(case(body))
        await model.close()

    assert [answered.came for answered in calls.finished] == [came]
    assert made.engine == ("outside" if came is Came.ANSWERED else "embedded")
    if came is Came.ANSWERED:
        assert "Your order is in transit." in made.body
        assert calls.finished[0].input_tokens == 321
