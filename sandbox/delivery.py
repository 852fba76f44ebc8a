"""Gets payloads to the app: people's actions once, events again and again until they are acknowledged.

Source of the retries (at once, after a minute, after five more): https://docs.slack.dev/apis/events-api.
Interactions and commands are never retried; the person sees a warning instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.sockets import SocketMode
from sandbox.transports import Http, Kind, NotAcknowledged
from sandbox.values import Json


class AppDidNotAnswer(Exception):
    """The app gave no acknowledgement within Slack's time, or one that Slack cannot use."""


@dataclass(frozen=True)
class Attempt:
    """One try to deliver a payload. `outcome` is `ok` or why it was not acknowledged."""

    kind: Kind
    what: str
    event_id: str
    number: int
    outcome: str


class Delivery:
    """Uses HTTP once `http` is set, else Socket Mode. `retry_delays` are seconds before each further try.

    `on_attempt` is called when a try has ended.
    """

    def __init__(self, sockets: SocketMode, retry_delays: Sequence[float], on_attempt: Callable[[], None]) -> None:
        self.sockets = sockets
        self.http: Http | None = None
        self.attempts: list[Attempt] = []
        self.events: list[Json] = []
        self.actions: list[tuple[Kind, Json]] = []
        self._retry_delays = retry_delays
        self._running: set[asyncio.Task[None]] = set()
        self._in_flight = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._on_attempt = on_attempt

    @property
    def is_connected(self) -> bool:
        """Whether there is an app to deliver to."""
        return self.http is not None or self.sockets.open_count > 0

    async def ask(self, kind: Kind, payload: Json) -> Json | None:
        """Deliver a person's action once and return the app's answer. Raises `AppDidNotAnswer`."""
        self.actions.append((kind, payload))
        return await self.ask_again(kind, payload)

    async def ask_again(self, kind: Kind, payload: Json) -> Json | None:
        """Deliver a person's action that was delivered before. Slack does not promise that it never does."""
        try:
            return await self._try(kind, payload, 0, "")
        except NotAcknowledged as failure:
            raise AppDidNotAnswer(f"{_what(payload)}: {failure}") from failure

    def send_event(self, payload: Json) -> None:
        """Deliver an event in the background, with retries."""
        self.events.append(payload)
        task = asyncio.get_running_loop().create_task(self._deliver_event(payload))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def send_again(self, payload: Json) -> None:
        """Deliver an event that was delivered before once more, as a retry. Raises `AppDidNotAnswer`."""
        try:
            await self._try("events_api", payload, 1, "http_timeout")
        except NotAcknowledged as failure:
            raise AppDidNotAnswer(f"{_what(payload)}: {failure}") from failure

    async def settled(self, *, with_retries: bool = False) -> None:
        """Wait until no delivery is under way; events that wait for their next try count only `with_retries`."""
        await asyncio.sleep(0)
        await self._idle.wait()
        while with_retries and self._running:
            await asyncio.wait(tuple(self._running))

    async def stop(self) -> None:
        """Give up all deliveries."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _deliver_event(self, payload: Json) -> None:
        reason = ""
        for number, delay in enumerate((0.0, *self._retry_delays)):
            if delay:
                await asyncio.sleep(delay)
            try:
                await self._try("events_api", payload, number, reason)
                return
            except NotAcknowledged as failure:
                reason = failure.reason
                if failure.final:
                    return

    async def _try(self, kind: Kind, payload: Json, number: int, reason: str) -> Json | None:
        self._in_flight += 1
        self._idle.clear()
        outcome = "gave up"
        try:
            answer = await (self.http or self.sockets).deliver(kind, payload, number, reason)
            outcome = "ok"
            return answer
        except NotAcknowledged as failure:
            outcome = str(failure)
            raise
        finally:
            self.attempts.append(Attempt(kind, _what(payload), str(payload.get("event_id", "")), number, outcome))
            self._in_flight -= 1
            if not self._in_flight:
                self._idle.set()
            self._on_attempt()


def _what(payload: Json) -> str:
    event = payload.get("event")
    return str(event["type"] if event else payload.get("command") or payload["type"])
