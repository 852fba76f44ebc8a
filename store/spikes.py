"""Causes that tickets share, and spikes. Tickets are locked before their spike, as everywhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, exists, func, or_, text, update
from sqlmodel import col, select

from bot.domain.spike import Key, Spike, SpikeState
from store import events
from store.tables import CauseRow, SpikeRow, TicketRow
from store.unit_of_work import UnitOfWork, columns

_STANDING = text("state IN ('growing','incident')")  # as parameters the partial index would not be used
_KEY = (
    col(CauseRow.desk_id) == bindparam("desk_id"),
    col(CauseRow.rule) == bindparam("rule"),
    col(CauseRow.type) == bindparam("type"),
    col(CauseRow.value) == bindparam("value"),
)
_IS_REQUEST = exists().where(
    col(TicketRow.id) == col(CauseRow.ticket_id), col(TicketRow.state).not_in(("merged", "not_a_request"))
)
_SPIKE = select(*columns(SpikeRow)).where(col(SpikeRow.desk_id) == bindparam("desk_id"))
_ONE = _SPIKE.where(col(SpikeRow.id) == bindparam("spike_id"))
_OF_KEY = _SPIKE.where(
    col(SpikeRow.rule) == bindparam("rule"),
    col(SpikeRow.type) == bindparam("type"),
    col(SpikeRow.value) == bindparam("value"),
    _STANDING,
)
_OF_TICKET = (
    select(*columns(SpikeRow))
    .join(CauseRow, col(CauseRow.spike_id) == col(SpikeRow.id))
    .where(col(CauseRow.ticket_id) == bindparam("ticket_id"), _STANDING)
    .order_by(col(SpikeRow.id))
    .limit(1)
)


def note(uow: UnitOfWork, ticket_id: int, type_name: str, found: Mapping[str, str], at: datetime) -> list[int]:
    """Keep what a locked ticket shares with others; the spikes that it is part of now, and was part of before.

    Noted again it is what it is then. `at` is when the ticket came.
    """
    before = uow.execute(
        select(col(CauseRow.rule), col(CauseRow.type), col(CauseRow.value), col(CauseRow.spike_id)).where(
            col(CauseRow.ticket_id) == ticket_id
        )
    ).all()
    if {row.rule: (row.type, row.value) for row in before} == {
        rule: (type_name, value) for rule, value in found.items()
    }:
        return []
    uow.execute(delete(CauseRow).where(col(CauseRow.ticket_id) == ticket_id))
    touched = {row.spike_id for row in before if row.spike_id is not None}
    for rule, value in found.items():
        spike = of_key(uow, Key(rule, type_name, value))
        uow.append(
            CauseRow, desk_id=uow.desk_id, ticket_id=ticket_id, rule=rule, type=type_name, value=value, at=at,
            spike_id=spike.id if spike else None,
        )  # fmt: skip
        if spike is not None:
            touched.add(spike.id)
            change(uow, spike.id, last_at=max(spike.last_at, at))
    return sorted(touched)


def since(uow: UnitOfWork) -> datetime | None:
    """When the desk began to count; None: it has counted nothing yet."""
    first: datetime | None = uow.execute(
        select(col(CauseRow.at)).where(col(CauseRow.desk_id) == uow.desk_id).order_by(col(CauseRow.at)).limit(1)
    ).scalar()
    return first


def frequent(uow: UnitOfWork, after: datetime, least: int) -> list[Key]:
    """Causes that `least` tickets since then share and that are no spike yet, nor were one that has ended since."""
    known = exists().where(
        col(SpikeRow.desk_id) == uow.desk_id,
        col(SpikeRow.rule) == col(CauseRow.rule),
        col(SpikeRow.type) == col(CauseRow.type),
        col(SpikeRow.value) == col(CauseRow.value),
        (col(SpikeRow.state).in_(("growing", "incident"))) | (col(SpikeRow.decided_at) > after),
    )
    rows = uow.execute(
        select(col(CauseRow.rule), col(CauseRow.type), col(CauseRow.value))
        .where(col(CauseRow.desk_id) == uow.desk_id, col(CauseRow.at) > after, col(CauseRow.at) <= uow.at, ~known)
        .group_by(col(CauseRow.rule), col(CauseRow.type), col(CauseRow.value))
        .having(func.count() >= least)
        .order_by(col(CauseRow.rule), col(CauseRow.type), col(CauseRow.value))
    )
    return [Key(row.rule, row.type, row.value) for row in rows]


def moments(uow: UnitOfWork, key: Key, after: datetime) -> list[tuple[datetime, int]]:
    """When the requests of a cause came since then, with their tickets' numbers, the newest last; none that is part of
    another, or was said to be no request."""
    wanted = select(col(CauseRow.at), col(CauseRow.ticket_id)).where(
        *_KEY, col(CauseRow.at) > bindparam("after"), _IS_REQUEST
    )
    ordered = wanted.order_by(col(CauseRow.at), col(CauseRow.ticket_id))
    rows = uow.run(ordered, desk_id=uow.desk_id, rule=key.rule, type=key.type, value=key.value, after=after)
    return [(row.at, row.ticket_id) for row in rows]


def begin(uow: UnitOfWork, key: Key, ticket_ids: Sequence[int], **columns: Any) -> int | None:
    """A new spike of these tickets; None where another process has begun it. The schema allows one at a time."""
    values = {"rule": key.rule, "type": key.type, "value": key.value, "desk_id": uow.desk_id, "created_at": uow.at}
    insert = uow.insert(SpikeRow).values(**values, **columns)
    found: int | None = uow.execute(
        insert.on_conflict_do_nothing(
            index_elements=["desk_id", "rule", "type", "value"], index_where=_STANDING
        ).returning(col(SpikeRow.id))
    ).scalar()
    if found is not None:
        mine = (col(CauseRow.ticket_id).in_(ticket_ids), col(CauseRow.rule) == key.rule)
        uow.execute(update(CauseRow).where(*mine).values(spike_id=found))
        events.note_spike(uow, found, SpikeState.GROWING, len(ticket_ids))
    return found


def get(uow: UnitOfWork, spike_id: int) -> Spike | None:
    row = uow.run(_ONE, desk_id=uow.desk_id, spike_id=spike_id).first()
    return _value(row) if row else None


def lock(uow: UnitOfWork, spike_id: int) -> Spike | None:
    """The spike, held until the transaction ends."""
    row = uow.run(_ONE.with_for_update(), desk_id=uow.desk_id, spike_id=spike_id).first()
    return _value(row) if row else None


def of_key(uow: UnitOfWork, key: Key) -> Spike | None:
    """The one that stands for this cause."""
    row = uow.run(_OF_KEY, desk_id=uow.desk_id, rule=key.rule, type=key.type, value=key.value).first()
    return _value(row) if row else None


def of_ticket(uow: UnitOfWork, ticket_id: int) -> Spike | None:
    """The standing spike that a ticket is part of; the oldest, where it is part of several."""
    row = uow.run(_OF_TICKET, ticket_id=ticket_id).first()
    return _value(row) if row else None


def of(uow: UnitOfWork, ticket_id: int) -> list[int]:
    """The spikes that a ticket is part of, over or not."""
    mine = (col(CauseRow.ticket_id) == ticket_id, col(CauseRow.spike_id).is_not(None))
    return sorted(uow.execute(select(col(CauseRow.spike_id)).where(*mine)).scalars())


def standing(uow: UnitOfWork) -> list[Spike]:
    """Those that stand, the oldest first."""
    return [_value(row) for row in uow.run(_SPIKE.where(_STANDING).order_by(col(SpikeRow.id)), desk_id=uow.desk_id)]


def ticket_ids(uow: UnitOfWork, spike_id: int) -> list[int]:
    """Its tickets, by number."""
    wanted = select(col(CauseRow.ticket_id)).where(col(CauseRow.spike_id) == spike_id)
    return sorted(uow.execute(wanted).scalars())


def change(uow: UnitOfWork, spike_id: int, **columns: Any) -> None:
    """Write columns of a spike; of another state whoever follows spikes is told."""
    uow.execute(update(SpikeRow).where(col(SpikeRow.id) == spike_id).values(**columns))
    if "state" in columns:
        events.note_spike(uow, spike_id, SpikeState(columns["state"]), len(ticket_ids(uow, spike_id)))


def take_text(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Forget what these tickets shared, and the names of spikes that none is left of. Safe to call twice."""
    mine = col(CauseRow.ticket_id).in_(list(ticket_ids))
    theirs = select(col(CauseRow.spike_id)).where(mine, col(CauseRow.spike_id).is_not(None))
    part_of = set(uow.execute(theirs).scalars())
    uow.execute(delete(CauseRow).where(mine))
    named = and_(col(SpikeRow.desk_id) == uow.desk_id, col(SpikeRow.value) != "")
    # Of one that has ended all its tickets may have turned out to be about something else before.
    which = or_(col(SpikeRow.id).in_(sorted(part_of)), col(SpikeRow.state).in_(("over", "dismissed")))
    left = exists().where(col(CauseRow.spike_id) == col(SpikeRow.id))
    uow.execute(update(SpikeRow).where(named, which, ~left).values(value="", state="over"))


def together(uow: UnitOfWork, spike_id: int) -> dict[int, datetime]:
    """When each of its requests came, as `moments` counts them."""
    wanted = select(col(CauseRow.ticket_id), col(CauseRow.at)).where(col(CauseRow.spike_id) == spike_id, _IS_REQUEST)
    rows = uow.execute(wanted)
    return {row.ticket_id: row.at for row in rows}


def _value(row: Row[Any]) -> Spike:
    return Spike(
        id=row.id,
        key=Key(row.rule, row.type, row.value),
        state=SpikeState(row.state),
        place=row.place,
        begun_at=row.begun_at,
        last_at=row.last_at,
        usual=row.usual,
        hours=row.hours,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        handoff_id=row.handoff_id,
    )
