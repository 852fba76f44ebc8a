"""The two ways to the app: signed HTTP requests and Socket Mode.

Sources: https://docs.slack.dev/authentication/verifying-requests-from-slack and
https://docs.slack.dev/apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import secrets
import time
import urllib.parse
import uuid
from typing import Literal, Protocol

import aiohttp
from aiohttp import web

from sandbox.values import Json

Kind = Literal["events_api", "interactive", "slash_commands"]
MOST_SOCKETS = 10


class NotAcknowledged(Exception):
    """No acknowledgement in time. `reason` is one of Slack's retry reasons; `final` when the app asks for no retry."""

    def __init__(self, reason: str, *, status: int | None = None, final: bool = False) -> None:
        super().__init__(reason if status is None else f"{reason} {status}")
        self.reason = reason
        self.final = final


class Transport(Protocol):
    """Carries one payload to the app."""

    async def deliver(self, kind: Kind, payload: Json, attempt: int, reason: str) -> Json | None:
        """Return what the app put into its acknowledgement. Raises `NotAcknowledged`."""


def sign(secret: str, timestamp: str, body: str) -> str:
    """Return Slack's `v0` signature of a request body."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Http:
    """Posts to the app's request URL as Slack does: forms for people's actions, JSON for events."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, timeout: float) -> None:
        self._session = session
        self._url = url
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def deliver(self, kind: Kind, payload: Json, attempt: int, reason: str) -> Json | None:
        body, content_type = _encoded(kind, payload)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._session.post(
                self._url, data=body.encode(), headers=headers, timeout=self._timeout, max_redirects=2
            ) as response:
                text = await response.text()
                if not 200 <= response.status < 300:
                    final = response.headers.get("X-Slack-No-Retry") == "1"
                    raise NotAcknowledged("http_error", status=response.status, final=final)
                return _answer(text)
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except aiohttp.TooManyRedirects:
            raise NotAcknowledged("too_many_redirects") from None
        except aiohttp.ClientError:
            raise NotAcknowledged("connection_failed") from None


def _encoded(kind: Kind, payload: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urllib.parse.urlencode(fields), "application/x-www-form-urlencoded"


def _answer(text: str) -> Json | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if text.strip() else None
    return answer if isinstance(answer, dict) else None


class SocketMode:
    """Up to ten WebSockets of the app; each payload goes to one of them, in turn."""

    def __init__(self, app_id: str, timeout: float) -> None:
        self._app_id = app_id
        self._timeout = timeout
        self._tickets: set[str] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}
        self._connected = asyncio.Event()

    @property
    def open_count(self) -> int:
        """How many sockets are open."""
        return len(self._sockets)

    async def wait_until_open(self) -> None:
        """Wait until at least one socket is open."""
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
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        self._sockets.append(socket)
        self._connected.set()
        try:
            await socket.send_json(self._hello())
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._forget(socket)
        return socket

    async def deliver(self, kind: Kind, payload: Json, attempt: int, reason: str) -> Json | None:
        """Send one envelope and wait for its acknowledgement, on whichever socket it comes back."""
        if not self._sockets:
            raise NotAcknowledged("connection_failed")
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()), "payload": payload, "type": kind,
            "accepts_response_payload": kind != "events_api",
        }  # fmt: skip
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        try:
            await self._sockets[next(self._turn) % len(self._sockets)].send_json(envelope)
            return await asyncio.wait_for(answer, self._timeout)
        except TimeoutError:
            raise NotAcknowledged("timeout") from None
        except ConnectionError:
            raise NotAcknowledged("connection_failed") from None
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every open connection to go; all but `warning` are not used again."""
        for socket in tuple(self._sockets):
            if reason != "warning":
                self._forget(socket)
            await socket.send_json(_goodbye(reason))

    async def close(self) -> None:
        """Close every connection."""
        for socket in tuple(self._sockets):
            self._forget(socket)
            await socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello", "num_connections": len(self._sockets),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }  # fmt: skip

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        if not self._sockets:
            self._connected.clear()

    def _acknowledge(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(answer.get("envelope_id"))) if isinstance(answer, dict) else None
        if waiting is not None and not waiting.done():
            payload = answer.get("payload")
            waiting.set_result({"text": payload} if isinstance(payload, str) and payload else payload or None)


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
