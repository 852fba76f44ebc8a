"""What all tables share: constraint names, and timestamps that are always aware UTC."""

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

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


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
