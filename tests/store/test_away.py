"""A database that is locked or read-only is told for what it is, soon, and is used again when it is back."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.domain.errors import DatabaseUnavailable
from store import engine, notices
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow.desks import DESK


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def held(url: str) -> Callable[[], None]:
    """Another program holds the table that we write; called, it lets go."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(make_url(url).database or "", isolation_level=None)
        file.execute("BEGIN EXCLUSIVE")
        return file.close
    server = psycopg.connect(plain(url))
    server.execute("LOCK TABLE notice IN ACCESS EXCLUSIVE MODE")
    return server.close


def told(uow: UnitOfWork) -> int:
    return notices.add(uow, "assigned", "@marta", None, {})


@pytest.fixture
async def store(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    monkeypatch.setattr(engine, "BUSY_MS", 3000)
    monkeypatch.setattr(engine, "LOCK_MS", 3000)
    opened = Store(database, DESK, secrets=[b"a key for tests"])
    await opened.open()
    yield opened
    opened.close()


async def test_everybody_who_waits_for_a_locked_database_is_told_at_once(database: str, store: Store) -> None:
    """One after the other would each have waited for as long, and a helpdesk would get no answer at all."""
    let_go = held(database)
    since = time.monotonic()
    answers = await asyncio.gather(*(store.write(told) for _ in range(10)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseUnavailable] * 10
    assert time.monotonic() - since < 20
    let_go()
    assert await store.write(told) > 0


async def test_a_read_only_postgresql_is_away_for_writing_and_not_ready(tmp_path: Path) -> None:
    with databases.fresh("postgres", tmp_path) as url:
        store = Store(url, DESK, secrets=[b"a key for tests"])
        await store.open()
        await store.ping()
        name = make_url(url).database
        with closing(psycopg.connect(plain(url), autocommit=True)) as server:
            server.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        for use in (store.write(told), store.ping()):
            with pytest.raises(DatabaseUnavailable, match=r"read-?only"):
                await use
        store.close()


async def test_a_read_only_sqlite_file_is_not_ready(sqlite_database: str) -> None:
    store = Store(sqlite_database, DESK, secrets=[b"a key for tests"])
    await store.open()
    await store.ping()
    file = Path(make_url(sqlite_database).database or "")
    store.close()
    reopened = Store(f"sqlite:///file:{file.as_posix()}?mode=ro&uri=true", DESK, secrets=[b"a key for tests"])
    with pytest.raises(DatabaseUnavailable, match=r"read-?only"):
        await reopened.ping()
    reopened.close()
