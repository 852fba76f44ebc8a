"""The stretches of the ledger that touch a day.

An index knows by queue when stretches ended. So they are read from now backwards: what is open, and what has ended
since the day began. That costs as much as has happened since, which is little for the days that are rolled up again.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, text
from sqlmodel import col, select

from bot.domain.rolled import Standing
from bot.domain.story import Traits
from store import contacts, spans, stories
from store.tables import PersonRow, SpanRow, TicketRow
from store.unit_of_work import UnitOfWork

_WANTED: Final[list[Any]] = [
    *contacts.SPAN, TicketRow.created_at, TicketRow.priority, TicketRow.type, TicketRow.via, TicketRow.source,
    PersonRow.segment,
]  # fmt: skip
#: As a literal: as a parameter the partial index would not be used.
_OPEN: Final = text("span.to_at IS NULL")


def of_day(uow: UnitOfWork, start: datetime, end: datetime) -> Iterator[Standing]:
    """Every stretch of which a part lies between `start` and `end`, or that stands at `end`; none of what is resolved,
    which waits for nobody."""
    rows = list(uow.execute(_select(uow).where(_OPEN, col(SpanRow.from_at) < end)).all())
    for queue in queues(uow):
        ended = col(SpanRow.queue) == queue, col(SpanRow.to_at) >= start, col(SpanRow.from_at) < end
        rows += uow.execute(_select(uow).where(*ended)).all()
    rows.sort(key=lambda row: (row.from_at, row.ticket_id))
    yield from _values(uow, rows)


def queues(uow: UnitOfWork) -> list[str]:
    """Every queue that the ledger knows, also those that the newest desk file no longer has: one look each."""
    found: list[str] = []
    while True:
        beyond = select(col(SpanRow.queue)).order_by(col(SpanRow.queue)).limit(1)
        name = uow.execute(beyond.where(col(SpanRow.queue) > found[-1]) if found else beyond).scalar()
        if name is None:
            return found
        found.append(name)


def _select(uow: UnitOfWork) -> Any:
    wanted: Any = select(*_WANTED)
    return (
        wanted.join(TicketRow, col(TicketRow.id) == col(SpanRow.ticket_id))
        .join(PersonRow, col(PersonRow.id) == col(TicketRow.customer_id))
        .where(spans.of_desk(uow.desk_id), col(SpanRow.holder) != "nobody")
    )


def _values(uow: UnitOfWork, rows: list[Row[Any]]) -> Iterator[Standing]:
    causes = stories.causes_of(uow, sorted({row.ticket_id for row in rows}))
    known: dict[int, Traits] = {}
    for row in rows:
        ticket_id = row[0]
        if ticket_id not in known:
            known[ticket_id] = stories.traits(row, causes.get(ticket_id, ()))
        yield Standing(ticket_id, row.created_at, row.priority, known[ticket_id], contacts.span(row))
