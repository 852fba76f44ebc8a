"""Brings a database to the schema that this Deskhand works with, and says how far it is."""

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import col

from bot.domain.errors import DatabaseUnavailable, DeskhandError
from store.engine import is_sqlite, normalise
from store.tables import DeskRow, Row

SCRIPTS = Path(__file__).with_name("migrations")
#: The folders that revisions are read from.
VERSIONS = (SCRIPTS / "versions",)

#: How long, in seconds, `upgrade` waits for another program that holds the database.
WAIT = 10.0
# A change of a table that waits behind a long query makes every later query wait behind it; better to give up.
LOCK_TIMEOUT_MS = 5000
# "desk" in ASCII: the advisory lock under which one process migrates.
LOCK_KEY = 0x6465736B


_ID = re.compile(r"(?P<number>\d{4})(?:_needs_(?P<needs>\d{4}))?")


class SchemaDiffers(DeskhandError):
    """The tables of a database are not those that the code expects. `differences` has one line for each."""

    def __init__(self, differences: list[str]) -> None:
        super().__init__("the database differs from the tables in the code: " + "; ".join(differences))
        self.differences = differences


class NewerSchema(DeskhandError):
    """The database was written by a newer Deskhand. The way back is its backup: schemas only go forward."""


class OneWay(DeskhandError):
    """Somebody asked for a downgrade. Schemas only go forward, since a step back would drop what people wrote."""

    def __init__(self) -> None:
        super().__init__("schemas only go forward: restore the backup that was made before the upgrade")


def upgrade(url: str, *, wait: float = WAIT) -> list[str]:
    """Bring the database at `url` to the newest schema and make the one `desk` row if there is none.

    Returns the revisions that were applied, oldest first; none when the schema was the newest already. Safe to call
    twice and from several processes at once: the later ones wait up to `wait` seconds and find nothing to do. A SQLite
    file that does not exist is made, its folder with mode 0700. On SQLite all or nothing is applied, on PostgreSQL
    each revision by itself. Raises `DatabaseUnavailable` with the cause and the remedy when the database is away, held
    by another program or read-only, and `NewerSchema` when it is ahead of this code.
    """
    if is_sqlite(url):
        _make_folder(url)
    with locked(url, wait) as connection:
        steps = _steps(MigrationContext.configure(connection).get_current_revision())
        _commit_unless_one_transaction(connection)
        if steps:
            command.upgrade(configuration(connection), "head")
        if connection.scalar(select(col(DeskRow.id)).limit(1)) is None:
            connection.execute(insert(DeskRow).values(team_id="", created_at=func.now()))
        return steps


def head() -> str:
    """The newest revision that this code knows."""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    assert newest is not None  # noqa: S101 - the first revision is part of the code
    return newest


def current(url: str) -> str | None:
    """The revision that the database stands at, None when it is empty or does not exist. Changes nothing.

    Raises `DatabaseUnavailable`.
    """
    if _is_missing(url):
        return None
    with _explained(url), _engine(url, WAIT, begin="BEGIN") as engine, engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def pending(url: str) -> bool:
    """Whether the database has to be migrated before this code can use it. Raises `DatabaseUnavailable`.

    One that is ahead of this code is ready: a release migrates while older processes still run, and revisions add. One
    that takes something away says in its id which code it still serves.
    """
    found = current(url)
    return found != head() and not serves(found or "", head())


def serves(revision: str, code: str) -> bool:
    """Whether a database at `revision` serves code whose newest revision is the older `code`.

    `0009` serves all older code, `0010_needs_0008` only such as knows 0008, and so does every later revision, which
    carries the same ending on.
    """
    told, known = _ID.fullmatch(revision), _ID.fullmatch(code)
    if told is None or known is None:
        return False
    return told["number"] > known["number"] >= (told["needs"] or "")


def check(url: str) -> None:
    """Raise `SchemaDiffers` unless the database has exactly the tables, columns, types, keys and indexes of the code.

    Alembic does the comparison. It does not look into CHECKs and the WHERE of indexes; the tests compare those.
    """
    if current(url) is None:
        raise SchemaDiffers(["it has no schema yet"])
    with _explained(url), _engine(url, WAIT, begin="BEGIN") as engine, engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Row.metadata)
    if found:
        raise SchemaDiffers([_line(difference) for difference in found])


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, without an ini file; `env.py` works on `connection`."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", _literal(SCRIPTS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_literal, VERSIONS)))
    return config


@contextlib.contextmanager
def locked(url: str, wait: float = WAIT) -> Iterator[Connection]:
    """A connection for migrations that nobody else has at the same time; committed at the end.

    On SQLite everything is one transaction with foreign keys off, since rebuilding a parent table would otherwise
    delete or orphan its children; they are checked before the commit. On PostgreSQL the lock belongs to the session,
    so that every revision can have a transaction of its own.
    """
    with _explained(url), _engine(url, wait, begin="BEGIN IMMEDIATE") as engine, engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            numbers = _numbers(connection)
            yield connection
            _keep_numbers(connection, numbers)
            _check_foreign_keys(connection)
        else:
            _wait_for_lock(connection, wait)
            _set_lock_timeout(connection, LOCK_TIMEOUT_MS)
            connection.commit()
            yield connection
        connection.commit()


def _steps(revision: str | None) -> list[str]:
    """The revisions that follow `revision`, oldest first."""
    scripts = ScriptDirectory.from_config(configuration())
    known = [script.revision for script in scripts.walk_revisions()]
    if revision is not None and revision not in known:
        raise NewerSchema(
            f"the database is at schema {revision}, and this Deskhand knows schemas up to {known[0]}: "
            "run the newer Deskhand again, or restore the backup that was made before it"
        )
    return known[: known.index(revision) if revision else None][::-1]


def _commit_unless_one_transaction(connection: Connection) -> None:
    # A transaction that is open when Alembic is configured becomes the one transaction of all revisions.
    if connection.dialect.name != "sqlite":
        connection.commit()


@contextlib.contextmanager
def _engine(url: str, wait: float, *, begin: str) -> Iterator[Engine]:
    """An engine without a pool: what it locked is free again when its connection is closed."""
    if not is_sqlite(url):
        yield create_engine(normalise(url), poolclass=NullPool, connect_args={"connect_timeout": 5})
        return
    engine = create_engine(normalise(url), poolclass=NullPool, connect_args={"timeout": wait})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    yield engine


def _wait_for_lock(connection: Connection, wait: float) -> None:
    """Asked for again and again: a statement that waits would hold up the index that the other process is building."""
    until = time.monotonic() + wait
    while not connection.scalar(select(func.pg_try_advisory_lock(LOCK_KEY))):
        connection.rollback()
        if time.monotonic() > until:
            raise DatabaseUnavailable(f"a migration is under way; {REMEDIES['locked']}")
        time.sleep(0.1)


def _set_lock_timeout(connection: Connection, milliseconds: int) -> None:
    connection.execute(select(func.set_config("lock_timeout", str(milliseconds), False)))


def _numbers(connection: Connection) -> dict[str, int]:
    """The highest id that each table with AUTOINCREMENT has given out."""
    if connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")) is None:
        return {}
    rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    return {row.name: row.seq for row in rows}


def _keep_numbers(connection: Connection, before: dict[str, int]) -> None:
    """Rebuilding a table forgets which ids were given out; without this a ticket's number could come back."""
    after = _numbers(connection)
    for name in before.keys() & after.keys():
        if after[name] < before[name]:
            values = {"name": name, "seq": before[name]}
            connection.execute(text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"), values)


def _check_foreign_keys(connection: Connection) -> None:
    broken = [tuple(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    if broken:
        lines = [f"row {rowid} of {table} points at a missing row of {parent}" for table, rowid, parent, _ in broken]
        raise SchemaDiffers(lines)


def _file(url: str) -> Path | None:
    """The file of a SQLite URL; None for a database in memory, a `file:` address, or PostgreSQL."""
    name = make_url(normalise(url)).database
    if not is_sqlite(url) or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def _make_folder(url: str) -> None:
    if file := _file(url):
        with _explained(url):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _is_missing(url: str) -> bool:
    file = _file(url)
    return file is not None and not file.exists()


def _literal(path: Path) -> str:
    return str(path).replace("%", "%%")


def _line(difference: Any) -> str:
    """One of Alembic's differences as one line: a tuple, or for a changed column a list of tuples."""
    parts = difference[0] if isinstance(difference, list) else difference
    return " ".join(str(part) for part in parts if part is not None)


# What the databases say, and what the person at the keyboard can do about it.
REMEDIES = {
    "readonly": "let the account that runs Deskhand write the file and its folder",
    "read-only": "connect to the server that takes writes",
    "permission denied": "let the account of DATABASE_URL write there",
    "unable to open": "check that the folder exists and that Deskhand may write to it",
    "not a directory": "choose a file in a folder",
    "not a database": "choose another file; this one is something else",
    "disk": "free some space on the disk, or repair it",
    "locked": "another program holds it: let it finish or stop it, then try again",
    "lock timeout": "another program holds it: let it finish or stop it, then try again",
}


@contextlib.contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turns what keeps us from using the database into one `DatabaseUnavailable` with cause and remedy."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        cause = str(error.orig if isinstance(error, DBAPIError) else error).strip()
        remedy = next((remedy for words, remedy in REMEDIES.items() if words in cause.lower()), None)
        # With SQLite there is no server to be away: an operational error without a remedy is a fault in a revision.
        away = (OSError,) if is_sqlite(url) else (OSError, OperationalError, InterfaceError)
        if remedy is None and not isinstance(error, away):
            raise
        place = make_url(normalise(url)).render_as_string()
        advice = remedy or "check DATABASE_URL and that the database is running"
        raise DatabaseUnavailable(f"{place}: {cause}; {advice}") from error
