"""What departments were asked for. Tickets move in `store.tickets`, which looks here for who holds them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, text, update
from sqlmodel import col, select

from bot.domain.handoff import Handoff, Item, Missed, Part, Stage, first_promise, stage_after
from bot.domain.outbox import Kind
from bot.domain.schedule import TimerKind
from bot.domain.ticket import State
from store import outbox, spans, timers
from store.tables import DepartmentTagRow, HandoffRow, HandoffTicketRow
from store.unit_of_work import UnitOfWork, columns

_HANDOFF = select(*columns(HandoffRow)).where(col(HandoffRow.desk_id) == bindparam("desk_id"))
_ONE = _HANDOFF.where(col(HandoffRow.id) == bindparam("handoff_id"))
_PARTS = (
    select(*columns(HandoffTicketRow))
    .where(col(HandoffTicketRow.handoff_id) == bindparam("handoff_id"))
    .order_by(col(HandoffTicketRow.id))
)
_OF_TICKET = (
    select(col(HandoffTicketRow.handoff_id))
    .where(col(HandoffTicketRow.ticket_id) == bindparam("ticket_id"))
    .order_by(col(HandoffTicketRow.id))
)
_WAITING = _OF_TICKET.where(text("handoff_ticket.state = 'waiting'"))
_PART = update(HandoffTicketRow).where(
    col(HandoffTicketRow.handoff_id) == bindparam("of_handoff"), col(HandoffTicketRow.ticket_id) == bindparam("of")
)
_TOLD = update(HandoffTicketRow).where(
    col(HandoffTicketRow.ticket_id) == bindparam("of"),
    col(HandoffTicketRow.answered_at).is_not(None),
    col(HandoffTicketRow.told_at).is_(None),
)


def ask(uow: UnitOfWork, **columns: Any) -> int:
    """A new handoff, without tickets yet; its number."""
    return uow.append(HandoffRow, desk_id=uow.desk_id, asked_at=uow.at, created_at=uow.at, **columns)


def get(uow: UnitOfWork, handoff_id: int) -> Handoff | None:
    row = uow.run(_ONE, desk_id=uow.desk_id, handoff_id=handoff_id).first()
    return _value(uow, row) if row else None


def lock(uow: UnitOfWork, handoff_id: int, *, wait: bool = True) -> Handoff | None:
    """The handoff, held until the transaction ends. The caller holds its tickets already.

    Without `wait`: None where somebody else has it.
    """
    row = uow.run(_ONE.with_for_update(skip_locked=not wait), desk_id=uow.desk_id, handoff_id=handoff_id).first()
    return _value(uow, row) if row else None


def of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Handoff]:
    """Every handoff that a ticket is or was part of, oldest first."""
    found = uow.run(_OF_TICKET, ticket_id=ticket_id).scalars().all()
    return [one for handoff_id in found if (one := get(uow, handoff_id)) is not None]


def of_department(uow: UnitOfWork, department: str) -> list[Handoff]:
    """A department's open handoffs, the earliest promise first."""
    wanted = _HANDOFF.where(
        col(HandoffRow.department) == department, text("state IN ('asked','accepted','proposed','need_more')")
    ).order_by(col(HandoffRow.promised_at), col(HandoffRow.id))
    return [_value(uow, row) for row in uow.run(wanted, desk_id=uow.desk_id).all()]


def change(uow: UnitOfWork, handoff_id: int, **columns: Any) -> None:
    """Write columns of a locked handoff."""
    uow.execute(update(HandoffRow).where(col(HandoffRow.id) == handoff_id).values(**columns))


def add(uow: UnitOfWork, handoff_id: int, ticket_id: int, person_id: int) -> None:
    """A ticket waits for a locked handoff, also one that has had an answer from it."""
    part = {"handoff_id": handoff_id, "ticket_id": ticket_id, "added_by": person_id, "created_at": uow.at}
    if uow.insert_new(HandoffTicketRow, part, ("handoff_id", "ticket_id")) is None:
        anew = {"state": Part.WAITING.value, "answer": "", "answered_by": None, "answered_at": None, "told_at": None}
        uow.run(_PART, of_handoff=handoff_id, of=ticket_id, **anew)
    settle(uow, handoff_id)


def answer(
    uow: UnitOfWork, handoff_id: int, ticket_ids: Iterable[int], part: Part, said: str, person_id: int
) -> Handoff:
    """Give these tickets of a locked handoff their result; the handoff as it stands then."""
    given = {"state": part.value, "answer": said, "answered_by": person_id, "answered_at": uow.at}
    for ticket_id in ticket_ids:
        uow.run(_PART, of_handoff=handoff_id, of=ticket_id, **given)
    return settle(uow, handoff_id)


def settle(uow: UnitOfWork, handoff_id: int) -> Handoff:
    """Let a locked handoff's stage be what its tickets say."""
    found = get(uow, handoff_id)
    assert found is not None  # noqa: S101 - it is locked
    stage = stage_after(found.stage, (item.part for item in found.items))
    if stage is not found.stage:
        change(uow, handoff_id, state=stage.value)
    return get(uow, handoff_id) or found


def withdraw(uow: UnitOfWork, ticket_id: int) -> None:
    """A locked ticket has ended: no department works for it any more, and their cards will say so."""
    for handoff_id in uow.run(_WAITING, ticket_id=ticket_id).scalars().all():
        lock(uow, handoff_id)
        uow.run(_PART, of_handoff=handoff_id, of=ticket_id, state=Part.WITHDRAWN.value)
        if not settle(uow, handoff_id).waiting:
            timers.drop(uow, TimerKind.HANDOFF, handoff_id)
        outbox.enqueue(uow, Kind.HANDOFF, handoff_id, lane=f"handoff:{handoff_id}", bucket="chat.update")


def told(uow: UnitOfWork, ticket_id: int) -> None:
    """A reply has left: the customer knows what departments have answered so far."""
    uow.run(_TOLD, of=ticket_id, told_at=uow.at)


def untold(uow: UnitOfWork, ticket_id: int) -> set[int]:
    """The handoffs whose answer for a ticket no reply has followed yet."""
    wanted = select(col(HandoffTicketRow.handoff_id)).where(
        col(HandoffTicketRow.ticket_id) == ticket_id,
        col(HandoffTicketRow.answered_at).is_not(None),
        col(HandoffTicketRow.told_at).is_(None),
    )
    return set(uow.execute(wanted).scalars())


def holder(uow: UnitOfWork, ticket_id: int) -> str | None:
    """The department that a ticket waits for: the one with the earliest promise; None where it waits for none."""
    waits = (get(uow, handoff_id) for handoff_id in uow.run(_WAITING, ticket_id=ticket_id).scalars().all())
    first = first_promise((one for one in waits if one is not None), ticket_id)
    return first.department if first else None


def waits_for(uow: UnitOfWork, ticket_id: int, state: State) -> str:
    """The department or the supplier that has the ball of a ticket in `state`; empty where none has."""
    if state is State.WAITING_DEPARTMENT and (department := holder(uow, ticket_id)) is not None:
        return department
    waits = state in (State.WAITING_DEPARTMENT, State.WAITING_SUPPLIER)
    return spans.last_name(uow, ticket_id) if waits else ""


def tag(uow: UnitOfWork, department: str, before: datetime) -> bool:
    """Whether the department may be mentioned now: it was not since `before`. One statement decides."""
    insert = uow.insert(DepartmentTagRow).values(desk_id=uow.desk_id, department=department, tagged_at=uow.at)
    again = insert.on_conflict_do_update(
        index_elements=["desk_id", "department"],
        set_={"tagged_at": insert.excluded.tagged_at},
        where=col(DepartmentTagRow.tagged_at) <= before,
    ).returning(columns(DepartmentTagRow).id)
    return uow.execute(again).scalar() is not None


def _value(uow: UnitOfWork, row: Row[Any]) -> Handoff:
    missed: Missed = row.missed
    return Handoff(
        id=row.id,
        department=row.department,
        stage=Stage(row.state),
        needs=row.needs,
        told=row.told,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        accept_by=row.accept_by,
        wanted_at=row.wanted_at,
        promised_at=row.promised_at,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        missed=missed,
        tagged=row.tagged,
        items=tuple(
            Item(ticket_id=part.ticket_id, part=Part(part.state), answer=part.answer, answered_at=part.answered_at)
            for part in uow.run(_PARTS, handoff_id=row.id).all()
        ),
    )
