"""The ledger: who held the ball, and from when to when. Written by `store.tickets` alone."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from bot.domain.hours import business_seconds
from bot.domain.ticket import ENDED, Holder, State
from store.tables import SpanRow, TicketRow
from store.tables.base import UtcDateTime
from store.unit_of_work import UnitOfWork, columns

_OPEN = select(*columns(SpanRow)).where(col(SpanRow.ticket_id) == bindparam("open_for"), col(SpanRow.to_at).is_(None))
_ENDED = select(func.max(col(SpanRow.to_at), type_=UtcDateTime)).where(col(SpanRow.ticket_id) == bindparam("ended_for"))
_END = update(SpanRow).where(col(SpanRow.id) == bindparam("ends"))


def cut(uow: UnitOfWork, ticket_id: int, queue: str, state: State, holder: Holder) -> datetime | None:
    """End the open span and begin the next one, unless nothing about it changed. An ended ticket gets no new one.

    Returns when the ball came to another side, and None where it stays where it was. The caller holds the ticket's
    lock. The desk's clock may run backwards: a span never ends before it began, nor does it begin before the one in
    front of it has ended.
    """
    row = uow.run(_OPEN, open_for=ticket_id).first()
    new = (holder.kind, holder.name, holder.person_id, queue, state.value)
    if row and (row.holder, row.department, row.person_id, row.queue, row.state) == new:
        return None
    at = max(uow.at, row.from_at if row else _ended(uow, ticket_id) or uow.at)
    if row:
        seconds, calendar = _business(uow, row.queue, row.from_at, at)
        ended = {"to_at": at, "business_seconds": seconds, "calendar_hash": calendar}
        uow.run(_END, ends=row.id, **ended)
    if state in ENDED:
        return None
    uow.append(
        SpanRow,
        ticket_id=ticket_id,
        holder=holder.kind,
        department=holder.name,
        person_id=holder.person_id,
        queue=queue,
        state=state.value,
        from_at=at,
    )
    return None if row and row.holder == holder.kind else at


def reopened(ticket_id: Any, after: Any) -> ColumnElement[bool]:
    """That a ticket was resolved and taken up again later than `after`; both are columns of the statement around it."""
    resolved, again = aliased(SpanRow), aliased(SpanRow)
    return (
        select(resolved.id)
        .join(again, and_(col(again.ticket_id) == col(resolved.ticket_id), col(again.from_at) == col(resolved.to_at)))
        .where(
            col(resolved.ticket_id) == ticket_id,
            col(resolved.state) == State.RESOLVED.value,
            col(resolved.to_at) > after,
            col(again.state) == State.OPEN.value,
        )
        .exists()
    )


def since_of(uow: UnitOfWork, ticket_ids: Sequence[int]) -> dict[int, datetime]:
    """When the ball came to whoever holds each of these tickets."""
    return {row[0]: row[1] for row in uow.run(_since_of(), ticket_ids=list(ticket_ids))}


@cache
def _since_of() -> Any:
    of_these = col(SpanRow.ticket_id).in_(bindparam("ticket_ids", expanding=True))
    return select(col(SpanRow.ticket_id), since(SpanRow)).where(of_these, col(SpanRow.to_at).is_(None))


def _ended(uow: UnitOfWork, ticket_id: int) -> datetime | None:
    """When the last span of a ticket that is taken up again has ended; None for a new one."""
    found: datetime | None = uow.run(_ENDED, ended_for=ticket_id).scalar()
    return found


def last_name(uow: UnitOfWork, ticket_id: int) -> str:
    """The department or supplier of a ticket's last span; empty where it has none."""
    span = uow.session.exec(
        select(SpanRow).where(SpanRow.ticket_id == ticket_id).order_by(col(SpanRow.id).desc())
    ).first()
    return span.department if span else ""


def held_since(uow: UnitOfWork, ticket_id: int, person_id: int) -> datetime | None:
    """Since when a person has had a ticket, whomever it waited for meanwhile; None where they do not have it."""
    rows = uow.execute(
        select(SpanRow.holder, SpanRow.person_id, SpanRow.state, SpanRow.from_at)
        .where(col(SpanRow.ticket_id) == ticket_id)
        .order_by(col(SpanRow.id).desc())
    )
    began = None
    for row in rows:
        if row.holder in ("customer", "nobody") or row.state == State.WAITING_APPROVAL.value:
            continue  # these spans name nobody of ours, or the owner
        if row.person_id != person_id:
            break
        began = row.from_at
    return began


def people(uow: UnitOfWork, ticket_id: int) -> list[int]:
    """Everybody who has or had a ticket, each once."""
    wanted = select(SpanRow.person_id).where(SpanRow.ticket_id == ticket_id, col(SpanRow.person_id).is_not(None))
    return sorted({found for found in uow.session.exec(wanted) if found is not None})


def since(span: type[SpanRow]) -> ColumnElement[datetime]:
    """When the ball came to whoever holds it in `span`: a claim or another queue does not begin the wait anew."""
    other = aliased(SpanRow)
    of_ticket = col(other.ticket_id) == col(span.ticket_id)
    came = select(func.max(other.to_at)).where(
        of_ticket, col(other.to_at) <= col(span.from_at), col(other.holder) != col(span.holder)
    )
    first = select(func.min(other.from_at)).where(of_ticket)
    return func.coalesce(
        came.correlate(span).scalar_subquery(), first.correlate(span).scalar_subquery(), type_=UtcDateTime
    )


def of_desk(desk_id: int) -> ColumnElement[bool]:
    """That a stretch's ticket is of this desk, for questions that begin with stretches.

    One look for each: joined, either database may begin with every ticket that the desk ever had.
    """
    return of_ticket(TicketRow.desk_id) == desk_id


def of_ticket(wanted: Any) -> ColumnElement[Any]:
    """A column of the stretch's ticket."""
    ticket = aliased(TicketRow)
    found = select(getattr(ticket, wanted.key)).where(col(ticket.id) == col(SpanRow.ticket_id))
    return found.correlate(SpanRow).scalar_subquery()


def _business(uow: UnitOfWork, queue: str, start: datetime, end: datetime) -> tuple[int, str]:
    try:
        hours = uow.desk.queue(queue).hours
    except KeyError:  # a queue that the newest desk file no longer has
        return int((end - start).total_seconds()), ""
    closed = uow.desk.holidays.get(hours.holidays, frozenset())
    calendar = hashlib.sha256(hours.model_dump_json().encode()).hexdigest()[:16]
    return int(business_seconds(hours, start, end, closed)), calendar
