"""What all tables share: constraint names, and timestamps that are always aware UTC."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Constraints are named alike on both databases, so that a migration can name what it changes.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC timestamp. SQLite keeps no zone, so it is put back on reading; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time reached the database")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Read many times for every row that the figures count, so it is one call and no more."""
        return _of_text if dialect.name == "sqlite" else _in_utc


def _of_text(value: str | None) -> datetime | None:
    """What SQLite keeps, `2026-11-23 09:20:00.000000`."""
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


#: What ends a row's personal fields (docs/privacy.md): a time of the desk file's `[retention]`, or nothing, for the
#: ledger of ids, times and decisions that holds no text.
LEDGER = "ledger"
MESSAGES = "messages"
MODEL_TEXT = "model_text"
REVIEWS = "reviews"  # not the desk file's: 90 days, see `bot.domain.retention`
SLACK_TEXT = "slack_text"


class Row(SQLModel):
    """Base of all rows. They never leave `store`."""

    metadata = MetaData(naming_convention=NAMING)
