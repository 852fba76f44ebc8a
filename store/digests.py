"""Digest runs, and what still stands at the end of a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_
from sqlmodel import col, select

from store import spans
from store.tables import DigestRunRow, InboxRow, JournalRow, ReplyRow, SpanRow, TicketRow
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


def held(uow: UnitOfWork, queue: str, end: datetime) -> list[Held]:
    """The spans of a queue that stood at `end`, oldest first."""
    rows = uow.session.exec(
        select(SpanRow, spans.since(SpanRow), TicketRow.first_response_at)
        .join(TicketRow, col(TicketRow.id) == col(SpanRow.ticket_id))
        .where(
            TicketRow.desk_id == uow.desk_id,
            SpanRow.queue == queue,
            SpanRow.from_at < end,
            or_(col(SpanRow.to_at).is_(None), col(SpanRow.to_at) >= end),
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


def stopped(uow: UnitOfWork, start: datetime, end: datetime) -> int:
    """Replies that were put up between `start` and `end` and have not arrived for all that is known. The journal has an
    index of when they were."""
    approved = select(col(JournalRow.ticket_id)).where(
        JournalRow.desk_id == uow.desk_id,
        JournalRow.action == "reply.approved",
        col(JournalRow.at) >= start,
        col(JournalRow.at) < end,
    )
    statement = select(func.count()).where(
        col(ReplyRow.ticket_id).in_(approved),
        col(ReplyRow.state).in_(("stopped", "unsure")),
        col(ReplyRow.created_at) >= start,
        col(ReplyRow.created_at) < end,
    )
    return int(uow.execute(statement).scalar_one())


def parked(uow: UnitOfWork) -> int:
    statement = select(func.count()).where(InboxRow.desk_id == uow.desk_id, InboxRow.state == "parked")
    return int(uow.execute(statement).scalar_one())
