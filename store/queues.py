"""What waits in a queue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import col, select

from bot.domain.retention import Faded
from bot.domain.ticket import Ticket
from store import spans, tickets
from store.tables import SpanRow, TicketRow
from store.unit_of_work import UnitOfWork

_SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    ticket: Ticket
    waiting_since: datetime


def asleep(uow: UnitOfWork, queue: str, limit: int) -> list[Line]:
    """What sleeps in a queue, the first to wake first."""
    since = spans.since(SpanRow)
    wanted = (
        select(TicketRow, since)
        .join(SpanRow, and_(col(SpanRow.ticket_id) == col(TicketRow.id), col(SpanRow.to_at).is_(None)))
        .where(*_where(uow, queue, "asleep", 0))
        .order_by(col(TicketRow.snoozed_until), col(TicketRow.id))
        .limit(limit)
    )
    return [Line(tickets.value(row), since) for row, since in uow.session.exec(wanted)]


def lines(uow: UnitOfWork, queue: str | None, chosen: str, person_id: int, *, offset: int, limit: int) -> list[Line]:
    """One page of what waits, the longest waiting first. `chosen` is one of `FILTERS`, or empty: all that is awake."""
    since = spans.since(SpanRow)
    wanted = (
        select(TicketRow, since)
        .join(SpanRow, and_(col(SpanRow.ticket_id) == col(TicketRow.id), col(SpanRow.to_at).is_(None)))
        .where(*_where(uow, queue, chosen, person_id))
        .order_by(since, col(TicketRow.id))
        .offset(offset)
        .limit(limit)
    )
    return [Line(tickets.value(row), since) for row, since in uow.session.exec(wanted)]


def count(uow: UnitOfWork, queue: str | None, chosen: str, person_id: int) -> int:
    wanted = select(func.count()).select_from(TicketRow).where(*_where(uow, queue, chosen, person_id))
    return uow.session.exec(wanted).one()


def counts(uow: UnitOfWork, queue: str | None) -> dict[str, int]:
    """The whole queue in figures, in one pass over its open tickets."""
    names = {
        "open": col(TicketRow.state) != "snoozed",
        "unassigned": col(TicketRow.assignee_id).is_(None),
        "overdue": _overdue(uow),
        "waiting_customer": col(TicketRow.state) == "waiting_customer",
        "waiting_department": col(TicketRow.state).in_(("waiting_department", "waiting_supplier")),
        "waiting_approval": col(TicketRow.state) == "waiting_approval",
        "asleep": col(TicketRow.state) == "snoozed",
        "sensitive": col(TicketRow.level) == "sensitive",
    }
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in names.values()]
    row = uow.execute(select(*sums).where(*_open(uow, queue))).one()
    return dict(zip(names, map(int, row), strict=True))


def _overdue(uow: UnitOfWork) -> ColumnElement[bool]:
    return col(TicketRow.due_at) <= uow.at


def _open(uow: UnitOfWork, queue: str | None) -> list[ColumnElement[bool]]:
    of_queue = [col(TicketRow.queue) == queue] if queue else []
    return [col(TicketRow.desk_id) == uow.desk_id, col(TicketRow.state).in_(tickets.OPEN), *of_queue]


def _where(uow: UnitOfWork, queue: str | None, chosen: str, person_id: int) -> list[ColumnElement[bool]]:
    base = _open(uow, queue)
    match chosen:
        case "":
            base.append(col(TicketRow.state) != "snoozed")
        case "mine":
            base.append(col(TicketRow.assignee_id) == person_id)
        case "unassigned":
            base.append(col(TicketRow.assignee_id).is_(None))
        case "due soon":
            soon = uow.at + _SOON
            base.append(col(TicketRow.due_at).between(uow.at, soon))
        case "overdue":
            base.append(_overdue(uow))
        case "waiting":
            base.append(col(TicketRow.state).like("waiting%"))
        case "asleep":
            base.append(col(TicketRow.state) == "snoozed")
        case "sensitive":
            base.append(col(TicketRow.level) == "sensitive")
    return base


def find(uow: UnitOfWork, words: str, places: Collection[str], limit: int) -> list[Ticket]:
    """Tickets of the queues `places` that are not sealed and whose subject has all `words`, the newest first."""
    wanted = select(TicketRow).where(
        TicketRow.desk_id == uow.desk_id, TicketRow.level != "sensitive", col(TicketRow.queue).in_(sorted(places))
    )
    for word in words.split()[:8]:
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        wanted = wanted.where(col(TicketRow.subject).ilike(pattern, escape="\\"))
    return [tickets.value(row) for row in uow.session.exec(wanted.order_by(col(TicketRow.id).desc()).limit(limit))]


def came_in(uow: UnitOfWork, moment: datetime, after: int, limit: int) -> list[int]:
    """The numbers above `after` of tickets that came in at `moment` or later and still have their text, in order."""
    kept = col(TicketRow.faded).bitwise_and(int(Faded.MESSAGES)) == 0
    wanted = select(col(TicketRow.id)).where(
        TicketRow.desk_id == uow.desk_id, col(TicketRow.id) > after, col(TicketRow.created_at) >= moment, kept
    )
    return list(uow.execute(wanted.order_by(col(TicketRow.id)).limit(limit)).scalars())
