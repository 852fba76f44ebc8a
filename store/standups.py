"""What waits in a queue right now, and for what, for the morning."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, case, exists, func, text
from sqlmodel import select

from bot.domain.standup import Waiting
from store.queues import MOST
from store.tables import HandoffTicketRow, SpanRow, TicketRow
from store.unit_of_work import UnitOfWork, columns

#: As many numbers as are named.
_NAMED: Final = 5


def waiting(uow: UnitOfWork, queue: str) -> tuple[Waiting, int]:
    """What waits for us, each ticket once, and how much of it is with nobody. Looks at no more than `MOST` of each
    state, however long the queue is."""
    ticket, part = columns(TicketRow), columns(HandoffTicketRow)
    untold = exists().where(
        part.ticket_id == ticket.id, part.answered_at.is_not(None), part.told_at.is_(None)
    )  # fmt: skip
    found: dict[str, int] = {}
    nobody = 0
    for state in ("new", "open", "waiting_approval"):
        of_state = (
            select(
                case(
                    (ticket.state == "waiting_approval", "approval"),
                    (untold, "telling"),
                    (ticket.first_response_at.is_(None), "first"),
                    else_="following",
                ).label("what"),
                case((ticket.assignee_id.is_(None), 1), else_=0).label("unheld"),
            )
            .where(ticket.desk_id == uow.desk_id, ticket.queue == queue, text(f"ticket.state = '{state}'"))
            .limit(MOST)
            .subquery()
        )
        counted = select(of_state.c.what, func.count(), func.sum(of_state.c.unheld)).group_by(of_state.c.what)
        for what, count, unheld in uow.execute(counted):
            found[what] = found.get(what, 0) + int(count)
            nobody += int(unheld)
    return Waiting(**found), nobody


def asleep_since(uow: UnitOfWork, queue: str, before: datetime) -> tuple[int, tuple[int, ...]]:
    """How many tickets of a queue have slept since before then, and the numbers of those that have slept longest."""
    ticket, span = columns(TicketRow), columns(SpanRow)
    wanted: Any = and_(
        ticket.desk_id == uow.desk_id, ticket.queue == queue, text("ticket.state = 'snoozed'"),
        span.ticket_id == ticket.id, text("span.to_at IS NULL"), span.from_at < before,
    )  # fmt: skip
    ids = [*uow.execute(select(ticket.id).where(wanted).order_by(span.from_at, ticket.id).limit(MOST)).scalars()]
    return len(ids), tuple(ids[:_NAMED])
