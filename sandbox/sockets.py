"""Socket Mode: up to ten WebSockets of the app, and what Slack does with them.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode. Where it says nothing, this takes the stricter
reading: a connection that was asked to refresh may still be handed envelopes until it is closed, and an envelope that
is not acknowledged when its connection closes counts as not delivered, whatever is said on another one afterwards.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from aiohttp import WSCloseCode, web

from sandbox.transports import Kind, NotAcknowledged
from sandbox.values import Json

MOST_SOCKETS: Final = 10
#: How long a connection may be used after it was asked to refresh, in seconds.
GRACE: Final = 2.0
#: Seconds between two pings; a client that does not answer within half of it is cut off.
PING_SECONDS: Final = 10.0

Answer = asyncio.Future[Json | None]


@dataclass(eq=False)
class _Connection:
    """One WebSocket, and the envelopes that were sent on it and are not acknowledged yet."""

    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    waiting: dict[str, Answer] = field(default_factory=dict)
    closing: asyncio.TimerHandle | None = None


class SocketMode:
    """The app's WebSockets; each payload goes to one of them, in turn.

    `timeout` is how long an envelope may go unacknowledged, in seconds; `changed` is called when a connection opens or
    closes.
    """

    def __init__(self, app_id: str, timeout: float, changed: Callable[[], None] = lambda: None) -> None:
        self.opened_ever = 0
        self.most_at_once = 0
        self._app_id = app_id
        self._timeout = timeout
        self._changed = changed
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._turn = itertools.count()
        self._connected = asyncio.Event()
        self._tasks: set[asyncio.Task[bool]] = set()

    @property
    def open_count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def wait_until_open(self) -> None:
        """Wait until at least one connection is open."""
        await self._connected.wait()

    def new_ticket(self) -> str:
        """Return a ticket for one connection to `/link`."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection from hello until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="unknown ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS)
        await socket.prepare(request)
        if len(self._connections) >= MOST_SOCKETS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        connection = _Connection(socket, request.transport)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._opened()
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    _acknowledge(connection, frame.data)
        finally:
            self._forget(connection)
        return socket

    async def deliver(self, kind: Kind, payload: Json, attempt: int, reason: str) -> Json | None:
        """Send one envelope and wait for its acknowledgement on the same connection."""
        if not self._connections:
            raise NotAcknowledged("connection_failed")
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()), "payload": payload, "type": kind,
            "accepts_response_payload": kind != "events_api",
        }  # fmt: skip
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        answer: Answer = asyncio.get_running_loop().create_future()
        connection = self._connections[next(self._turn) % len(self._connections)]
        connection.waiting[envelope["envelope_id"]] = answer
        try:
            await connection.socket.send_json(envelope)
            return await asyncio.wait_for(answer, self._timeout)
        except TimeoutError:
            raise NotAcknowledged("timeout") from None
        except ConnectionError:
            raise NotAcknowledged("connection_failed") from None
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested", *, grace: float = GRACE, only: int = 0) -> None:
        """Ask open connections to go, all of them or the first `only`. They may be used meanwhile; all but those that
        got a `warning` are closed after `grace` seconds."""
        for connection in tuple(self._connections)[: only or None]:
            if reason != "warning" and connection.closing is None:
                loop = asyncio.get_running_loop()
                connection.closing = loop.call_later(grace, self._close_soon, connection.socket)
            await connection.socket.send_json(_goodbye(reason))

    def drop(self) -> None:
        """Cut every connection without a word, as a network does."""
        for connection in tuple(self._connections):
            self._forget(connection)
            if isinstance(connection.transport, asyncio.Transport):
                connection.transport.abort()

    async def close(self) -> None:
        """Close every connection."""
        for connection in tuple(self._connections):
            self._forget(connection)
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    def _hello(self) -> Json:
        return {
            "type": "hello", "num_connections": len(self._connections),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }  # fmt: skip

    def _opened(self) -> None:
        self.opened_ever += 1
        self.most_at_once = max(self.most_at_once, len(self._connections))
        self._connected.set()
        self._changed()

    def _close_soon(self, socket: web.WebSocketResponse) -> None:
        task = asyncio.get_running_loop().create_task(socket.close())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _forget(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if connection.closing is not None:
            connection.closing.cancel()
        for answer in connection.waiting.values():
            if not answer.done():
                answer.set_exception(NotAcknowledged("connection_closed"))
        if not self._connections:
            self._connected.clear()
        self._changed()


def _acknowledge(connection: _Connection, text: str) -> None:
    try:
        said = json.loads(text)
    except ValueError:
        return
    waiting = connection.waiting.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
    if waiting is not None and not waiting.done():
        payload = said.get("payload")
        waiting.set_result({"text": payload} if isinstance(payload, str) and payload else payload or None)


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
