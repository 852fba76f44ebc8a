"""Digest runs, and what still stands at the end of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, case, false, func, not_, text
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
class Stands:
    """What is unresolved in a queue; of what waits for us each ticket once, as in a standup. `oldest`: since when the
    ball has been with support longest of all."""

    backlog: int = 0
    unassigned: int = 0
    first_answer: int = 0
    next_answer: int = 0
    approval: int = 0
    oldest: datetime | None = None


#: As literals: as parameters the partial indexes would not be used.
_OPEN: Final = text("span.to_at IS NULL")
_UNFINISHED: Final = text("inbox.state <> 'done'")


def standing(uow: UnitOfWork, queues: Collection[str], end: datetime) -> dict[str, Stands]:
    """What stood in each of these queues at `end`; a queue in which nothing did is left out.

    An index knows by queue when stretches ended, so that this costs as much as has happened since then: two questions,
    since one for both would look at all that there ever was.
    """
    found: dict[str, Stands] = {}
    for still in (_OPEN, col(SpanRow.to_at) >= end):
        for row in uow.execute(_standing(end).where(spans.of_desk(uow.desk_id), *_in(queues, end), still)):
            found[row.queue] = _together(found.get(row.queue, Stands()), Stands(*row[1:]))
    return found


def _in(queues: Collection[str], end: datetime) -> tuple[Any, ...]:
    return col(SpanRow.queue).in_(sorted(queues)), col(SpanRow.holder) != "nobody", col(SpanRow.from_at) < end


def _standing(end: datetime) -> Any:
    ours, state = col(SpanRow.holder) == "support", col(SpanRow.state)
    told = func.coalesce(spans.of_ticket(TicketRow.first_response_at) < end, false())
    before_us = and_(ours, state.in_(("new", "open")))  # what waits for an approval is told of by itself
    counted: list[Any] = [
        and_(before_us, col(SpanRow.person_id).is_(None)), and_(before_us, not_(told)), and_(before_us, told),
        and_(ours, state == "waiting_approval"),
    ]  # fmt: skip
    sums = [func.sum(case((one, 1), else_=0)) for one in counted]
    oldest = func.min(case((ours, spans.since(SpanRow))))
    wanted: Any = select(col(SpanRow.queue), func.count(), *sums, oldest)  # type: ignore[call-overload]
    return wanted.group_by(col(SpanRow.queue))


def _together(one: Stands, other: Stands) -> Stands:
    return Stands(
        backlog=one.backlog + other.backlog,
        unassigned=one.unassigned + other.unassigned,
        first_answer=one.first_answer + other.first_answer,
        next_answer=one.next_answer + other.next_answer,
        approval=one.approval + other.approval,
        oldest=min((at for at in (one.oldest, other.oldest) if at is not None), default=None),
    )


def stopped(uow: UnitOfWork, start: datetime, end: datetime) -> int:
    """Replies that were put up between `start` and `end` and have not arrived for all that is known. Few are stopped,
    and the journal has an index of when they were."""
    stopped_since = select(col(JournalRow.ticket_id)).where(
        JournalRow.desk_id == uow.desk_id,
        col(JournalRow.action).in_(("reply.stopped", "reply.unsure")),
        col(JournalRow.at) >= start,
    )
    statement = select(func.count()).where(
        col(ReplyRow.ticket_id).in_(stopped_since),
        col(ReplyRow.state).in_(("stopped", "unsure")),
        col(ReplyRow.created_at) >= start,
        col(ReplyRow.created_at) < end,
    )
    return int(uow.execute(statement).scalar_one())


def parked(uow: UnitOfWork) -> int:
    statement = select(func.count()).where(
        _UNFINISHED,
        InboxRow.state == "parked",
        col(InboxRow.desk_id) + 0 == uow.desk_id,  # with the sum SQLite takes the index of what is unfinished
    )
    return int(uow.execute(statement).scalar_one())
