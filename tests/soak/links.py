"""The wires between Deskhand and everything else, and what goes wrong on them, by the seed.

A link takes connections on loopback and carries them to its other end: HTTP to Slack, to the helpdesk and from it, and
PostgreSQL's own protocol. It looks no deeper than it must: where a request begins, and where a COMMIT passes.
"""

import asyncio
import contextlib
import re
from asyncio import StreamReader as Reader
from asyncio import StreamWriter as Writer
from collections import Counter
from collections.abc import Awaitable, Callable
from random import Random
from typing import Final, Literal

Fault = Literal["delay", "reset", "status", "drop_after", "cut", "garbage", "stall", "commit lost", "commit unsent"]

#: What may happen to a request: it waits; it never arrives; it is answered on the way; it arrives and the answer is
#: lost, halved, or no JSON any more.
HTTP: Final[tuple[Fault, ...]] = ("delay", "reset", "status", "drop_after", "cut", "garbage")
#: What may happen to a database's connection at any time, and while a transaction is committed.
DATABASE: Final[tuple[Fault, ...]] = ("stall", "reset")
COMMIT: Final[tuple[Fault, ...]] = ("commit lost", "commit unsent")

_REQUEST: Final = re.compile(rb"(GET|POST|PUT|DELETE) ")
_AWAY: Final = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_GARBAGE: Final = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"ok": tru'
_CHUNK: Final = 65_536


class Link:
    """One wire. `often` is how likely a request (or a COMMIT) is to meet a fault; while `quiet`, none does."""

    def __init__(self, name: str, chance: Random, often: float, *, database: bool = False) -> None:
        self.faults: Counter[str] = Counter()
        self.quiet = False
        self.port = 0
        self._name = name
        self._chance = chance
        self._often = often
        self._database = database
        self._other_end: Callable[[], Awaitable[tuple[Reader, Writer]]] | None = None
        self._server: asyncio.Server | None = None
        self._writers: set[Writer] = set()

    async def open(self) -> None:
        """Listen, on the port that is set afterwards."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def lead_to(self, host: str, port: int) -> None:
        """Carry new connections there; a `host` that is a folder holds PostgreSQL's own socket."""
        if host.startswith("/"):
            self._other_end = lambda: asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            self._other_end = lambda: asyncio.open_connection(host, port)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in tuple(self._writers):
                writer.transport.abort()

    async def _carry(self, reader: Reader, writer: Writer) -> None:
        try:
            if self._other_end is None:
                return
            far_reader, far_writer = await self._other_end()
        except OSError:
            writer.transport.abort()
            return
        wire = _Wire(writer, far_writer)
        self._writers |= {writer, far_writer}
        try:
            await asyncio.gather(self._there(reader, wire), self._back(far_reader, wire))
        finally:
            wire.cut()
            self._writers -= {writer, far_writer}

    async def _there(self, reader: Reader, wire: "_Wire") -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                if not await self._passes(self._fault_at(data), wire):
                    wire.cut()
                    return
                wire.far.write(data)
                await wire.far.drain()
        wire.end(wire.far)

    async def _back(self, reader: Reader, wire: "_Wire") -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                match wire.waits_for:
                    case "drop_after" | "commit lost":
                        return wire.cut()
                    case "cut":
                        wire.near.write(data[: len(data) // 2])
                        return wire.end(wire.near)
                    case "garbage" if data.startswith(b"HTTP/1.1 2"):
                        wire.near.write(_GARBAGE)
                        return wire.end(wire.near)
                wire.near.write(data)
                await wire.near.drain()
        wire.end(wire.near)

    def _fault_at(self, data: bytes) -> Fault | None:
        if self.quiet:
            return None
        if not self._database:
            hit = _REQUEST.match(data) and self._chance.random() < self._often
            return self._chance.choice(HTTP) if hit else None
        if b"COMMIT" in data and self._chance.random() < self._often:
            return self._chance.choice(COMMIT)
        return self._chance.choice(DATABASE) if self._chance.random() < self._often / 20 else None

    async def _passes(self, fault: Fault | None, wire: "_Wire") -> bool:
        """Whether what comes now goes on to the other end."""
        if fault is None:
            return True
        self.faults[f"{self._name} {fault}"] += 1
        match fault:
            case "delay" | "stall":
                await asyncio.sleep(self._chance.uniform(0.2, 3.0))
            case "status":
                wire.near.write(_AWAY)
                wire.end(wire.near)
                return False
            case "reset" | "commit unsent":
                return False
            case _:
                wire.waits_for = fault
        return True


class _Wire:
    """Both ends of one connection, and what the next answer will meet."""

    def __init__(self, near: Writer, far: Writer) -> None:
        self.near, self.far = near, far
        self.waits_for: Fault | None = None

    def cut(self) -> None:
        for writer in (self.near, self.far):
            writer.transport.abort()

    def end(self, writer: Writer) -> None:
        """Send what is left, and no more."""
        with contextlib.suppress(OSError, RuntimeError):
            writer.close()
