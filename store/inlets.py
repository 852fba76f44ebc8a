"""How far each source that is asked has been read. Real time."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, update
from sqlmodel import col, select

from bot.domain.inlet import InletState
from store.tables import InletRow
from store.unit_of_work import UnitOfWork


def mark(uow: UnitOfWork, source: str) -> str:
    """Where to go on; "" for a source that has never been read."""
    found = uow.execute(select(InletRow.mark).where(_of(uow, source))).scalar()
    return found or ""


def move(uow: UnitOfWork, source: str, before: str, after: str) -> bool:
    """Go on from `after`, where `before` is still the mark. False: somebody else has moved it meanwhile."""
    values = {"desk_id": uow.desk_id, "source": source, "mark": "", "failures": 0, "fault": "", "created_at": uow.now}
    uow.insert_new(InletRow, values, ("desk_id", "source"))
    moved = uow.execute(update(InletRow).where(_of(uow, source), col(InletRow.mark) == before).values(mark=after))
    return bool(getattr(moved, "rowcount", 0))


def answered(uow: UnitOfWork, source: str) -> None:
    """It answered just now, so it is not away."""
    values = {"asked_at": uow.now, "away_since": None, "failures": 0, "fault": ""}
    uow.execute(update(InletRow).where(_of(uow, source)).values(**values))


def away(uow: UnitOfWork, source: str, fault: str) -> int:
    """It did not answer: how many times in a row."""
    values = {"desk_id": uow.desk_id, "source": source, "mark": "", "failures": 0, "fault": "", "created_at": uow.now}
    uow.insert_new(InletRow, values, ("desk_id", "source"))
    counted = {
        "failures": col(InletRow.failures) + 1,
        "fault": fault[:300],
        "away_since": func.coalesce(col(InletRow.away_since), uow.now),
    }
    uow.execute(update(InletRow).where(_of(uow, source)).values(**counted))
    return int(uow.execute(select(InletRow.failures).where(_of(uow, source))).scalar_one())


def all_of(uow: UnitOfWork) -> tuple[InletState, ...]:
    """Every source that was ever asked, by name."""
    rows = uow.session.exec(select(InletRow).where(InletRow.desk_id == uow.desk_id).order_by(col(InletRow.source)))
    return tuple(_value(row) for row in rows)


def _of(uow: UnitOfWork, source: str) -> ColumnElement[bool]:
    return and_(col(InletRow.desk_id) == uow.desk_id, col(InletRow.source) == source)


def _value(row: InletRow | Row[Any]) -> InletState:
    return InletState(
        source=row.source,
        asked_at=row.asked_at,
        away_since=row.away_since,
        failures=row.failures,
        fault=row.fault,
    )
