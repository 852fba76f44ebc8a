"""One transaction, and everything that a use case may ask for while it is open."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import Dialect, Executable, Result, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from bot.domain.desk import Desk
from store.tables import Row, TicketRow

R = TypeVar("R", bound=Row)

#: For reading rows that an UPDATE of the same transaction may have changed behind the session's back.
FRESH: Final = {"populate_existing": True}


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of a ticket's journal that this transaction has written."""

    ticket_id: int
    sequence: int
    actor: str
    action: str
    detail: Mapping[str, Any]


@dataclass(slots=True)
class UnitOfWork:
    """A use case's hold on the database; it commits when the use case returns and rolls back when it raises.

    `now` is real time, for leases, undo and signatures. `at` is the desk's clock, for all that people read: both are
    fixed when the transaction begins, so that everything in it happened at one moment.
    """

    session: Session
    now: datetime
    at: datetime
    written: Desk  # as the files have it
    desk: Desk  # with what people have decided since
    desk_id: int
    desk_version: int
    keys: Mapping[str, bytes] = field(repr=False)  # of the journal, by their ids; the first one signs
    token: Callable[[], str] = lambda: secrets.token_hex(8)
    held: dict[int, TicketRow] = field(default_factory=dict)  # in use: the session itself would let them go
    places: dict[str, str] = field(default_factory=dict)  # Slack ids read so far: a card asks for one several times
    woken: bool = False  # work was enqueued: wake the worker after the commit
    overlaid: bool = False  # something was decided that changes `desk` for everybody
    happened: list["Happened"] = field(default_factory=list)  # what the journal was told, for whoever follows it
    trace: str = ""  # the id of the request behind all this, kept with what it leaves in inbox and outbox

    @property
    def today(self) -> date:
        """The date that the desk writes: texts are valid until the end of a day of its own."""
        return self.desk.file.date_at(self.at)

    @property
    def dialect(self) -> Dialect:
        return self.session.get_bind().dialect

    def add(self, row: R) -> R:
        """Insert `row` now, so that its id is known and a broken constraint shows here."""
        self.session.add(row)
        self.session.flush()
        return row

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Work that is undone alone if it raises, which it does to the caller. What was read before is read again."""
        happened = len(self.happened)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            del self.happened[happened:]
            self.held.clear()
            self.places.clear()
            self.session.expire_all()
            raise

    def execute(self, statement: Executable) -> Result[*tuple[Any, ...]]:
        """Run a statement after writing what is pending in the session."""
        self.session.flush()
        return self.session.connection().execute(statement)

    def run(self, statement: Executable, **parameters: Any) -> Result[*tuple[Any, ...]]:
        """Run a statement that is made once, with these values for its `bindparam`s or columns.

        Making a statement costs about six times as much as running it on SQLite, so those that every click and every
        request need are made once, beside the function that runs them.
        """
        self.session.flush()
        return self.session.connection().execute(statement, parameters)

    def insert(self, table: type[Row]) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that understands ON CONFLICT, for the database at hand."""
        return insert_for(table, self.dialect.name)

    def append(self, table: type[Row], **values: Any) -> int:
        """Insert a row without keeping it: its id. Columns that are not named get their defaults."""
        new: int = self.run(_insert_any(table), **values).scalar_one()
        return new

    def insert_new(self, table: type[Row], values: dict[str, Any], unique: Sequence[str]) -> int | None:
        """Insert unless a row with the same `unique` columns exists: the new id, or None. Never raises for a repeat."""
        new: int | None = self.run(_insert_new(table, self.dialect.name, tuple(unique)), **values).scalar()
        return new


def columns(table: type[Row]) -> Any:
    """A table's columns by name, for statements that read no more of a row than they need."""
    return table.__table__.c  # type: ignore[attr-defined]


def insert_for(table: type[Row], dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that understands ON CONFLICT, for the database of this name."""
    target: Any = table.__table__  # type: ignore[attr-defined]
    return sqlite.insert(target) if dialect == "sqlite" else postgresql.insert(target)


@cache
def _insert_any(table: type[Row]) -> Executable:
    return insert(table.__table__).returning(columns(table).id)  # type: ignore[attr-defined]


@cache
def _insert_new(table: type[Row], dialect: str, unique: tuple[str, ...]) -> Executable:
    return insert_for(table, dialect).on_conflict_do_nothing(index_elements=list(unique)).returning(columns(table).id)
