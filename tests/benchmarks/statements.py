"""The statements of one use case, recorded once and run again by the raw driver with fresh parameters.

This is the floor under a use case: what its database work costs with nothing above the driver. SQLAlchemy tells every
statement with its parameters (`before_cursor_execute`, `after_cursor_execute`), and of each the id that it gave is
kept: of the row that an INSERT made, of the first row that a SELECT found. The use case is recorded twice, for two
subjects; comparing both recordings tells what each parameter is made of:

- the same in both: a constant;
- the subject's name or number, or an id that an earlier statement gave, also within a longer text: the new subject's;
- a time: now;
- anything else (hashes, random tokens): what it was in the first recording, which is as long and as costly to store.

The replay reads and writes the same rows of the same tables, with the same locks, and commits.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from store.engine import BUSY_MS, is_sqlite

Parameters = Sequence[Any] | Mapping[str, Any]


@dataclass(slots=True)
class Recorded:
    """A statement, its parameters, and the id that it gave."""

    sql: str
    parameters: Parameters
    gave: int | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """What a use case executed for the subject `name` with the number `number`."""

    name: str
    number: int
    statements: list[Recorded] = field(default_factory=list)


@contextmanager
def recorded(engine: Engine, name: str, number: int) -> Iterator[Recording]:
    """Record what happens on `engine` until the context is left. Nothing else may use it meanwhile."""
    recording = Recording(name, number)

    def before(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        recording.statements.append(Recorded(sql, parameters))

    def after(_connection: Any, cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        if sql.startswith("INSERT"):
            recording.statements[-1].gave = _inserted(cursor)
        elif sql.startswith("SELECT"):  # asked a second time: the first answer belongs to whoever reads the cursor
            again = cursor.connection.cursor().execute(sql, parameters)
            recording.statements[-1].gave = _id_in(again.fetchone())

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield recording
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


def _inserted(cursor: Any) -> int | None:
    """The id that an INSERT gave, without taking its row away from whoever reads the cursor."""
    if isinstance(cursor, sqlite3.Cursor):
        return cursor.lastrowid
    answer = cursor.pgresult
    given = answer.get_value(0, 0) if answer is not None and answer.ntuples else None
    return int(given) if given is not None and given.isdigit() else None


def _id_in(row: Any) -> int | None:
    return row[0] if row and type(row[0]) is int else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a replay is about, and the ids that it has been given so far, by the place of their statement."""

    name: str
    number: int
    gave: dict[int, int]


Make = Callable[[Subject], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A statement whose parameters can be made for any subject."""

    sql: str
    parameters: tuple[Make, ...] | dict[str, Make]

    def given(self, subject: Subject) -> Parameters:
        if isinstance(self.parameters, dict):
            return {name: make(subject) for name, make in self.parameters.items()}
        return tuple(make(subject) for make in self.parameters)


def steps(first: Recording, second: Recording) -> list[Step]:
    """The use case for any subject. Raises ValueError when the two recordings are not of the same shape."""
    if [each.sql for each in first.statements] != [each.sql for each in second.statements]:
        raise ValueError("the two recordings differ in their statements")
    found = []
    for place, (one, other) in enumerate(zip(first.statements, second.statements, strict=True)):
        ids = [_Known(lambda subject: subject.number, first.number, second.number)]
        for earlier in range(place):
            gave = first.statements[earlier].gave, second.statements[earlier].gave
            if None not in gave and gave[0] != gave[1]:
                ids.append(_Known(lambda subject, at=earlier: subject.gave[at], *gave))
        names = [_Known(lambda subject: subject.name, first.name, second.name)]
        found.append(Step(one.sql, _parameters(one.parameters, other.parameters, ids, names)))
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """A value that a subject has, and what it was in the two recordings."""

    of: Callable[..., Any]
    first: Any
    second: Any


def _parameters(
    one: Parameters, other: Parameters, ids: list[_Known], names: list[_Known]
) -> tuple[Make, ...] | dict[str, Make]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {name: _make(given, other[name], ids, names) for name, given in one.items()}
    return tuple(_make(given, again, ids, names) for given, again in zip(one, other, strict=True))


def _make(one: Any, other: Any, ids: list[_Known], names: list[_Known]) -> Make:
    if one == other:
        return lambda _: one
    if isinstance(one, str):
        for known in [*names, *ids]:
            was, became = str(known.first), str(known.second)
            if was in one and one.replace(was, became) == other:
                return partial(_replaced, one, was, known.of)
    if isinstance(one, int):
        for known in reversed(ids):  # the newest id is the likeliest
            if (one, other) == (known.first, known.second):
                return known.of
    return _now if isinstance(one, datetime) else _now_as_text if _is_time(one) else lambda _: one


def _now(_: Subject) -> datetime:
    return datetime.now(UTC)


def _replaced(text: str, was: str, of: Make, subject: Subject) -> str:
    return text.replace(was, str(of(subject)))


#: How SQLAlchemy writes times into SQLite.
_AS_TEXT: Final = "%Y-%m-%d %H:%M:%S.%f"


def _now_as_text(subject: Subject) -> str:
    return _now(subject).strftime(_AS_TEXT)


def _is_time(given: Any) -> bool:
    try:
        return isinstance(given, str) and bool(datetime.strptime(given, _AS_TEXT).replace(tzinfo=UTC))
    except ValueError:
        return False


def spread_ids(url: str) -> None:
    """Let the numbers of each table begin in a range of their own, so that no recorded id can be mistaken for another.

    PostgreSQL only. On SQLite one writer gives all numbers, and tables that count alike go on counting alike.
    """
    if is_sqlite(url):
        return
    with connect(url) as connection:
        sequences = connection.execute("SELECT quote_ident(sequencename) FROM pg_sequences ORDER BY 1").fetchall()
        for place, (name,) in enumerate(sequences, start=1):
            connection.execute("SELECT setval(%s, %s)", (name, place * 10_000_000))


#: SQLAlchemy begins a SQLite transaction by a statement of its own, which is recorded; psycopg begins by itself.
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
)


def connect(url: str) -> Any:
    """A connection of the raw driver, with the same settings as the application's."""
    if not is_sqlite(url):
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain)
    connection = sqlite3.connect(make_url(url).database or "", check_same_thread=False, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def run(connection: Any, use_case: list[Step], subject: Subject) -> None:
    """One transaction. On an error it is rolled back, and the error is raised."""
    try:
        cursor = connection.cursor()
        for place, step in enumerate(use_case):
            cursor.execute(step.sql, step.given(subject))
            gave = _inserted(cursor) if step.sql.startswith("INSERT") else None
            rows = cursor.fetchall() if cursor.description is not None else []
            gave = gave if gave is not None else _id_in(rows[0] if rows else None)
            if gave is not None:
                subject.gave[place] = gave
        cursor.close()
        connection.commit()
    except Exception:
        connection.rollback()
        raise
