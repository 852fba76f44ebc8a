"""Digest runs, and the rows that their figures are made from."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from store import spans
from store.tables import DigestRunRow, DraftRow, InboxRow, JournalRow, ReplyRow, SpanRow, TicketRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    digest: str
    audience: str
    local_date: date


def begin(uow: UnitOfWork, digest: str, audience: str, local_date: date) -> int | None:
    """Reserve the one run of a digest for an audience and day: its id, or None when another was first."""
    values = {
        "desk_id": uow.desk_id,
        "digest": digest,
        "audience": audience,
        "local_date": local_date,
        "created_at": uow.at,
    }
    return uow.insert_new(DigestRunRow, values, ("desk_id", "digest", "audience", "local_date"))


def run(uow: UnitOfWork, run_id: int) -> Run | None:
    row = uow.session.get(DigestRunRow, run_id)
    return Run(run_id, row.digest, row.audience, row.local_date) if row else None


def last_date(uow: UnitOfWork, digest: str, audience: str) -> date | None:
    """The day of the newest run, for catching up after downtime."""
    found: date | None = uow.execute(
        select(func.max(DigestRunRow.local_date)).where(
            DigestRunRow.desk_id == uow.desk_id, DigestRunRow.digest == digest, DigestRunRow.audience == audience
        )
    ).scalar()
    return found


def counted(uow: UnitOfWork, queue: str, start: datetime, end: datetime) -> dict[str, int]:
    """How many tickets a queue received between `start` and `end`, and how many of its tickets were escalated then."""
    received = select(func.count()).where(
        TicketRow.desk_id == uow.desk_id,
        TicketRow.queue == queue,
        col(TicketRow.created_at) >= start,
        col(TicketRow.created_at) < end,
    )
    escalated = (
        select(func.count(func.distinct(JournalRow.ticket_id)))
        .join(TicketRow, col(TicketRow.id) == col(JournalRow.ticket_id))
        .where(
            JournalRow.desk_id == uow.desk_id,
            JournalRow.action == "ticket.escalated",
            col(JournalRow.at) >= start,
            col(JournalRow.at) < end,
            TicketRow.queue == queue,
        )
    )
    return {
        "received": int(uow.execute(received).scalar_one()),
        "escalated": int(uow.execute(escalated).scalar_one()),
    }


@dataclass(frozen=True, slots=True)
class Held:
    """A span, with what the digest needs of its ticket. `since`: when the ball came to the holder."""

    holder: str
    department: str
    person_id: int | None
    state: str
    ticket_id: int
    start: datetime
    end: datetime | None
    since: datetime
    answered_at: datetime | None


def held(uow: UnitOfWork, queue: str, start: datetime, end: datetime) -> list[Held]:
    """The spans of a queue that touch the time between `start` and `end`, oldest first."""
    rows = uow.session.exec(
        select(SpanRow, spans.since(SpanRow), TicketRow.first_response_at)
        .join(TicketRow, col(TicketRow.id) == col(SpanRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            SpanRow.queue == queue,
            SpanRow.from_at < end,
            or_(col(SpanRow.to_at).is_(None), col(SpanRow.to_at) >= start),
        )
        .order_by(col(SpanRow.id))
    )
    return [
        Held(
            holder=row.holder,
            department=row.department,
            person_id=row.person_id,
            state=row.state,
            ticket_id=row.ticket_id,
            start=row.from_at,
            end=row.to_at,
            since=since,
            answered_at=answered_at,
        )
        for row, since, answered_at in rows
    ]


def draft_outcomes(uow: UnitOfWork, queue: str, start: datetime, end: datetime) -> dict[str, int]:
    """How many suggestions of a queue's tickets were sent as is, edited or rejected, and how many were withheld."""
    decided = or_(
        and_(
            col(DraftRow.state).in_(("sent", "edited", "rejected")),
            col(DraftRow.decided_at) >= start,
            col(DraftRow.decided_at) < end,
        ),
        and_(col(DraftRow.state) == "withheld", col(DraftRow.created_at) >= start, col(DraftRow.created_at) < end),
    )
    rows = uow.execute(
        select(col(DraftRow.state), func.count())
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(TicketRow.desk_id == uow.desk_id, TicketRow.queue == queue, decided)
        .group_by(col(DraftRow.state))
    ).all()
    return dict(rows)


def stopped(uow: UnitOfWork, start: datetime, end: datetime) -> int:
    statement = select(func.count()).where(
        col(ReplyRow.state).in_(("stopped", "unsure")),
        col(ReplyRow.created_at) >= start,
        col(ReplyRow.created_at) < end,
    )
    return int(uow.execute(statement).scalar_one())


def parked(uow: UnitOfWork) -> int:
    statement = select(func.count()).where(InboxRow.desk_id == uow.desk_id, InboxRow.state == "parked")
    return int(uow.execute(statement).scalar_one())
