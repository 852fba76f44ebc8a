"""Pauses of queues, as rows with person and times."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, or_, text, update
from sqlmodel import col, select

from bot.domain.pause import Pause
from store import people
from store.tables import QueuePauseRow
from store.tables.base import LEDGER
from store.unit_of_work import UnitOfWork, columns

_RUNNING: Final = (
    select(*columns(QueuePauseRow))
    .where(
        col(QueuePauseRow.desk_id) == bindparam("desk"),
        text("ended_at IS NULL"),
        col(QueuePauseRow.until) > bindparam("at"),
    )
    .order_by(col(QueuePauseRow.queue))
)
_RUNNING_OF: Final = _RUNNING.where(col(QueuePauseRow.queue) == bindparam("place"))


def running(uow: UnitOfWork, queue: str | None = None) -> tuple[Pause, ...]:
    """The pauses that run now, of one queue or of all."""
    given = {"desk": uow.desk_id, "at": uow.at}
    rows = uow.run(_RUNNING, **given) if queue is None else uow.run(_RUNNING_OF, **given, place=queue)
    return tuple(_value(uow, row) for row in rows.all())


def between(uow: UnitOfWork, queue: str, start: datetime, end: datetime) -> tuple[Pause, ...]:
    """The pauses of a queue that touch the time between, each until it really ended."""
    ended = or_(col(QueuePauseRow.ended_at).is_(None), col(QueuePauseRow.ended_at) > start)
    wanted = select(QueuePauseRow).where(
        QueuePauseRow.desk_id == uow.desk_id, QueuePauseRow.queue == queue, QueuePauseRow.created_at < end,
        QueuePauseRow.until > start, ended,
    )  # fmt: skip
    return tuple(_value(uow, row) for row in uow.session.exec(wanted.order_by(col(QueuePauseRow.id))))


def begin(uow: UnitOfWork, queue: str, reason: str, person_id: int, until: datetime) -> None:
    """A queue is paused from now on; a pause that runs ends now. Of two at one moment the first stays."""
    end(uow, queue, person_id)
    new = {"desk_id": uow.desk_id, "queue": queue, "reason": reason, "person_id": person_id, "until": until,
           "retention": LEDGER, "created_at": uow.at}  # fmt: skip
    first = uow.insert(QueuePauseRow).values(**new)
    uow.execute(first.on_conflict_do_nothing(index_elements=["desk_id", "queue"], index_where=text("ended_at IS NULL")))


def end(uow: UnitOfWork, queue: str, person_id: int) -> bool:
    """A pause is over: whether one ran. One that had run out is closed at its own time."""
    mine = (col(QueuePauseRow.desk_id) == uow.desk_id, col(QueuePauseRow.queue) == queue,
            col(QueuePauseRow.ended_at).is_(None))  # fmt: skip
    out = update(QueuePauseRow).where(*mine, col(QueuePauseRow.until) <= uow.at)
    uow.execute(out.values(ended_at=col(QueuePauseRow.until)))
    ended = uow.execute(update(QueuePauseRow).where(*mine).values(ended_at=uow.at, ended_by=person_id))
    return int(getattr(ended, "rowcount", 0)) > 0


def _value(uow: UnitOfWork, row: Any) -> Pause:
    person = people.by_id(uow, row.person_id)
    until = row.until if row.ended_at is None else min(row.ended_at, row.until)
    return Pause(queue=row.queue, reason=row.reason, by=person.name if person else "", until=until)
