"""One WebSocket of Socket Mode, from Slack's hello until it is let go.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode. The SDK's own client closes the old connection before
it opens the next, and acknowledges by whatever connection it has then; see docs/adr/0014.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

import aiohttp
import structlog
from slack_bolt import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.errors import SlackDown

#: Seconds for a connection to open and to say hello.
HELLO_SECONDS: Final = 10.0
#: Seconds between two pings; a connection that leaves one unanswered for half of it is lost.
PING_SECONDS: Final = 10.0
#: Seconds that Slack gets to answer a close.
CLOSE_SECONDS: Final = 1.0

#: Works one envelope: 200 is acknowledged, with its body; anything else is left for Slack to send again.
Dispatch = Callable[[SocketModeRequest], Awaitable[BoltResponse]]

log = structlog.get_logger(__name__)


class Line:
    """An open connection. An envelope is acknowledged when its listener has ended well, and on this connection only.

    `leaving` is set when it has to be replaced: Slack asks for it, or it is gone. `life` is how many seconds Slack
    gives it, None where Slack does not say.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, life: float | None, dispatch: Dispatch) -> None:
        self.leaving = asyncio.Event()
        self.reason = ""
        self.life = life
        self._socket = socket
        self._dispatch = dispatch
        self._takes = True
        self._in_hand: set[asyncio.Task[None]] = set()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, session: aiohttp.ClientSession, url: str, dispatch: Dispatch, proxy: str | None) -> "Line":
        """A connection that has said hello. Raises `SlackDown` with what happened instead."""
        closing = aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS)
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                socket = await session.ws_connect(url, heartbeat=PING_SECONDS, proxy=proxy, timeout=closing)
                said = await socket.receive_json()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, TypeError) as error:
            raise SlackDown(f"socket: {type(error).__name__}") from None
        if not isinstance(said, dict) or said.get("type") != "hello":
            await socket.close()
            raise SlackDown(f"socket: {said.get('reason') if isinstance(said, dict) else 'no hello'}")
        return cls(socket, _life(said), dispatch)

    @property
    def is_open(self) -> bool:
        return not self._socket.closed

    @property
    def was_lost(self) -> bool:
        """Whether it went without Slack having asked for another one."""
        return self.leaving.is_set() and not self.reason

    async def let_go(self, seconds: float) -> None:
        """Close it as soon as nothing is in hand. After half of `seconds` nothing new is taken, and at the end of them
        it is closed in any case: what is not acknowledged by then Slack sends on another connection. Safe to call
        twice.
        """
        await self._hands_free(seconds / 2)
        self._takes = False
        await self._hands_free(seconds / 2)
        for task in self._in_hand:
            task.cancel()
        await self._socket.close()
        self._reading.cancel()
        await asyncio.gather(self._reading, *self._in_hand, return_exceptions=True)

    async def _hands_free(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._in_hand:
                    await asyncio.wait(self._in_hand)

    async def _read(self) -> None:
        try:
            async for frame in self._socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._receive(frame.data)
        finally:
            self.leaving.set()

    def _receive(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        if said.get("type") == "disconnect":
            self.reason = str(said.get("reason") or "disconnect")
            self.leaving.set()
        elif self._takes and {"type", "envelope_id", "payload"} <= said.keys():
            task = asyncio.create_task(self._handle(said))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)

    async def _handle(self, envelope: dict[str, Any]) -> None:
        try:
            request = SocketModeRequest.from_dict(envelope)
            assert request is not None  # noqa: S101 - its keys were looked at
            answer = await self._dispatch(request)
            if answer.status == 200:
                await self._socket.send_json({"envelope_id": request.envelope_id, **_payload(answer)})
            else:
                log.warning("socket.not_acknowledged", kind=request.type, status=answer.status)
        except (ConnectionError, aiohttp.ClientError) as error:
            log.warning("socket.not_acknowledged", cause=type(error).__name__)
        except Exception:
            log.exception("socket.failed")


def _life(hello: dict[str, Any]) -> float | None:
    told = (hello.get("debug_info") or {}).get("approximate_connection_time")
    return float(told) if isinstance(told, int | float) and told > 0 else None


def _payload(answer: BoltResponse) -> dict[str, Any]:
    if not answer.body:
        return {}
    kind = (answer.headers.get("content-type") or [""])[0]
    return {"payload": json.loads(answer.body) if kind.startswith("application/json") else {"text": answer.body}}
