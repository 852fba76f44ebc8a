"""What stands in the outbox, looked at and not changed."""

from datetime import datetime

from sqlalchemy import func, select, text
from sqlmodel import col

from bot.domain.outbox import Kind
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork

#: As literals, here and below: with parameters the partial indexes would not be used, and the finished rows are many.
_NOT_DONE = text("state <> 'done'")


def under_way(uow: UnitOfWork, kind: Kind, subject: str | int) -> bool:
    """Whether a worker is at this work just now."""
    statement = select(col(OutboxRow.id)).where(
        col(OutboxRow.desk_id) == uow.desk_id,
        col(OutboxRow.kind) == kind.value,
        col(OutboxRow.subject) == str(subject),
        col(OutboxRow.state) == "leased",
        _NOT_DONE,
    )
    return uow.execute(statement).first() is not None


def unfinished(uow: UnitOfWork, kind: Kind, subject: str | int) -> bool:
    """Whether this work waits or is under way."""
    statement = select(col(OutboxRow.id)).where(
        col(OutboxRow.desk_id) == uow.desk_id,
        col(OutboxRow.kind) == kind.value,
        col(OutboxRow.subject) == str(subject),
        col(OutboxRow.state).in_(("pending", "leased")),
        _NOT_DONE,
    )
    return uow.execute(statement).first() is not None


def pending(uow: UnitOfWork, kind: Kind) -> int:
    """How much work of a kind waits."""
    statement = select(func.count()).where(
        col(OutboxRow.desk_id) == uow.desk_id, col(OutboxRow.kind) == kind.value, text("state = 'pending'")
    )
    return int(uow.execute(statement).scalar_one())


def waits(uow: UnitOfWork, kind: Kind, subject: str | int) -> bool:
    """Whether this work is asked for already, or was given up and waits for a person."""
    statement = select(col(OutboxRow.id)).where(
        col(OutboxRow.desk_id) == uow.desk_id,
        col(OutboxRow.kind) == kind.value,
        col(OutboxRow.subject) == str(subject),
        col(OutboxRow.state).in_(("pending", "dead")),
        _NOT_DONE,
    )
    return uow.execute(statement.limit(1)).first() is not None


def waiting(uow: UnitOfWork, kind: Kind) -> frozenset[str]:
    """The subjects of all work of a kind that is asked for already, or was given up and waits for a person."""
    statement = select(col(OutboxRow.subject)).where(
        col(OutboxRow.desk_id) == uow.desk_id,
        col(OutboxRow.kind) == kind.value,
        col(OutboxRow.state).in_(("pending", "dead")),
        _NOT_DONE,
    )
    return frozenset(uow.execute(statement).scalars())


def oldest_due(uow: UnitOfWork) -> dict[str, datetime]:
    """Since when the longest-waiting due row of each kind could have been worked; kinds without one are left out."""
    rows = uow.execute(
        select(col(OutboxRow.kind), func.min(col(OutboxRow.due_at)))
        .where(text("state = 'pending'"), col(OutboxRow.due_at) <= uow.now)
        .group_by(col(OutboxRow.kind))
    ).all()
    return dict(rows)


def depth(uow: UnitOfWork) -> dict[tuple[str, str], int]:
    """How many unfinished or failed rows there are, by kind and state."""
    rows = uow.execute(
        select(col(OutboxRow.kind), col(OutboxRow.state), func.count())
        .where(_NOT_DONE)
        .group_by(col(OutboxRow.kind), col(OutboxRow.state))
    ).all()
    return {(kind, state): count for kind, state, count in rows}
