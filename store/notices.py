"""Direct messages that are to be sent."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, select, text, update
from sqlmodel import col

from bot.domain.outbox import Kind
from bot.domain.schedule import TimerKind
from store import people
from store.tables import NoticeRow, OutboxRow, TimerRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Notice:
    id: int
    kind: str
    to: str
    ticket_id: int | None
    facts: dict[str, Any]


def add(uow: UnitOfWork, kind: str, to: str, ticket_id: int | None, facts: dict[str, Any]) -> int:
    """Store a direct message that is to be sent; its id. `to` is a Slack id, or a name from the desk file."""
    person_id = people.find(uow, "slack", people.slack_id_of(uow, to) or to)
    return uow.append(
        NoticeRow,
        desk_id=uow.desk_id,
        kind=kind,
        to=to,
        person_id=person_id,
        ticket_id=ticket_id,
        facts=facts,
        created_at=uow.at,
    )


def hurry(uow: UnitOfWork, person_id: int) -> None:
    """What waits to be told to a person is told now."""
    theirs = select(cast(col(NoticeRow.id), String)).where(
        col(NoticeRow.desk_id) == uow.desk_id, col(NoticeRow.person_id) == person_id
    )
    waiting = (
        col(TimerRow.desk_id) == uow.desk_id,
        col(TimerRow.kind) == TimerKind.NOTICE.value,
        col(TimerRow.due_at) > uow.at,
        col(TimerRow.subject).in_(theirs),
    )
    uow.execute(update(TimerRow).where(*waiting).values(due_at=uow.at))


def get(uow: UnitOfWork, notice_id: int) -> Notice | None:
    row = uow.session.get(NoticeRow, notice_id)
    return Notice(notice_id, row.kind, row.to, row.ticket_id, dict(row.facts)) if row else None


def join(uow: UnitOfWork, kind: str, to: str, ticket_id: int, event: dict[str, Any]) -> bool:
    """Let a direct message that nobody has begun to send tell one more event. False where there is none.

    Its work is locked, so that no worker renders it before this commits. The caller holds the ticket's lock.
    """
    waiting = (
        select(col(NoticeRow.id), col(NoticeRow.facts))
        .join(OutboxRow, col(OutboxRow.subject) == cast(col(NoticeRow.id), String))
        .where(
            col(OutboxRow.desk_id) == uow.desk_id,
            col(OutboxRow.kind) == Kind.NOTICE.value,
            text("outbox.state = 'pending'"),
            col(NoticeRow.kind) == kind,
            col(NoticeRow.to) == to,
            col(NoticeRow.ticket_id) == ticket_id,
        )
        .order_by(col(NoticeRow.id).desc())
        .limit(1)
        .with_for_update(of=OutboxRow)
    )
    row = uow.execute(waiting).first()
    if row is None:
        return False
    told = {**row.facts, "events": [*row.facts.get("events", []), event]}
    uow.execute(update(NoticeRow).where(col(NoticeRow.id) == row.id).values(facts=told))
    return True
