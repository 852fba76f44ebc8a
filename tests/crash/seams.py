"""The seams that every effect of Deskhand passes, and a stop at a chosen one of them.

A boundary lies before and after each SQL statement, each COMMIT, each request to Slack or a helpdesk, each request
that comes in and each answer to it. It is named by who crosses it (the use case, the job or the part) and what is
crossed: `sending.begin: COMMIT, after`. The application knows nothing of this: the libraries under it are wrapped, for
as long as `installed` lasts. What runs in a context without `Seams` (the sandbox, the test itself) is left alone.
"""

import asyncio
import contextlib
import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import ContextVar, copy_context
from functools import partial
from typing import Any, Final, NamedTuple
from weakref import WeakSet

import aiohttp
import psycopg
from aiohttp import web, web_protocol
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from bot.domain.outbox import Kind
from store.store import Store

_JOBS: Final = frozenset(kind.value for kind in Kind)
_TABLE: Final = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+(?!SKIP\b)\"?(\w+)", re.IGNORECASE)


class Killed(BaseException):
    """This life of the process is over: nothing of it has any effect any more."""


class Point(NamedTuple):
    """The `time`th crossing of a boundary, counted from 1."""

    name: str
    time: int


class Seams:
    """The boundaries of one life of a process, counted once `armed`.

    At `at` the crossing is handed to `then`, with the way to cut the connection there and the task that crosses.
    """

    def __init__(self, then: "Callable[[Seams, Cut, asyncio.Task[Any] | None], None]") -> None:
        self.armed = False
        self.dead = False
        self.at: Point | None = None
        self.met: list[Point] = []
        self.tasks: WeakSet[asyncio.Task[Any]] = WeakSet()
        self.connections: dict[int, Any] = {}  # to the database, as the driver has them
        self.transactions = 0  # asked for, and not yet back with whoever asked
        self._then = then
        self._times: Counter[str] = Counter()
        self._lock = threading.Lock()

    def arm(self, at: Point | None) -> None:
        """Count from the beginning, up to `at`."""
        with self._lock:
            self.at, self.met, self.armed = at, [], True
            self._times.clear()

    def cross(self, name: str, cut: "Cut", task: asyncio.Task[Any] | None) -> None:
        """One crossing. Raises what the stop there raises; `Killed` whenever this life is over."""
        if self.dead:
            raise Killed
        if not self.armed:
            return
        with self._lock:
            self._times[name] += 1
            point = Point(name, self._times[name])
            self.met.append(point)
            here = point == self.at
            if here:
                self.at = None
        if here:
            self._then(self, cut, task)


#: Cuts the connection of a boundary: raises what its library would raise.
Cut = Callable[[], None]

#: The life that this context belongs to. In a process of its own, where there is one for all, see `everywhere`.
CURRENT: ContextVar[Seams | None] = ContextVar("seams", default=None)
_doing: ContextVar[str] = ContextVar("doing", default="")
_asking: ContextVar["asyncio.Task[Any] | None"] = ContextVar("asking", default=None)
_everywhere: list[Seams] = []


def everywhere(seams: Seams) -> None:
    """Count all that happens in this process as one life."""
    _everywhere[:] = [seams]


def _current() -> Seams | None:
    return _everywhere[0] if _everywhere else CURRENT.get()


def _cross(what: str, cut: Cut) -> None:
    seams = _current()
    if seams is not None:
        seams.cross(f"{_who()}: {what}", cut, _task())


def _task() -> asyncio.Task[Any] | None:
    with contextlib.suppress(RuntimeError):
        return asyncio.current_task()
    return _asking.get()


def _who() -> str:
    if _doing.get():
        return _doing.get()
    task = _task()
    name = task.get_name() if task else ""
    return name if name in _JOBS else "app"


@contextlib.contextmanager
def installed() -> Iterator[None]:
    """Wrap the seams until the context is left."""
    undo: list[Callable[[], None]] = []

    def wrap(owner: Any, name: str, wrapped: Callable[[Any], Any]) -> None:
        before, own = getattr(owner, name), name in vars(owner)
        undo.append(partial(setattr, owner, name, before) if own else partial(delattr, owner, name))
        setattr(owner, name, wrapped(before))

    wrap(Store, "_run", _run)
    wrap(Store, "_transact", _named)
    wrap(Store, "_query", _named)
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        for name in ("do_execute", "do_executemany", "do_execute_no_params"):
            wrap(dialect, name, _statement)
        wrap(dialect, "do_commit", _commit)
    wrap(aiohttp.ClientSession, "_request", _request)
    wrap(web.Application, "_handle", _handle)
    wrap(web_protocol.RequestHandler, "finish_response", _answered)
    wrap(SocketModeClient, "send_message", _acknowledged)
    try:
        yield
    finally:
        for restore in reversed(undo):
            restore()


# -- the database ------------------------------------------------------------------------------------------------


def _run(before: Any) -> Any:
    async def run(store: Store, pool: Any, work: Callable[[], Any]) -> Any:
        context = copy_context()  # a thread of the pool would begin with an empty one
        context.run(_asking.set, asyncio.current_task())
        if (seams := _current()) is None:
            return await before(store, pool, partial(context.run, work))
        seams.transactions += 1
        try:
            return await before(store, pool, partial(context.run, work))
        finally:
            seams.transactions -= 1

    return run


def _named(before: Any) -> Any:
    def run(store: Store, *given: Any, **named: Any) -> Any:
        use_case = next(one for one in given if callable(one))
        doing = _doing.set(f"{use_case.__module__.rpartition('.')[2]}.{use_case.__name__}")
        try:
            return before(store, *given, **named)
        finally:
            _doing.reset(doing)

    return run


def _statement(before: Any) -> Any:
    def execute(dialect: Any, cursor: Any, statement: str, *more: Any, **named: Any) -> Any:
        found, connection, seams = _TABLE.search(statement), getattr(cursor, "connection", None), _current()
        if seams is not None:
            seams.connections[id(connection)] = connection
        what = f"{statement.split(maxsplit=1)[0].upper()} {found[1] if found else ''}".strip()
        cut = partial(_lose, connection)
        _cross(f"{what}, before", cut)
        result = before(dialect, cursor, statement, *more, **named)
        try:
            _cross(f"{what}, after", cut)
        except BaseException:
            cursor.close()  # open, it would keep the transaction of a closed SQLite connection
            raise
        return result

    return execute


def _commit(before: Any) -> Any:
    def commit(dialect: Any, connection: Any) -> None:
        cut = partial(_lose, getattr(connection, "dbapi_connection", connection))
        _cross("COMMIT, before", cut)
        before(dialect, connection)
        _cross("COMMIT, after", cut)

    return commit


def _lose(connection: Any) -> None:
    if isinstance(connection, psycopg.Connection):
        connection.close()
        raise psycopg.OperationalError("cut")
    raise sqlite3.OperationalError("cut")


# -- requests out ------------------------------------------------------------------------------------------------


def _request(before: Any) -> Any:
    async def request(session: aiohttp.ClientSession, method: str, url: Any, **named: Any) -> Any:
        parts = [part for part in str(url).partition("?")[0].split("/")[3:] if not any(map(str.isdigit, part))]
        what = parts[-1] if parts and parts[0] == "api" else "/".join(parts)
        _cross(f"{what}, before", _disconnected)
        answer = await before(session, method, url, **named)
        try:
            _cross(f"{what}, after", _disconnected)
        except BaseException:
            answer.close()
            raise
        return answer

    return request


def _disconnected() -> None:
    raise aiohttp.ServerDisconnectedError


# -- requests in -------------------------------------------------------------------------------------------------


def _handle(before: Any) -> Any:
    async def handle(app: web.Application, request: web.Request) -> Any:
        cut = partial(_hang_up, request)
        _cross(f"{request.path} taken", cut)
        answer = await before(app, request)
        _cross(f"{request.path} to be answered", cut)
        return answer

    return handle


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError("cut")


def _answered(before: Any) -> Any:
    async def finish(handler: Any, request: web.BaseRequest, answer: Any, *more: Any) -> Any:
        result = await before(handler, request, answer, *more)
        _cross(f"{request.path} answered", lambda: None)
        return result

    return finish


def _acknowledged(before: Any) -> Any:
    async def send(client: SocketModeClient, message: str) -> None:
        _cross("socket, before", _disconnected)
        await before(client, message)
        _cross("socket, after", _disconnected)

    return send
