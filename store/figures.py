"""Figures of days that were rolled up."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, insert
from sqlmodel import col, select

from bot.domain.figures import Amount, Cell, Figure, Rolled
from store.tables import DayFigureRow
from store.unit_of_work import UnitOfWork

_PARTS: Final[list[Any]] = [
    DayFigureRow.day, DayFigureRow.queue, DayFigureRow.cut, DayFigureRow.named, DayFigureRow.figure, DayFigureRow.key,
    DayFigureRow.count, DayFigureRow.wall, DayFigureRow.business, DayFigureRow.spread,
]  # fmt: skip

#: What is counted of the ledger.
_COUNTED: Final = col(DayFigureRow.figure) != Figure.BUSINESS.value


def replace(uow: UnitOfWork, zone: str, day: date, rolled: Rolled) -> None:
    """Let a day have these figures and no others. The caller holds the day."""
    uow.execute(delete(DayFigureRow).where(*_of(uow, zone), col(DayFigureRow.day) == day, _COUNTED))
    if rolled:
        uow.session.connection().execute(
            insert(DayFigureRow), [_columns(uow, zone, day, cell, amount) for cell, amount in rolled.items()]
        )


def _columns(uow: UnitOfWork, zone: str, day: date, cell: Cell, amount: Amount) -> dict[str, Any]:
    spreads = {"wall": amount.spread, "business": amount.business_spread}
    kept = {name: {str(one): count for one, count in sorted(spread.items())} for name, spread in spreads.items()}
    return {
        "desk_id": uow.desk_id,
        "zone": zone,
        "day": day,
        **cell._asdict(),
        "count": amount.count,
        "wall": amount.wall,
        "business": amount.business,
        "spread": kept if amount.spread else {},
    }


def of_day(uow: UnitOfWork, zone: str, day: date) -> Rolled:
    """All that was rolled up of a day."""
    wanted: Any = select(*_PARTS)
    rows = uow.execute(wanted.where(*_of(uow, zone), col(DayFigureRow.day) == day, _COUNTED))
    return {cell: amount for _, cell, amount in map(_value, rows)}


def between(
    uow: UnitOfWork, zone: str, days: Collection[date], queues: Collection[str], cut: str, *, spread: bool = True
) -> Iterator[tuple[date, Cell, Amount]]:
    """What was rolled up of these days and queues (all, where none is named) under one cut, and what is of no queue.
    Without `spread` amounts have none: reading them is most of the work."""
    wanted: Any = select(*(_PARTS if spread else _PARTS[:-1]))
    wanted = wanted.where(*_of(uow, zone), col(DayFigureRow.day).in_(sorted(days)), col(DayFigureRow.cut) == cut)
    if queues:
        wanted = wanted.where(col(DayFigureRow.queue).in_(["", *sorted(queues)]))
    return map(_value if spread else _sums, uow.execute(wanted))


def _of(uow: UnitOfWork, zone: str) -> tuple[Any, ...]:
    return col(DayFigureRow.desk_id) == uow.desk_id, col(DayFigureRow.zone) == zone


def _value(row: Any) -> tuple[date, Cell, Amount]:
    day, cell, amount = _sums(row)
    amount.spread, amount.business_spread = (_spread(row.spread.get(name)) for name in ("wall", "business"))
    return day, cell, amount


def _sums(row: Any) -> tuple[date, Cell, Amount]:
    cell = Cell(row.queue, row.cut, row.named, row.figure, row.key)
    return row.day, cell, Amount(row.count, row.wall, row.business)


def _spread(kept: dict[str, int] | None) -> dict[int, int]:
    return {int(one): count for one, count in kept.items()} if kept else {}
