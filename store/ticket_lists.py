"""Which tickets there are: a customer's earlier ones, those of a state, those that are due to be closed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from sqlalchemy import and_, bindparam, func, or_, text
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from bot.domain.ticket import Ticket
from store import tickets
from store.contacts import chunks
from store.tables import RecordRow, TicketRow
from store.unit_of_work import UnitOfWork

_CONTACTS: Final = (
    select(func.count())
    .select_from(TicketRow)
    .where(col(TicketRow.customer_id) == bindparam("customer_id"), col(TicketRow.created_at) > bindparam("since"))
)


def by_ids(uow: UnitOfWork, ids: Iterable[int]) -> dict[int, Ticket]:
    """These tickets by number, some hundred with each statement."""
    found: dict[int, Ticket] = {}
    for some in chunks(ids):
        rows = uow.session.exec(select(TicketRow).where(col(TicketRow.id).in_(some)))
        found |= {row.id: tickets.value(row) for row in rows if row.id is not None}
    return found


def contacts(uow: UnitOfWork, customer_id: int, window: timedelta) -> int:
    """How many tickets the customer has opened within `window` before now, on the desk's clock."""
    found: int = uow.run(_CONTACTS, customer_id=customer_id, since=uow.at - window).scalar_one()
    return found


def same_request(uow: UnitOfWork, ticket: Ticket, keys: tuple[str, ...]) -> int | None:
    """An older open ticket of the same customer and type about one of these record keys, or None."""
    if not keys or ticket.type is None:
        return None
    found: int | None = uow.session.exec(
        select(TicketRow.id)
        .join(RecordRow, col(RecordRow.ticket_id) == col(TicketRow.id))
        .where(
            TicketRow.customer_id == ticket.customer_id,
            TicketRow.type == ticket.type,
            col(TicketRow.id) < ticket.id,
            col(TicketRow.state).in_(tickets.OPEN),
            col(RecordRow.key).in_(keys),
        )
        .order_by(col(TicketRow.id))
        .limit(1)
    ).first()
    return found


def about_same_record(uow: UnitOfWork, ticket: Ticket, window: timedelta) -> list[tuple[int, str, str]]:
    """(ticket, source, key) of the same customer's earlier tickets that share a record of theirs, the newest first.

    Sealed ones are left out, and those that nobody has looked at yet or whose text is gone.
    """
    mine, theirs = aliased(RecordRow), aliased(RecordRow)
    rows = uow.session.exec(
        select(TicketRow.id, theirs.source, theirs.key)
        .join(theirs, col(theirs.ticket_id) == col(TicketRow.id))
        .join(mine, and_(col(mine.source) == col(theirs.source), col(mine.key) == col(theirs.key)))
        .where(
            TicketRow.desk_id == uow.desk_id,
            TicketRow.customer_id == ticket.customer_id,
            col(TicketRow.created_at) > uow.at - window,
            col(TicketRow.id) < ticket.id,
            TicketRow.level != "sensitive",
            TicketRow.faded == 0,
            or_(col(TicketRow.prepared).is_(True), col(TicketRow.assignee_id).is_not(None)),
            col(TicketRow.state).not_in(("merged", "not_a_request")),
            mine.ticket_id == ticket.id,
            mine.state == "own",
            theirs.state == "own",
        )
        .order_by(col(TicketRow.id).desc())
        .limit(20)
    )
    return [(number, source, key) for number, source, key in rows if number is not None]


def listed(uow: UnitOfWork, *, state: str | None, after: int, limit: int) -> list[Ticket]:
    """Tickets with a number above `after`, in order, for the API."""
    wanted = select(TicketRow).where(TicketRow.desk_id == uow.desk_id, col(TicketRow.id) > after)
    if state:
        wanted = wanted.where(TicketRow.state == state)
    return [tickets.value(found) for found in uow.session.exec(wanted.order_by(col(TicketRow.id)).limit(limit))]


def due_to_close(uow: UnitOfWork, limit: int) -> list[int]:
    """Resolved tickets whose time to be closed has come."""
    rows = uow.session.exec(
        select(TicketRow.id)
        .where(
            TicketRow.desk_id == uow.desk_id,
            text("ticket.state = 'resolved'"),  # as a parameter it would not match the partial index
            or_(col(TicketRow.close_after) <= uow.at, col(TicketRow.close_after).is_(None)),
        )
        .order_by(col(TicketRow.id))  # in one order, so that two processes cannot wait for each other
        .limit(limit)
    )
    return [ticket_id for ticket_id in rows if ticket_id is not None]


def newest(uow: UnitOfWork) -> int:
    """The id of the newest ticket; 0 where there is none."""
    found: int | None = uow.execute(select(func.max(TicketRow.id)).where(TicketRow.desk_id == uow.desk_id)).scalar()
    return found or 0


def of_source(uow: UnitOfWork, source: str, after: int) -> int | None:
    """The first ticket of a source whose id is greater."""
    mine = (TicketRow.desk_id == uow.desk_id, TicketRow.source == source, col(TicketRow.id) > after)
    found: int | None = uow.execute(select(TicketRow.id).where(*mine).order_by(col(TicketRow.id)).limit(1)).scalar()
    return found
