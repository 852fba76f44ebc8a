"""Escalations of tickets. The caller holds the ticket's lock whenever something is written here."""

from typing import Any

from sqlalchemy import Row, bindparam, text, update
from sqlmodel import col, select

from bot.domain.escalation import Ask, Escalation, Stage
from bot.domain.schedule import TimerKind
from store import timers
from store.tables import EscalationAskRow, EscalationRow
from store.unit_of_work import UnitOfWork, columns

#: As a literal: as parameters the partial index would not be used.
_OPEN = text("escalation.state IN ('asked','accepted')")
_ONE = select(*columns(EscalationRow)).where(
    col(EscalationRow.desk_id) == bindparam("desk_id"), col(EscalationRow.id) == bindparam("escalation_id")
)
_NEWEST = (
    select(*columns(EscalationRow))
    .where(col(EscalationRow.ticket_id) == bindparam("ticket_id"))
    .order_by(col(EscalationRow.id).desc())
    .limit(1)
)
_ASKS = (
    select(*columns(EscalationAskRow))
    .where(col(EscalationAskRow.escalation_id) == bindparam("escalation_id"))
    .order_by(col(EscalationAskRow.id))
)
_ALL_OPEN = (
    select(EscalationRow.ticket_id, EscalationRow.state, EscalationRow.accepted_by, EscalationAskRow.place)
    .join(EscalationAskRow, col(EscalationAskRow.escalation_id) == col(EscalationRow.id))
    .where(col(EscalationRow.desk_id) == bindparam("desk_id"), _OPEN)
)


def begin(uow: UnitOfWork, **columns: Any) -> Escalation:
    """A new escalation of a ticket that has none that is open; nobody is asked yet."""
    new = uow.append(EscalationRow, desk_id=uow.desk_id, asked_at=uow.at, created_at=uow.at, **columns)
    found = get(uow, new)
    assert found is not None  # noqa: S101 - just written
    return found


def get(uow: UnitOfWork, escalation_id: int) -> Escalation | None:
    row = uow.run(_ONE, desk_id=uow.desk_id, escalation_id=escalation_id).first()
    return _value(uow, row) if row else None


def newest(uow: UnitOfWork, ticket_id: int) -> Escalation | None:
    """The ticket's last escalation, open or not."""
    row = uow.run(_NEWEST, ticket_id=ticket_id).first()
    return _value(uow, row) if row else None


def open_of(uow: UnitOfWork, ticket_id: int) -> Escalation | None:
    """The ticket's escalation that is open, if it has one."""
    found = newest(uow, ticket_id)
    return found if found is not None and found.open else None


def ask(uow: UnitOfWork, escalation_id: int, who: str, place: str, passed_by: int | None = None) -> bool:
    """Note that somebody is asked. False where they were before."""
    asked = {"escalation_id": escalation_id, "who": who, "place": place, "passed_by": passed_by, "created_at": uow.at}
    return uow.insert_new(EscalationAskRow, asked, ("escalation_id", "who")) is not None


def change(uow: UnitOfWork, escalation_id: int, before: Stage, **columns: Any) -> bool:
    """Write columns while it stands at `before`; one UPDATE decides. False where it does not any more."""
    wanted = update(EscalationRow).where(
        col(EscalationRow.id) == escalation_id, col(EscalationRow.state) == before.value
    )
    return int(getattr(uow.execute(wanted.values(**columns)), "rowcount", 0)) == 1


def waiting(uow: UnitOfWork) -> list[Escalation]:
    """All that nobody has accepted yet, oldest first."""
    wanted = select(*columns(EscalationRow)).where(
        col(EscalationRow.desk_id) == uow.desk_id, _OPEN, col(EscalationRow.state) == Stage.ASKED.value
    )
    return [_value(uow, row) for row in uow.execute(wanted.order_by(col(EscalationRow.id))).all()]


def end(uow: UnitOfWork, ticket_id: int) -> None:
    """A locked ticket has ended or was resolved: nobody is asked about it any more. Safe to call twice."""
    found = open_of(uow, ticket_id)
    if found is not None:
        change(uow, found.id, found.stage, state=Stage.ENDED.value, ended_at=uow.at)
        timers.drop(uow, TimerKind.ESCALATION, found.id)


def places_asked(uow: UnitOfWork) -> list[tuple[int, str, int | None]]:
    """Of every open escalation: (ticket, a place that it asks, who has accepted it)."""
    return [(row.ticket_id, row.place, row.accepted_by) for row in uow.run(_ALL_OPEN, desk_id=uow.desk_id).all()]


def _value(uow: UnitOfWork, row: Row[Any]) -> Escalation:
    asks = tuple(
        Ask(who=one.who, place=one.place, passed_by=one.passed_by, at=one.created_at)
        for one in uow.run(_ASKS, escalation_id=row.id).all()
    )
    return Escalation(
        id=row.id,
        ticket_id=row.ticket_id,
        stage=Stage(row.state),
        rule=row.rule,
        to=row.to,
        reason=row.reason,
        within_seconds=row.within_seconds,
        asked_by=row.asked_by,
        first_holder=row.first_holder,
        asked_at=row.asked_at,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
        asks=asks,
    )
