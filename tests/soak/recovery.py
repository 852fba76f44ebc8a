"""How long it takes after a death until work goes on, and until the work of the dead has been given back."""

import asyncio
import time
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from store.engine import reader
from store.tables.base import UtcDateTime

_LEASED = "SELECT id, lease_token FROM outbox WHERE state = 'leased'"
_NEWEST = text("SELECT max(finished_at) AS newest FROM outbox").columns(newest=UtcDateTime)
_LOOK = 0.2


class Recovery:
    """Watches the outbox from outside. `worst` and `worst_leases` are seconds, over all deaths."""

    def __init__(self, url: str) -> None:
        self.worst = self.worst_leases = 0.0
        self._engine = reader(url)
        self._watching: set[asyncio.Task[None]] = set()

    async def died(self) -> None:
        """Somebody was killed just now: watch what becomes of the work that was under way."""
        task = asyncio.create_task(self._watch(await asyncio.to_thread(self._leased)))
        self._watching.add(task)

    async def ended(self) -> None:
        """Stop watching; call when all work is done."""
        if self._watching:
            await asyncio.wait(self._watching, timeout=5 * _LOOK)
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        self._engine.dispose()

    async def _watch(self, under_way: set[tuple[int, str]]) -> None:
        at, began = datetime.now(UTC), time.monotonic()
        works = False
        while under_way or not works:
            await asyncio.sleep(_LOOK)
            took = time.monotonic() - began
            if not works and await asyncio.to_thread(self._finished_since, at):
                works, self.worst = True, max(self.worst, took)
            if under_way:
                under_way = await asyncio.to_thread(self._still, under_way)
                self.worst_leases = max(self.worst_leases, took)

    def _leased(self) -> set[tuple[int, str]]:
        try:
            with self._engine.connect() as connection:
                return {(row.id, row.lease_token) for row in connection.execute(text(_LEASED))}
        except SQLAlchemyError:  # the file is just being opened by somebody else
            return set()

    def _still(self, under_way: set[tuple[int, str]]) -> set[tuple[int, str]]:
        try:
            with self._engine.connect() as connection:
                return under_way & {(row.id, row.lease_token) for row in connection.execute(text(_LEASED))}
        except SQLAlchemyError:
            return under_way

    def _finished_since(self, at: datetime) -> bool:
        try:
            with self._engine.connect() as connection:
                newest = connection.execute(_NEWEST).scalar()
        except SQLAlchemyError:
            return False
        return newest is not None and newest > at
