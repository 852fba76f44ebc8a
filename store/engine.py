"""Engines for the two databases. One place that knows how they differ."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from bot.domain.errors import DatabaseUnavailable, DeskhandError

#: How long a SQLite connection waits for another process's lock before it gives up, in milliseconds. Within one
#: process the writer's queue does the waiting, so this only meets a second program (a backup, a shell).
BUSY_MS = 2000
#: The same on PostgreSQL, for one row or table, and how long one statement may take; in milliseconds. A person at the
#: other end has given up by then, and a hand of the pool must not be kept by somebody else's lock.
LOCK_MS, STATEMENT_MS = 2000, 15_000


class UnknownDatabase(DeskhandError, ValueError):
    """`DATABASE_URL` cannot be used; the sentence says nothing of what it holds."""


def normalise(url: str) -> str:
    """`url` with the driver that Deskhand uses: psycopg for PostgreSQL, the standard library's for SQLite.

    `postgres://`, `postgresql+asyncpg://` and `sqlite+aiosqlite://` are understood, since hosts and other tools
    write them so. Raises `UnknownDatabase` for another database and for what is no address.
    """
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    except (ArgumentError, ValueError):
        raise UnknownDatabase("DATABASE_URL is no address of a database, such as sqlite:///data/desk.db") from None
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if backend == "sqlite":
        return parsed.set(drivername="sqlite").render_as_string(hide_password=False)
    raise UnknownDatabase(f"DATABASE_URL names {backend}; Deskhand works with SQLite and PostgreSQL")


def libpq(url: str) -> str:
    """`url` as psycopg itself takes it, without SQLAlchemy's name for the driver."""
    return make_url(normalise(url)).set(drivername="postgresql").render_as_string(hide_password=False)


def is_sqlite(url: str) -> bool:
    return normalise(url).startswith("sqlite")


def writer(url: str) -> Engine:
    """The engine for use cases. On SQLite every transaction is BEGIN IMMEDIATE: a deferred one that reads first and
    writes later fails at once when another has written in between, whatever the busy time-out says.
    """
    return _sqlite(url, begin="BEGIN IMMEDIATE", query_only=False) if is_sqlite(url) else _postgres(url)


def reader(url: str) -> Engine:
    """The engine for queries: its connections cannot write, so a query that tries is an error and not a race."""
    if not is_sqlite(url):
        engine = _postgres(url)

        @event.listens_for(engine, "begin")
        def read_only(connection: Connection) -> None:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

        return engine
    return _sqlite(url, begin="BEGIN", query_only=True)


#: A server that has gone without a word is given up after some twenty seconds (postgresql.org, "Parameter Key Words").
KEEPALIVE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}

#: How many statements a connection keeps prepared. psycopg keeps a hundred, and a ticket's way to its card alone takes
#: nearly as many: each would be thrown out before it is needed again (psycopg.org, "Prepared statements").
PREPARED = 500

_READ_ONLY = "25006"  # read_only_sql_transaction (postgresql.org, "PostgreSQL Error Codes")

# READ COMMITTED: the claims are single statements whose row count decides, and locks are taken by row.
_POSTGRES: dict[str, Any] = {
    "isolation_level": "READ COMMITTED",
    "connect_args": KEEPALIVE,
    "hide_parameters": True,  # an error must not carry a customer's words into a log
    "pool_size": 8,
    "max_overflow": 4,
    "pool_pre_ping": True,
}


def _postgres(url: str) -> Engine:
    engine = create_engine(normalise(url), **_POSTGRES)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {LOCK_MS}")
        connection.execute(f"SET statement_timeout = {STATEMENT_MS}")
        connection.autocommit = False
        connection.prepared_max = PREPARED

    return engine


def _sqlite(url: str, *, begin: str, query_only: bool) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:" and not database.startswith("file:"):
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(normalise(url), hide_parameters=True, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        if query_only:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")  # a 2xx to a helpdesk means: on disk
            cursor.execute("PRAGMA secure_delete=ON")  # removed text is overwritten, also where pages become free
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextlib.contextmanager
def unavailable() -> Iterator[None]:
    """Turns a lost, locked, overrun or read-only database into `DatabaseUnavailable`; other errors pass."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable(str(error.orig)) from error
    except DBAPIError as error:
        # PostgreSQL tells of a standby and of default_transaction_read_only by a class that psycopg calls internal.
        if error.connection_invalidated or getattr(error.orig, "sqlstate", "") == _READ_ONLY:
            raise DatabaseUnavailable(str(error.orig)) from error
        raise
