"""A receiver of events on loopback, as strict as one should be: it verifies every signature by the specification's own
library, knows a repeat by its id, and fails as it is told to."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

SECRET = "whsec_" + "c2VjcmV0" * 4


class Receiver:
    """What it does with the next requests stands in `moods`, one each; then it takes all.

    `500`, or any status: answers so and keeps nothing. `drop`: takes it, and closes without an answer. `vanish`: closes
    without having taken it. `stall`: takes it, and never answers. `moved`: answers that it stands elsewhere.
    """

    def __init__(self, secret: str = SECRET) -> None:
        self._webhook = Webhook(secret.removeprefix("whsec_"))
        self.moods: deque[str] = deque()
        self.taken: dict[str, dict[str, Any]] = {}  # by id, in the order in which they came first
        self.repeats: list[str] = []
        self.forged = 0
        self.asked = 0  # requests in all
        self.elsewhere = 0  # requests that followed a redirect
        self.url = ""
        self._over = asyncio.Event()
        self._asked = asyncio.Event()

    @property
    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """Name and data of what was taken, each once."""
        return [(body["type"], body["data"]) for body in self.taken.values()]

    def of(self, ticket: str) -> list[str]:
        """The names of a ticket's events, in the order in which they came."""
        return [name for name, data in self.events if data.get("ticket") == ticket]

    def in_order(self) -> bool:
        """Whether the events of each ticket came as they happened."""
        last: dict[str, int] = {}
        for _, data in self.events:
            about = str(data.get("ticket") or data.get("spike"))
            if data["sequence"] < last.get(about, 0):
                return False
            last[about] = data["sequence"]
        return True

    def be(self, moods: Iterable[str]) -> None:
        self.moods.extend(moods)

    async def until(self, predicate: Callable[[], object], seconds: float = 25.0) -> None:
        """Wait until this is true, looking whenever it was asked something. `TimeoutError` where it never is."""
        async with asyncio.timeout(seconds):
            while not predicate():
                self._asked.clear()
                await self._asked.wait()

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        try:
            return await self._answer(request)
        finally:
            self._asked.set()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        raw = await request.text()
        try:
            body = self._webhook.verify(raw, dict(request.headers))
        except WebhookVerificationError:
            self.forged += 1
            return web.Response(status=401)
        mood = self.moods.popleft() if self.moods else "take"
        if mood.isdigit():
            return web.Response(status=int(mood))
        if mood == "moved":
            return web.Response(status=307, headers={"Location": self.url.replace("/events", "/elsewhere")})
        if mood != "vanish":
            self._keep(request.headers["webhook-id"], body)
        if mood in ("drop", "vanish"):
            assert request.transport is not None
            request.transport.abort()
        self._asked.set()
        if mood == "stall":
            await self._over.wait()
        return web.Response(status=204)

    def _keep(self, name: str, body: dict[str, Any]) -> None:
        if name in self.taken:
            assert body == self.taken[name] or body["type"] == self.taken[name]["type"]
            self.repeats.append(name)
            return
        json.dumps(body)
        self.taken[name] = body

    async def lead_on(self, _request: web.Request) -> web.Response:
        self.elsewhere += 1
        return web.Response(status=204)

    @asynccontextmanager
    async def listening(self, port: int | None = None) -> AsyncIterator["Receiver"]:
        app = web.Application()
        app.router.add_post("/events", self.take)
        app.router.add_post("/elsewhere", self.lead_on)
        self._over = asyncio.Event()
        async with TestServer(app, port=port, shutdown_timeout=0) as server:
            self.url = str(server.make_url("/events"))
            try:
                yield self
            finally:
                self._over.set()
