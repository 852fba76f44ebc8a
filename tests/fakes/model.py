"""A model on loopback that speaks OpenAI's Responses API, with every fault that such a model can have."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.openai_schema import faults_in

SUMMARY = {"issue": "A parcel is late.", "asked": "Where it is.", "facts": [], "open_questions": []}


def sentence(text: str, source: str = "none", name: str = "", quote: str = "", *, end: bool = False) -> dict[str, Any]:
    return {"text": text, "source": source, "id": name, "quote": quote, "ends_paragraph": end}


def answer(*sentences: dict[str, Any], sensitive: tuple[str, ...] = (), no_reply: str = "", **summary: Any) -> str:
    """What the model writes, in the form that the prompt `reply` asks for."""
    told = {**SUMMARY, **summary}
    return json.dumps(
        {"summary": told, "sensitive": list(sensitive), "sentences": list(sentences), "no_reply": no_reply}
    )


def body(text: str = "", **changes: Any) -> dict[str, Any]:
    """A whole response around a text, as the published schema has it."""
    content = [{"type": "output_text", "text": text, "annotations": []}]
    whole = {
        "id": "resp_1", "object": "response", "created_at": 1795766400, "status": "completed", "model": "gpt-6-luna",
        "output": [{"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content}],
        "error": None, "incomplete_details": None, "instructions": None, "metadata": {}, "parallel_tool_calls": True,
        "temperature": 1.0, "tool_choice": "auto", "tools": [], "top_p": 1.0,
        "usage": {
            "input_tokens": 812, "input_tokens_details": {"cached_tokens": 640, "cache_write_tokens": 0},
            "output_tokens": 143, "output_tokens_details": {"reasoning_tokens": 20}, "total_tokens": 955,
        },
    }  # fmt: skip
    return {**whole, **changes}


def refusal() -> dict[str, Any]:
    refused = [{"type": "refusal", "refusal": "I can't help with that."}]
    message = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": refused}
    return body(output=[message])


def error(code: str = "") -> dict[str, Any]:
    return {"error": {"message": "It did not work.", "type": "some_error", "param": None, "code": code or None}}


@dataclass
class FakeModel:
    """Answers as it is told. `requests` are the bodies as they came; `wrong` what OpenAI's schema says against them."""

    says: Callable[[dict[str, Any]], str] | str = ""
    status: int = 200
    sends: dict[str, Any] | str | None = None  # in place of a whole response around `says`
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cuts: bool = False  # the connection, in the middle of the answer
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    async def respond(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        self.requests.append(given)
        self.wrong += faults_in(given)
        self.authorizations.append(request.headers.get("Authorization", ""))
        await asyncio.sleep(self.delay)
        if self.cuts:
            begun = web.StreamResponse(headers={"Content-Length": "1000"})
            await begun.prepare(request)
            await begun.write(b'{"id": ')
            assert request.transport is not None
            request.transport.close()
            return begun
        text = self.says(given) if callable(self.says) else self.says
        sent = body(text) if self.sends is None else self.sends
        raw = sent if isinstance(sent, str) else json.dumps(sent)
        return web.Response(text=raw, status=self.status, headers={"Content-Type": "application/json", **self.headers})


@asynccontextmanager
async def fake_model(**told: Any) -> AsyncIterator[FakeModel]:
    """A running model; `url` is what `OPENAI_BASE_URL` would be."""
    model = FakeModel(**told)
    app = web.Application()
    app.router.add_post("/v1/responses", model.respond)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    model.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield model
    finally:
        await runner.cleanup()
