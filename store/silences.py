"""When sources were heard, and the silences that were noticed. Real time."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Row, func, or_, text, update
from sqlmodel import col, select

from bot.domain.silence import Silence
from store.tables import InboxRow, SilenceRow
from store.unit_of_work import UnitOfWork, columns, insert_for


def first_heard(uow: UnitOfWork, source: str) -> datetime | None:
    return _one(uow, func.min(InboxRow.received_at), source)


def last_heard(uow: UnitOfWork, source: str) -> datetime | None:
    return _one(uow, func.max(InboxRow.received_at), source)


def heard_after(uow: UnitOfWork, source: str, moment: datetime) -> datetime | None:
    """The first that came after a moment."""
    return _one(uow, func.min(InboxRow.received_at), source, col(InboxRow.received_at) > moment)


def heard_between(uow: UnitOfWork, source: str, start: datetime, end: datetime) -> list[datetime]:
    """When something came, both ends included."""
    rows = select(InboxRow.received_at).where(
        *_of(uow, source), col(InboxRow.received_at) >= start, col(InboxRow.received_at) <= end
    )
    return list(uow.execute(rows).scalars())


def begin(uow: UnitOfWork, source: str, last_heard_at: datetime | None, usual: int) -> bool:
    """Note that a source has fallen silent. False when that is noted already, also by another process just now."""
    new = uow.run(
        _begin(uow.dialect.name),
        desk_id=uow.desk_id,
        source=source,
        last_heard_at=last_heard_at,
        usual=usual,
        noticed_at=uow.now,
    )
    return new.first() is not None


@cache
def _begin(dialect: str) -> Executable:
    insert = insert_for(SilenceRow, dialect)
    return insert.on_conflict_do_nothing(
        index_elements=["desk_id", "source"],
        index_where=text("ended_at IS NULL"),
    ).returning(columns(SilenceRow).id)


def end(uow: UnitOfWork, silence_id: int, at: datetime) -> None:
    """It was heard again. Safe to call twice: the first end counts."""
    mine = update(SilenceRow).where(col(SilenceRow.id) == silence_id, col(SilenceRow.ended_at).is_(None))
    uow.execute(mine.values(ended_at=at))


def open_now(uow: UnitOfWork) -> list[Silence]:
    """The silences that last."""
    mine = select(*columns(SilenceRow)).where(col(SilenceRow.desk_id) == uow.desk_id)
    return [_value(row) for row in uow.execute(mine.where(text("ended_at IS NULL")).order_by(col(SilenceRow.source)))]


def between(uow: UnitOfWork, start: datetime, end: datetime) -> list[Silence]:
    """The silences that touch the time from `start` to `end`, oldest first."""
    mine = select(*columns(SilenceRow)).where(
        col(SilenceRow.desk_id) == uow.desk_id,
        func.coalesce(SilenceRow.last_heard_at, SilenceRow.noticed_at) < end,
        or_(col(SilenceRow.ended_at).is_(None), col(SilenceRow.ended_at) > start),
    )
    return [_value(row) for row in uow.execute(mine.order_by(col(SilenceRow.id)))]


def _of(uow: UnitOfWork, source: str) -> tuple[Any, ...]:
    return col(InboxRow.desk_id) == uow.desk_id, col(InboxRow.source) == source


def _one(uow: UnitOfWork, wanted: Any, source: str, *more: Any) -> datetime | None:
    found: datetime | None = uow.execute(select(wanted).where(*_of(uow, source), *more)).scalar()
    return found


def _value(row: Row[Any]) -> Silence:
    return Silence(
        id=row.id,
        source=row.source,
        last_heard_at=row.last_heard_at,
        usual=row.usual,
        noticed_at=row.noticed_at,
        ended_at=row.ended_at,
    )
