"""Events out: noted in the transaction of what happened, with the work of telling whoever wants to know.

Where nobody does, nothing is noted and no statement is run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select, text
from sqlmodel import col

from bot.domain.desk_subscribers import Subscriber
from bot.domain.events import OF_SPIKE, events_of, takers
from bot.domain.health import Untold
from bot.domain.outbox import APART_FROM, Kind
from bot.domain.spike import SpikeState
from store import outbox
from store.tables import EventRow, OutboxRow, SpikeRow, TicketRow
from store.unit_of_work import Happened, UnitOfWork, columns

_SEALED: Final = "sensitive"
#: As a literal: with a parameter the partial index would not be used.
_NOT_DONE: Final = text("outbox.state <> 'done'")
_ONE: Final = select(*columns(EventRow)).where(
    col(EventRow.desk_id) == bindparam("desk_id"), col(EventRow.id) == bindparam("event_id")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedEvent:
    """An event as it stood when it happened. `facts` are empty of a ticket that was sensitive then."""

    token: str
    ticket_id: int | None
    spike_id: int | None
    sequence: int
    name: str
    actor: str
    sealed: bool
    facts: Mapping[str, Any]
    at: datetime
    created_at: datetime


def note_all(uow: UnitOfWork) -> None:
    """Note what this transaction has made happen, for whoever wants to know. The store calls it before each commit, so
    that each event tells its ticket as the whole transaction leaves it."""
    happened, uow.happened = uow.happened, []
    if not uow.desk.file.subscribers:
        return
    for entry in happened:
        for name, given in events_of(entry.action, entry.detail):
            _note(uow, entry, name, given)


def _note(uow: UnitOfWork, entry: Happened, name: str, given: Mapping[str, str | int | float]) -> None:
    ticket = uow.held.get(entry.ticket_id) or uow.session.get(TicketRow, entry.ticket_id)
    if ticket is None:
        return
    sealed = ticket.level == _SEALED
    facts = {
        "state": ticket.state, "request_type": ticket.type, "queue": ticket.queue, "priority": ticket.priority,
        "source": ticket.source, "created_at": ticket.created_at.isoformat(), **given,
    }  # fmt: skip
    _tell(
        uow, takers(uow.desk.file.subscribers, name, ticket.queue, ticket.type), f"ticket:{entry.ticket_id}",
        ticket_id=entry.ticket_id, spike_id=None, sequence=entry.sequence, name=name, actor=entry.actor, sealed=sealed,
        facts={} if sealed else facts,
    )  # fmt: skip


def note_spike(uow: UnitOfWork, spike_id: int, state: SpikeState, tickets: int) -> None:
    """A spike has begun, or is another thing from now on."""
    row = uow.session.get(SpikeRow, spike_id) if uow.desk.file.subscribers else None
    if row is None:
        return
    name, place = OF_SPIKE[state]
    facts = {"rule": row.rule, "request_type": row.type or None, "tickets": tickets}
    who = takers(uow.desk.file.subscribers, name, None, row.type or None)
    _tell(
        uow, who, f"spike:{spike_id}", ticket_id=None, spike_id=spike_id, sequence=place, name=name, actor="system",
        sealed=False, facts=facts,
    )  # fmt: skip


def _tell(uow: UnitOfWork, who: list[Subscriber], about: str, **event: Any) -> None:
    if not who:
        return
    event_id = uow.append(
        EventRow, desk_id=uow.desk_id, token=f"evt_{uow.token()}", at=uow.at, created_at=uow.now, **event
    )
    for one in who:
        outbox.enqueue(
            uow, Kind.EVENT, f"{event_id}:{one.name}", lane=f"event:{one.name}:{about}", bucket=f"event:{one.name}",
            priority=APART_FROM,
        )  # fmt: skip


def get(uow: UnitOfWork, event_id: int) -> NotedEvent | None:
    """None for one that is gone."""
    row = uow.run(_ONE, desk_id=uow.desk_id, event_id=event_id).first()
    if row is None:
        return None
    return NotedEvent(
        token=row.token,
        ticket_id=row.ticket_id,
        spike_id=row.spike_id,
        sequence=row.sequence,
        name=row.name,
        actor=row.actor,
        sealed=row.sealed,
        facts=row.facts,
        at=row.at,
        created_at=row.created_at,
    )


def untold(uow: UnitOfWork, before: datetime) -> tuple[Untold, ...]:
    """The subscribers for whom something has waited since then (real time), by name."""
    column = columns(OutboxRow)
    waits = (column.desk_id == uow.desk_id, column.kind == Kind.EVENT.value, _NOT_DONE)
    open_ones = (*waits, column.state.in_(("pending", "leased")))
    found = []
    for bucket, count, since, tried in uow.execute(
        select(column.bucket, func.count(), func.min(column.created_at), func.max(column.attempts))
        .where(*open_ones)
        .group_by(column.bucket)
        .having(func.min(column.created_at) <= before)
        .order_by(column.bucket)
    ):
        last = select(column.last_error).where(*open_ones, column.bucket == bucket, column.attempts == tried).limit(1)
        cause = uow.execute(last).scalar_one_or_none() or ""
        found.append(Untold(subscriber=bucket.removeprefix("event:"), waiting=count, since=since, cause=cause))
    return tuple(found)
