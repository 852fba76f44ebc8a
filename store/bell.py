"""Wakes the workers of other processes when work was committed: LISTEN and NOTIFY on PostgreSQL.

A notice may be lost, for instance while the server restarts: workers poll as well, and this only saves them the wait.
Ringing happens after the commit on a connection of its own, since a NOTIFY in a transaction makes the commits of all
transactions wait for one another (postgresql.org, "NOTIFY", Notes).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import psycopg
import structlog

from store.engine import KEEPALIVE, libpq

CHANNEL: Final = "deskhand_work"
#: Seconds between two tries to reach a server that is away.
RETRY_SECONDS: Final = 2.0

log = structlog.get_logger(__name__)


class Bell:
    """One process's end of the wire. `heard` is called on the event loop whenever any process has rung."""

    def __init__(self, url: str, heard: Callable[[], None]) -> None:
        self._url = url
        self._heard = heard
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Work has been committed. Call on the event loop; calling often is cheap."""
        self._rung.set()

    async def listen(self) -> None:
        """Hear what others ring, until cancelled. A server that is away is tried again."""
        await self._connected("bell.deaf", self._listen)

    async def carry(self) -> None:
        """Pass on what is rung here, until cancelled. Many rings at once are one notice."""
        await self._connected("bell.mute", self._carry)

    async def _listen(self, connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(f"LISTEN {CHANNEL}")
        self._heard()  # for what was committed while nobody listened
        async for _ in connection.notifies():
            self._heard()

    async def _carry(self, connection: psycopg.AsyncConnection[Any]) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            await connection.execute(f"NOTIFY {CHANNEL}")

    async def _connected(self, trouble: str, use: Callable[[psycopg.AsyncConnection[Any]], Awaitable[None]]) -> None:
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(libpq(self._url), autocommit=True, **KEEPALIVE)
                async with connection:
                    await use(connection)
            except psycopg.Error as error:
                log.warning(trouble, cause=type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)
