"""The door to the HTTP side: how many may stand in it, how long each may take, and how much may be carried in.

aiohttp bounds the length of a line and of a body. It has no time for a head that trickles in, none for an answer that
nobody reads, and no bound on connections: those are kept here, one `Visitor` for each connection.
"""

import asyncio
import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, cast

from aiohttp import web
from aiohttp.http_exceptions import LineTooLong

from bot.telemetry import Metrics, logger
from handlers.answers import RETRY_AFTER, problem

#: What we call ourselves; aiohttp would name its version and Python's.
SERVER: Final = "Deskhand"
#: Seconds by which the door waits longer than whoever answers inside, so that the caller is told.
GRACE: Final = 1.0
#: For a request that is on its way on a connection that was just accepted when the door closes.
LINGER_SECONDS: Final = 0.3
_ENDS: Final = (b"\r\n\r\n", b"\n\n", b"\n\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one process bears: sizes in bytes, times in seconds (docs/operations.md)."""

    body: int = 1024 * 1024  # Slack's own requests are far smaller
    head: int = 32 * 1024  # request line and headers together
    line: int = 8190  # request line, or one header
    headers: int = 64
    connections: int = 500
    at_once: int = 32  # of one source; the rest wait their turn
    head_seconds: float = 10.0
    body_seconds: float = 15.0
    work_seconds: float = 20.0
    answer_seconds: float = 15.0
    linger_seconds: float = 2.0  # what is left of a refused body may still come in, so that the refusal is seen
    idle_seconds: float = 75.0  # more than the 60 of common proxies, which would send into a closed connection


class Stage(IntEnum):
    """Where a connection stands; when room is needed, the lowest goes first."""

    IDLE = 0
    HEAD = 1  # a request has begun, or should have
    BODY = 2
    ANSWERED = 3  # the answer may still be on its way
    CLOSING = 4
    WORK = 5


class Visitor(web.RequestHandler):
    """One connection. Each stage has its time, and what does not come in it closes the connection."""

    def __init__(self, door: "Door", server: web.Server, loop: asyncio.AbstractEventLoop) -> None:
        limits = door.limits
        super().__init__(
            server,
            loop=loop,
            access_log=None,  # type: ignore[arg-type] # aiohttp's own runner does the same
            max_line_size=limits.line,
            max_field_size=limits.line,
            max_headers=limits.headers,
            lingering_time=limits.linger_seconds,
            auto_decompress=False,  # a compressed body is refused, so nothing may be blown up before
        )
        self.stage = Stage.HEAD
        self.since = loop.time()
        self._door = door
        self._now = loop.time
        self._call_at = loop.call_at
        self._line: asyncio.Transport | None = None
        self._head = bytearray()
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        line = cast(asyncio.Transport, transport)
        if not self._door.let_in(self):
            line.write(_raw("503 Service Unavailable", "too many connections; please try again", RETRY_AFTER))
            line.close()
            return
        self._line = line
        self._enter(Stage.HEAD)
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._line is None:
            return
        if data and self.stage in (Stage.IDLE, Stage.ANSWERED):  # aiohttp passes on nothing when it goes on reading
            self._enter(Stage.HEAD)
        if self.stage is Stage.HEAD and not self._head_fits(data):
            self._refuse_head()
            return
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._door.let_out(self)
        if self._timer:
            self._timer.cancel()
        if self._line is not None:
            self._line = None
            super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """What was no HTTP, said in a sentence: aiohttp's own answer and log would quote it."""
        if isinstance(exc, ConnectionError):  # the caller has gone, which is no fault of ours
            raise exc
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has begun already")
        if status >= 500:
            logger("door").error("request failed", exc_info=exc)
            answer = problem(status, "something went wrong on our side")
        elif isinstance(exc, LineTooLong):
            answer = problem(431, f"a line of the head is longer than {self._door.limits.line} bytes")
        else:
            answer = problem(400, "this is not HTTP as it is understood here")
        answer.headers["Server"] = SERVER
        answer.force_close()
        self._enter(Stage.CLOSING)
        return answer

    @property
    def rank(self) -> Stage:
        """The stage, by which room is made: whose answer has left is as good as idle."""
        return Stage.IDLE if self.stage is Stage.ANSWERED and self._sent else self.stage

    @property
    def _sent(self) -> bool:
        return self._line is not None and not self._line.get_write_buffer_size()

    def working(self) -> None:
        """The request is here with all of its body."""
        self._enter(Stage.WORK)

    def answered(self, *, closing: bool) -> None:
        """The answer is written from now on; `closing` when nothing may follow it."""
        self._enter(Stage.CLOSING if closing else Stage.ANSWERED)

    def leave(self, reason: str) -> None:
        """Cut the connection. What was stored meanwhile stays stored."""
        self._door.let_out(self)
        if reason != "idle":  # the ordinary end of a connection
            self._door.metrics.cut.labels(reason).inc()
        if self._line is not None:
            self._line.abort()

    def _head_fits(self, data: bytes) -> bool:
        """Note what came of a head; the stage is BODY once it is all here."""
        seen = max(len(self._head) - 3, 0)
        self._head += data
        found = [at for at in (self._head.find(end, seen) for end in _ENDS) if at >= 0]
        if found:
            fits = min(found) <= self._door.limits.head
            self._enter(Stage.BODY)
            return fits
        return len(self._head) <= self._door.limits.head

    def _refuse_head(self) -> None:
        assert self._line is not None  # noqa: S101 - only a visitor inside receives
        size = self._door.limits.head // 1024
        self._line.write(_raw("431 Request Header Fields Too Large", f"the headers are larger than {size} KiB"))
        self._door.metrics.cut.labels("head").inc()
        self._enter(Stage.CLOSING)
        self._line.close()

    def _enter(self, stage: Stage) -> None:
        if self._line is None:  # the caller hung up while we worked
            return
        if self._timer:
            self._timer.cancel()
        if stage is not Stage.HEAD or self.stage is not Stage.HEAD:
            self._head.clear()
        self.stage, self.since = stage, self._now()
        self._timer = self._call_at(self.since + self._door.patience(stage), self._too_long)

    def _too_long(self) -> None:
        self._timer = None
        if self.stage is Stage.ANSWERED and self._sent:
            self._enter(Stage.IDLE)
        else:
            self.leave(self.stage.name.lower())


class Door:
    """The port of one process and all connections through it. `open` once, `close` once."""

    def __init__(
        self, limits: Limits | None = None, metrics: Metrics | None = None, *, stop_seconds: float = 60.0
    ) -> None:
        self.limits = limits or Limits()
        self._stop_seconds = stop_seconds
        self.metrics = metrics or Metrics()
        self._inside: dict[Visitor, None] = {}
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None

    async def open(self, app: web.Application, host: str, port: int) -> str:
        """Serve `app`, and return its address. Raises OSError where the port cannot be opened."""
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=self._stop_seconds)
        await self._runner.setup()
        server, loop = self._runner.server, asyncio.get_running_loop()
        assert server is not None  # noqa: S101 - after `setup`
        try:
            self._listening = await loop.create_server(lambda: Visitor(self, server, loop), host, port, backlog=128)
        except OSError:
            await self._runner.cleanup()
            raise
        name, number = self._listening.sockets[0].getsockname()[:2]
        return f"http://{name}:{number}"

    async def close(self) -> None:
        """Let nobody in any more, and let the requests that are under way end, within `stop_seconds`.

        A connection that was just accepted may still bring its request, and is answered.
        """
        if self._listening:
            self._listening.close()
            await asyncio.sleep(LINGER_SECONDS)
        if self._runner:
            await self._runner.cleanup()

    def let_in(self, visitor: Visitor) -> bool:
        """Whether there is room. Whoever has waited longest without a whole request makes it."""
        if len(self._inside) >= self.limits.connections and not self._make_room():
            self.metrics.cut.labels("full").inc()
            return False
        self._inside[visitor] = None
        return True

    def let_out(self, visitor: Visitor) -> None:
        self._inside.pop(visitor, None)

    def patience(self, stage: Stage) -> float:
        """Seconds that a connection may stay in a stage."""
        limits = self.limits
        return {
            Stage.IDLE: limits.idle_seconds,
            Stage.HEAD: limits.head_seconds,
            Stage.BODY: limits.body_seconds + GRACE,
            Stage.WORK: limits.work_seconds + GRACE,
            Stage.ANSWERED: limits.answer_seconds,
            Stage.CLOSING: limits.answer_seconds,
        }[stage]

    def _make_room(self) -> bool:
        waiting = [(visitor.rank, visitor.since, visitor) for visitor in self._inside]
        rank, _, longest = min(waiting, key=lambda place: place[:2])
        if rank > Stage.BODY:
            return False
        longest.leave("room")
        return True


def _raw(status: str, reason: str, retry_after: str = "") -> bytes:
    """An answer to a request that nobody has read."""
    body: Any = json.dumps({"error": reason}).encode()
    later = f"Retry-After: {retry_after}\r\n" if retry_after else ""
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        f"{later}Connection: close\r\nServer: {SERVER}\r\n\r\n"
    )
    return head.encode() + bytes(body)
