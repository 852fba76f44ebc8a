"""Timers: what is to be done at a time of the desk's clock, by whoever comes first.

A timer is claimed before its ticket is locked, while people's use cases hold the ticket first and then set or drop its
timer. So that nobody waits in a circle, whoever has claimed a timer never waits for a ticket (`take_ticket`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlmodel import col

from bot.domain.schedule import TimerKind
from store.tables import TicketRow, TimerRow
from store.unit_of_work import UnitOfWork, columns

_UNIQUE = ("desk_id", "kind", "subject")
_DROP = delete(TimerRow).where(
    col(TimerRow.desk_id) == bindparam("desk_id"),
    col(TimerRow.kind) == bindparam("kind"),
    col(TimerRow.subject) == bindparam("subject"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    id: int
    kind: TimerKind
    subject: str
    due_at: datetime
    since: datetime | None  # how far what recurs has been worked; None: it happens once

    @property
    def name(self) -> str:
        """`snooze:1042`: one timer stands for each."""
        return f"{self.kind}:{self.subject}"


def put(uow: UnitOfWork, kind: TimerKind, subject: str | int, due_at: datetime) -> None:
    """Let something happen once, at `due_at`; a timer for it that stands already is moved there.

    The caller holds the ticket's lock where it is about one.
    """
    new = uow.insert(TimerRow).values(**_values(uow, kind, subject, due_at, None))
    moved = new.on_conflict_do_update(index_elements=list(_UNIQUE), set_={"due_at": new.excluded.due_at})
    uow.execute(moved)


def begin(uow: UnitOfWork, kind: TimerKind, subject: str, due_at: datetime, since: datetime) -> bool:
    """Begin what recurs, unless it stands already: then nothing changes, and the answer is False."""
    return uow.insert_new(TimerRow, _values(uow, kind, subject, due_at, since), _UNIQUE) is not None


def _values(
    uow: UnitOfWork, kind: TimerKind, subject: str | int, due_at: datetime, since: datetime | None
) -> dict[str, Any]:
    return {
        "desk_id": uow.desk_id,
        "kind": kind.value,
        "subject": str(subject),
        "due_at": due_at,
        "since": since,
        "created_at": uow.at,
    }


def drop(uow: UnitOfWork, kind: TimerKind, subject: str | int) -> None:
    """Let it not happen. Nothing changes where no timer stands."""
    uow.run(_DROP, desk_id=uow.desk_id, kind=kind.value, subject=str(subject))


def of(uow: UnitOfWork, *kinds: TimerKind) -> list[Timer]:
    """The timers of these kinds, in one order for everybody."""
    wanted = _timers(uow).where(col(TimerRow.kind).in_([kind.value for kind in kinds]))
    return [_value(row) for row in uow.execute(wanted.order_by(col(TimerRow.kind), col(TimerRow.subject)))]


def due(uow: UnitOfWork, limit: int, without: Collection[str] = ()) -> list[Timer]:
    """What is due, the longest overdue first, but for the timers of these names."""
    wanted = _timers(uow).where(
        col(TimerRow.due_at) <= uow.at,
        (col(TimerRow.kind) + ":" + col(TimerRow.subject)).not_in(sorted(without)),
        col(TimerRow.kind).in_([kind.value for kind in TimerKind]),  # a newer version's are left to it
    )
    rows = uow.execute(wanted.order_by(col(TimerRow.due_at), col(TimerRow.id)).limit(limit))
    return [_value(row) for row in rows]


def claim(uow: UnitOfWork, timer_id: int) -> Timer | None:
    """The timer, held until the transaction ends; None when it is not due any more, or somebody else has it."""
    wanted = _timers(uow).where(col(TimerRow.id) == timer_id, col(TimerRow.due_at) <= uow.at)
    row = uow.execute(wanted.with_for_update(skip_locked=True)).first()
    return _value(row) if row else None


def move(uow: UnitOfWork, timer: Timer, due_at: datetime, since: datetime) -> None:
    """The next time of what recurs; nothing changes if somebody else has worked it meanwhile."""
    uow.execute(
        update(TimerRow)
        .where(col(TimerRow.id) == timer.id, col(TimerRow.since) == timer.since)
        .values(due_at=due_at, since=since)
    )


def finish(uow: UnitOfWork, timer: Timer) -> None:
    """It has happened, or will not. One that was moved to another time meanwhile stays."""
    uow.execute(delete(TimerRow).where(col(TimerRow.id) == timer.id, col(TimerRow.due_at) == timer.due_at))


def take_ticket(uow: UnitOfWork, ticket_id: int) -> bool:
    """Lock a ticket unless somebody has it: then False, and the timer comes again at the next tick."""
    wanted = select(col(TicketRow.id)).where(col(TicketRow.id) == ticket_id).with_for_update(skip_locked=True)
    return uow.execute(wanted).first() is not None


def _timers(uow: UnitOfWork) -> Any:
    return select(*columns(TimerRow)).where(col(TimerRow.desk_id) == uow.desk_id)


def _value(row: Row[Any]) -> Timer:
    return Timer(id=row.id, kind=TimerKind(row.kind), subject=row.subject, due_at=row.due_at, since=row.since)
