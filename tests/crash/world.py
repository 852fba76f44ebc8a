"""A shop whose Deskhand dies at a chosen boundary and is started again, in this process and without waiting.

Real time runs, and may be moved ahead: leases, pauses and the undo time are over when the story says so. The desk's own
clock stands still until it is moved, so that a card can be compared with the rows to the letter.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import psycopg
from sqlalchemy.engine import make_url

from bot import settings
from bot.domain.errors import DatabaseUnavailable
from store.engine import is_sqlite, libpq
from tests.crash.said import Said
from tests.crash.seams import CURRENT, Cut, Killed, Point, Seams
from tests.scenarios.shop import Shop

T = TypeVar("T")

#: How a life or a connection ends at a boundary: the process dies, the connection is cut, or the task is dropped.
How = Literal["kill", "cut", "drop"]
#: Real seconds without anything becoming done, after which it never will; long enough for a busy machine.
STUCK: Final = 30.0
UNDO: Final = timedelta(seconds=20)
_LOOK: Final = 0.004
#: Real seconds after which leased work that nobody is at has been abandoned; a worker begins at once.
_ABANDONED: Final = 0.3
#: How far time is moved to let a started click be shown; the undo time is longer.
_SOON: Final = timedelta(seconds=5)
#: The tasks that end alone: a job's, a request's (aiohttp gives each one of its own) and its connection's.
_ALONE: Final = frozenset({"Worker._work", "RequestHandler._handle_request", "RequestHandler.start"})
_WAITING = "SELECT kind, state, due_at FROM outbox WHERE state IN ('pending', 'leased')"


class Died(Exception):
    """The process is gone; whoever waited for something of it waits no more."""


@dataclass(frozen=True)
class _Row:
    kind: str
    leased: bool
    at: datetime


class World(Shop):
    """The shop of the scenarios on a database at `url`, with a process that can be stopped at a boundary."""

    def __init__(self, folder: Path, url: str, said: Said | None = None) -> None:
        super().__init__(folder, http=True, undo=UNDO)
        self.said = said or Said()
        self.clock.set_speed(0)
        self.address = url
        self.ahead = timedelta()
        self.sandbox.workspace.now = lambda: self.now().timestamp()  # Slack lives at the same time
        self.seams = Seams(self._stop_here)
        self.died = asyncio.Event()
        self.deaths = 0
        self._how: How = "kill"
        self._looking = _looking(url)

    # -- life and death ------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Real time, as this shop has it."""
        return datetime.now(UTC) + self.ahead

    async def start(self) -> None:
        """Start Deskhand in a life of its own."""
        self.seams, self.died = Seams(self._stop_here), asyncio.Event()
        context = copy_context()
        context.run(CURRENT.set, self.seams)
        await asyncio.get_running_loop().create_task(super().start(), context=context)

    async def close(self) -> None:
        await super().close()
        self._looking.close()

    def arm(self, at: Point | None, how: How = "kill") -> None:
        """Count boundaries from now on, and stop `how` at this one."""
        self._how = how
        self.seams.arm(at)

    async def restart(self) -> None:
        """What a supervisor does after a death: all that was under way is gone, and a new process begins.

        By then the leases of the dead one are over.
        """
        self.deaths += 1
        await self._bury()
        self.ahead += timedelta(seconds=61)
        await self.start()

    async def _bury(self) -> None:
        deskhand, seams = self.running, self.seams
        seams.dead = True
        for task in list(seams.tasks):
            task.cancel()
        for visitor in list(deskhand._door._inside) if deskhand._door else []:
            if visitor.transport is not None:
                visitor.transport.abort()
        await asyncio.wait(list(seams.tasks), timeout=STUCK) if seams.tasks else None
        await self.stop()
        for connection in seams.connections.values():  # the system closes them with the process
            connection.close()

    def _stop_here(self, seams: Seams, cut: Cut, task: asyncio.Task[Any] | None) -> None:
        """The chosen boundary has been reached, in the task or in a thread of the pool."""
        ends = self._how == "drop" and not _droppable(task)
        if self._how == "kill" or ends:
            seams.dead = True
            self._loop.call_soon_threadsafe(self.died.set)
            raise Killed
        if self._how == "cut":
            cut()
        elif task is not None:
            self._loop.call_soon_threadsafe(task.cancel)

    async def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_task_factory(_recorded)
        self._loop.set_exception_handler(_quiet_about_deaths)
        await super().open()

    async def alive(self, story: Awaitable[T]) -> T:
        """What `story` returns. Raises `Died` as soon as the process has died."""
        told, died = asyncio.ensure_future(story), asyncio.ensure_future(self.died.wait())
        try:
            await asyncio.wait({told, died}, return_when=asyncio.FIRST_COMPLETED)
            if self.died.is_set():
                raise Died
            return told.result()
        finally:
            for future in (told, died):
                future.cancel()
            await asyncio.gather(told, died, return_exceptions=True)

    # -- waiting -------------------------------------------------------------------------------------------------

    async def settle(self, within: timedelta = _SOON) -> None:
        """Let everything be done that is due within this time, which is moved ahead for it where nothing is under way.

        Raises AssertionError when something is never done, and `Died` with the process.
        """
        since, before = self._loop.time(), None
        while True:
            if self.died.is_set():
                raise Died
            waiting = [row for row in self._waiting() if row.leased or row.at <= self.now() + within]
            if not waiting and not self._busy():
                return
            if self._busy() or waiting != before:
                since, before = self._loop.time(), waiting
            elif self._loop.time() - since > STUCK:
                raise AssertionError(f"never done: {waiting}")
            else:
                await self._move_on(waiting, self._loop.time() - since)
            await asyncio.sleep(_LOOK)

    def _busy(self) -> bool:
        """Whether anything is under way that will end by itself, without time being moved."""
        front, worker = self.running.front, self.running.worker
        return bool(
            self.sandbox._delivery._in_flight or (front and front._tasks) or (worker and worker._running)
        )  # fmt: skip

    async def _move_on(self, waiting: list[_Row], idle: float) -> None:
        """Wake the worker for what is due, else go to when something is. A lease that nobody is at runs out."""
        later = [row.at for row in waiting if row.at > self.now() and not row.leased]
        if any(row.at <= self.now() and not row.leased for row in waiting) and idle < _ABANDONED:
            self.running._wake()
        elif later:
            self.ahead += min(later) - self.now() + timedelta(milliseconds=1)
            self.running._wake()
        elif idle > _ABANDONED and not self.seams.transactions and (worker := self.running.worker):
            # A lease that is just being handed to the worker is not abandoned, however slow this machine is.
            self.ahead += timedelta(seconds=61)
            with contextlib.suppress(DatabaseUnavailable):  # the worker's own loop would try again too
                await self._within(worker.reap())
            self.running._wake()

    async def _within(self, work: Awaitable[T]) -> T:
        """Have the process do something, as if by itself."""
        context = copy_context()
        context.run(CURRENT.set, self.seams)

        async def doing() -> T:
            return await work

        return await asyncio.get_running_loop().create_task(doing(), context=context)

    async def until(self, predicate: Callable[[], T | None]) -> T:
        """As in a story, but what is not there when nothing is under way will not come."""
        while not (found := predicate()):
            if self.died.is_set():
                raise Died
            if not self._busy() and not [row for row in self._waiting() if row.at <= self.now()]:
                raise TimeoutError("it does not come")
            await asyncio.sleep(_LOOK)
        return found

    async def tick(self) -> None:
        """Let the scheduler look at the desk's clock now."""
        schedule = self.running._schedule
        assert schedule is not None
        await self._within(schedule.tick())

    async def undo_time_passes(self) -> None:
        self.ahead += UNDO
        self.running._wake()

    def _waiting(self) -> list[_Row]:
        found = self._looking.execute(_WAITING).fetchall()
        return [_Row(kind, state == "leased", _aware(due_at)) for kind, state, due_at in found]

    async def ticket_of(self, conversation: str) -> int:
        mark = "?" if is_sqlite(self.address) else "%s"
        ticket_of = f"SELECT ticket_id FROM conversation WHERE external_id = {mark}"  # noqa: S608 - a mark, no value
        found = self._looking.execute(ticket_of, (conversation,)).fetchone()
        if found is None:
            raise KeyError(conversation)
        return int(found[0])

    def _settings(self) -> settings.Settings:
        return super()._settings().model_copy(update={"database_url": self.address})


def _looking(url: str) -> Any:
    """A plain connection to look with, many times a second, past any seam."""
    if is_sqlite(url):
        return sqlite3.connect(make_url(url).database or "", isolation_level=None)
    return psycopg.connect(libpq(url), autocommit=True)


def _aware(given: Any) -> datetime:
    moment = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _droppable(task: asyncio.Task[Any] | None) -> bool:
    """Whether the task is a job's or a request's; without one of its others a process would not go on, so it dies."""
    return task is not None and task.get_coro().__qualname__ in _ALONE  # type: ignore[union-attr]


def _recorded(loop: asyncio.AbstractEventLoop, coro: Any, **named: Any) -> asyncio.Task[Any]:
    context = named.get("context") or copy_context()
    task: asyncio.Task[Any] = asyncio.Task(coro, loop=loop, **{**named, "context": context})
    if (seams := context.get(CURRENT)) is not None:
        seams.tasks.add(task)
    return task


def _quiet_about_deaths(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)
