"""Work that was given up: kept with its cause until somebody has it tried again, or drops it."""

from typing import Any

from sqlalchemy import Row, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from bot.domain.health import DeadLetter
from bot.domain.outbox import Kind
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork, columns

#: The second part lets the index of what is not done be used, as in `store.outbox`.
_IS_DEAD = (col(OutboxRow.state) == "dead", text("state <> 'done'"))
_DEAD = select(*columns(OutboxRow)).where(*_IS_DEAD)


def all_of(uow: UnitOfWork, limit: int) -> tuple[DeadLetter, ...]:
    """The newest first."""
    wanted = _DEAD.where(col(OutboxRow.desk_id) == uow.desk_id).order_by(col(OutboxRow.id).desc()).limit(limit)
    return tuple(_value(row) for row in uow.execute(wanted))


def count(uow: UnitOfWork) -> int:
    return int(uow.execute(select(func.count()).where(col(OutboxRow.desk_id) == uow.desk_id, *_IS_DEAD)).scalar_one())


def get(uow: UnitOfWork, letter_id: int) -> DeadLetter | None:
    row = uow.execute(_DEAD.where(col(OutboxRow.desk_id) == uow.desk_id, col(OutboxRow.id) == letter_id)).first()
    return _value(row) if row else None


def revive(uow: UnitOfWork, letter_id: int) -> bool:
    """Let it be tried again from the beginning. False when it is dead no more, or the same work is asked for anyway."""
    mine = update(OutboxRow).where(col(OutboxRow.id) == letter_id, col(OutboxRow.state) == "dead")
    again = {"state": "pending", "due_at": uow.now, "attempts": 0, "finished_at": None}
    try:
        with uow.attempt():
            revived = int(getattr(uow.execute(mine.values(**again)), "rowcount", 0)) == 1
    except IntegrityError:  # the newer row serves for both
        uow.execute(mine.values(state="done", finished_at=uow.now))
        return False
    uow.woken = uow.woken or revived
    return revived


def drop(uow: UnitOfWork, letter_id: int) -> bool:
    """Let it rest, with its cause. False when it is dead no more."""
    mine = update(OutboxRow).where(col(OutboxRow.id) == letter_id, col(OutboxRow.state) == "dead")
    return int(getattr(uow.execute(mine.values(state="done")), "rowcount", 0)) == 1


def _value(row: Row[Any]) -> DeadLetter:
    return DeadLetter(
        id=row.id,
        kind=Kind(row.kind),
        subject=row.subject,
        lane=row.lane,
        attempts=row.attempts,
        cause=row.last_error,
        asked_at=row.created_at,
        given_up_at=row.finished_at,
        trace=row.trace,
    )
