"""The load: prepared HTTP requests over open connections, with as little work of its own as possible.

The requests are made and signed before the clock starts, and the client reads no more of an answer than its status and
its length, so that on a small machine the time goes to the server that is being measured.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Burst:
    """What became of a number of requests: how many were answered as expected, and in how many seconds."""

    answered: int
    seconds: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.answered / self.seconds


class Unexpected(Exception):
    """A server gave another answer than the one that is being measured."""


def post(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """A whole HTTP/1.1 request."""
    given = {"Host": "localhost", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Connection:
    """One open connection; one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, url: str) -> "Connection":
        parts = urlsplit(url)
        return cls(*await asyncio.open_connection(parts.hostname, parts.port))

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        return int(head.split(b" ", 2)[1]), await self._reader.readexactly(length)

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


async def burst(url: str, requests: Sequence[bytes], *, status: int, clients: int) -> Burst:
    """Send all requests by `clients` connections, each as soon as its last one is answered.

    Raises `Unexpected` at the first answer with another status: a rate of refusals would be no rate.
    """
    connections = [await Connection.to(url) for _ in range(clients)]
    waiting = iter(requests)

    async def client(connection: Connection) -> None:
        for request in waiting:
            found, body = await connection.send(request)
            if found != status:
                raise Unexpected(f"{url} answered {found} where {status} was expected: {body[:200]!r}")

    began = time.perf_counter()
    try:
        async with asyncio.TaskGroup() as group:
            for connection in connections:
                group.create_task(client(connection))
        return Burst(len(requests), time.perf_counter() - began)
    finally:
        for connection in connections:
            await connection.close()
