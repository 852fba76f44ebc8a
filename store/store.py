"""Runs use cases and queries in transactions, off the event loop."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Engine, false, update
from sqlmodel import Session

from bot.domain.desk import Desk
from bot.domain.errors import DatabaseUnavailable
from bot.telemetry import trace
from store import desks, events, journal, upkeep
from store.engine import is_sqlite, reader, unavailable, writer
from store.overlaid import Overlaid
from store.tables import DeskRow
from store.unit_of_work import UnitOfWork

#: Changes nothing, and is refused where nothing can be changed.
_NO_CHANGE = update(DeskRow).where(false()).values(team_id="")

P = ParamSpec("P")
T = TypeVar("T")

#: Told of each transaction: "read" or "write", the seconds for which it waited for a thread, and those that it took.
Observe = Callable[[str, float, float], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """When a transaction was asked for (monotonic), and by which request."""

    at: float
    trace: str


def real_now() -> datetime:
    """The time of leases, undo and signatures."""
    return datetime.now(UTC)


class Store:
    """The database behind `write` and `read`.

    On SQLite writes run in one thread with a first-in-first-out queue, since a busy time-out alone was seen to starve
    writers past Slack's three seconds; on PostgreSQL in a pool. A transaction runs in a thread and so cannot await
    the network. `secrets` key the journal: the first one signs, all of them verify. `on_work` is called on the event
    loop after a commit that left work in the outbox; `observe`, in the thread, after each transaction.
    """

    def __init__(
        self,
        url: str,
        desk: Desk,
        *,
        secrets: Sequence[bytes],
        clock: Callable[[], datetime] = real_now,
        now: Callable[[], datetime] = real_now,
        on_work: Callable[[], None] = lambda: None,
        observe: Observe = lambda access, queued, seconds: None,
    ) -> None:
        self.url = url
        self.sqlite = is_sqlite(url)
        self.on_work = on_work
        self.observe = observe
        self.desk = desk
        self._keys = journal.keys(secrets)
        self._clock = clock
        self._now = now
        self._writer = writer(url)
        self._reader = reader(url)
        self._writing = ThreadPoolExecutor(1 if self.sqlite else 8, thread_name_prefix="write")
        self._reading = ThreadPoolExecutor(4, thread_name_prefix="read")
        self._ids: tuple[int, int] | None = None  # desk and desk version, known after `open`
        self._overlaid = Overlaid()
        self._locked_out_at = float("-inf")  # when another program last kept the SQLite writer out, monotonic

    async def open(self) -> None:
        """Record the desk file's version. Call once, after the migrations; raises `DatabaseUnavailable`."""
        self._ids = await self._run(self._writing, partial(self._register))

    async def write(self, use_case: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `use_case(uow, …)` and commit. Whatever it raises is raised here, and nothing is stored.

        Raises `DatabaseUnavailable` when the database is away, locked by another program or read-only.
        """
        # The request's id is taken here: the transaction runs in a thread, which knows nothing of what is bound.
        asked = _Asked(monotonic(), trace())
        result, woken = await self._run(self._writing, partial(self._transact, asked, use_case, args, kwargs))
        if woken:
            self.on_work()
        return result

    async def read(self, query: Callable[Concatenate[UnitOfWork, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `query(uow, …)` on a connection that cannot write."""
        return await self._run(self._reading, partial(self._query, monotonic(), query, args, kwargs))

    async def ping(self) -> None:
        """Raises `DatabaseUnavailable` when nothing can be written: away, locked by another program or read-only."""
        await self._run(self._writing, self._could_write)

    def close(self) -> None:
        """Finish what is under way and let go of all connections."""
        self._writing.shutdown()
        self._reading.shutdown()
        self._writer.dispose()
        self._reader.dispose()

    async def _run(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        # A caller that gives up (a listener's time-out) must not make the thread's outcome a surprise: the
        # transaction still commits or rolls back as a whole.
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def _transact(
        self, asked: _Asked, use_case: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> tuple[T, bool]:
        if self.sqlite and asked.at < self._locked_out_at:  # it stood in the queue while the one before it waited
            raise DatabaseUnavailable("database is locked")
        try:
            with (
                self._timed("write", asked.at),
                unavailable(),
                Session(self._writer, expire_on_commit=False) as session,
            ):
                self._look_at_overlay()
                uow = self._unit(session, asked.trace)
                result = use_case(uow, *args, **kwargs)
                upkeep.ask_all(uow)
                events.note_all(uow)
                session.commit()
                if uow.overlaid:
                    self._overlaid.forget()
                return result, uow.woken
        except DatabaseUnavailable:
            self._locked_out_at = monotonic()
            raise

    def _query(
        self, asked_at: float, query: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> T:
        with self._timed("read", asked_at), unavailable(), Session(self._reader, autoflush=False) as session:
            self._look_at_overlay()
            return query(self._unit(session), *args, **kwargs)

    @contextmanager
    def _timed(self, access: Literal["read", "write"], asked_at: float) -> Iterator[None]:
        began = monotonic()
        try:
            yield
        finally:
            self.observe(access, began - asked_at, monotonic() - began)

    def _unit(self, session: Session, trace: str = "") -> UnitOfWork:
        desk_id, desk_version = self._ids or (0, 0)
        return UnitOfWork(
            session=session,
            now=self._now(),
            at=self._clock(),
            written=self.desk,
            desk=self._overlaid.over(self.desk),
            desk_id=desk_id,
            desk_version=desk_version,
            keys=self._keys,
            trace=trace,
        )

    def _look_at_overlay(self) -> None:
        """On a connection of its own, so that a transaction has no statement more for it."""
        if self._ids and self._overlaid.stale:
            with Session(self._reader, autoflush=False) as session:
                self._overlaid.refresh(self._unit(session))

    def _register(self) -> tuple[int, int]:
        with unavailable(), Session(self._writer) as session:
            ids = desks.register(self._unit(session))
            session.commit()
            return ids

    def _could_write(self) -> None:
        with unavailable(), self._writer.connect() as connection:
            connection.execute(_NO_CHANGE)

    @property
    def engine(self) -> Engine:
        """The writing engine, for tests and tools that look at rows directly."""
        return self._writer
