"""What has arrived, each thing once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, String, bindparam, cast, func, text, update
from sqlmodel import col, select

from store.tables import InboxRow, SubmissionRow
from store.unit_of_work import UnitOfWork, columns

_SET = update(InboxRow).where(col(InboxRow.id) == bindparam("arrival_id"))


_WAITING = (
    select(*columns(InboxRow))
    .where(
        col(InboxRow.desk_id) == bindparam("desk_id"),
        col(InboxRow.state) == "waiting",
        col(InboxRow.source) == bindparam("source"),
        col(InboxRow.error) == bindparam("reason"),
    )
    .order_by(col(InboxRow.id))
)


@dataclass(frozen=True, slots=True)
class Arrival:
    id: int
    source: str
    external_id: str
    kind: str
    state: str
    body: str
    error: str
    answer: dict[str, Any]
    received_at: datetime  # real time
    trace: str  # the id of the request by which it came


def accept(uow: UnitOfWork, source: str, external_id: str, kind: str) -> int | None:
    """Note an arrival: its id, or None when it has been here before."""
    values = {
        "desk_id": uow.desk_id,
        "source": source,
        "external_id": external_id,
        "kind": kind,
        "state": "done",
        "trace": uow.trace,
        "received_at": uow.now,
    }
    return uow.insert_new(InboxRow, values, ("desk_id", "source", "external_id"))


def seen(uow: UnitOfWork, source: str, external_id: str) -> Arrival | None:
    """The earlier arrival with this id, with what its sender was told."""
    row = uow.session.exec(
        select(InboxRow).where(
            InboxRow.desk_id == uow.desk_id, InboxRow.source == source, InboxRow.external_id == external_id
        )
    ).first()
    return _value(row) if row else None


def known(uow: UnitOfWork, source: str, external_ids: list[str]) -> frozenset[str]:
    """Which of these have been here before."""
    asked = select(InboxRow.external_id).where(
        InboxRow.desk_id == uow.desk_id, InboxRow.source == source, col(InboxRow.external_id).in_(external_ids)
    )
    return frozenset(uow.session.exec(asked))


def finish(uow: UnitOfWork, arrival_id: int, *, ticket_id: int | None, answer: dict[str, Any] | None = None) -> None:
    """The arrival has become rows; its raw text is not needed any more."""
    uow.run(_SET, arrival_id=arrival_id, state="done", body="", error="", ticket_id=ticket_id, answer=answer or {})


def keep(uow: UnitOfWork, arrival_id: int, state: str, body: str, error: str = "") -> None:
    """Keep an arrival's raw text: `parked` for a person to look at, `waiting` for something that is not here yet."""
    uow.execute(
        update(InboxRow).where(col(InboxRow.id) == arrival_id).values(state=state, body=body, error=error[:500])
    )


def park(uow: UnitOfWork, source: str, external_id: str, kind: str, body: str, error: str) -> bool:
    """Store something that could not be worked, so that it is not lost. False when it is stored already."""
    new = accept(uow, source, external_id, kind)
    if new is not None:
        keep(uow, new, "parked", body, error)
    return new is not None


def get(uow: UnitOfWork, arrival_id: int) -> Arrival | None:
    row = uow.session.get(InboxRow, arrival_id)
    return _value(row) if row is not None and row.desk_id == uow.desk_id else None


def waiting(uow: UnitOfWork, source: str, reason: str) -> list[Arrival]:
    """What was kept to wait for `reason`, in the order in which it came."""
    rows = uow.run(_WAITING, desk_id=uow.desk_id, source=source, reason=reason)
    return [_value(row) for row in rows]


def outlived(uow: UnitOfWork, source: str, external_id: str, age: timedelta) -> None:
    """An arrival that is older than `age` gives up its id, so that the same text may count as new again."""
    uow.execute(
        update(InboxRow)
        .where(
            col(InboxRow.desk_id) == uow.desk_id,
            col(InboxRow.source) == source,
            col(InboxRow.external_id) == external_id,
            col(InboxRow.received_at) < uow.now - age,
        )
        .values(external_id=col(InboxRow.external_id) + ":" + cast(col(InboxRow.id), String))
    )


def unfinished(uow: UnitOfWork, state: str, limit: int = 100) -> list[Arrival]:
    rows = uow.session.exec(
        select(InboxRow)
        .where(InboxRow.desk_id == uow.desk_id, InboxRow.state == state)
        .order_by(col(InboxRow.id))
        .limit(limit)
    )
    return [_value(row) for row in rows]


def depth(uow: UnitOfWork) -> dict[str, int]:
    """How many arrivals are kept, by state; both states are named."""
    counted = select(InboxRow.state, func.count()).where(text("state <> 'done'"), InboxRow.desk_id == uow.desk_id)
    found = dict(uow.execute(counted.group_by(col(InboxRow.state))).all())
    return {state: found.get(state, 0) for state in ("parked", "waiting")}


def forget(uow: UnitOfWork, arrival_id: int) -> None:
    """Let a parked arrival come in again under its own id: the row goes, in the transaction that works it anew."""
    row = uow.session.get(InboxRow, arrival_id)
    if row is not None:
        uow.session.delete(row)
        uow.session.flush()


def submit(uow: UnitOfWork, view_id: str) -> bool:
    """Whether this modal's submit is the first one. A second one changes nothing."""
    values = {"desk_id": uow.desk_id, "view_id": view_id, "created_at": uow.now}
    return uow.insert_new(SubmissionRow, values, ("desk_id", "view_id")) is not None


def _value(row: InboxRow | Row[Any]) -> Arrival:
    return Arrival(
        id=row.id or 0,
        source=row.source,
        external_id=row.external_id,
        kind=row.kind,
        state=row.state,
        body=row.body,
        error=row.error,
        answer=dict(row.answer),
        received_at=row.received_at,
        trace=row.trace,
    )
