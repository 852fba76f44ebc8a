"""Reports of wrong answers, until they are settled."""

from typing import Any

from sqlalchemy import Row, bindparam, update
from sqlmodel import col, select

from bot.domain.report import ABOUT_DATA, Report, Wrong
from store.tables import ReportRow
from store.unit_of_work import UnitOfWork, columns

_UNSETTLED = (
    select(*columns(ReportRow))
    .where(col(ReportRow.ticket_id) == bindparam("ticket_id"), col(ReportRow.settled_at).is_(None))
    .order_by(col(ReportRow.id))
)


def add(
    uow: UnitOfWork, ticket_id: int, wrong: Wrong, person_id: int, *, draft_id: int | None, reply_id: int | None
) -> int:
    """Keep a report; its id."""
    return uow.append(
        ReportRow,
        desk_id=uow.desk_id,
        ticket_id=ticket_id,
        draft_id=draft_id,
        reply_id=reply_id,
        kind=wrong.value,
        person_id=person_id,
        created_at=uow.at,
    )


def unsettled(uow: UnitOfWork, ticket_id: int) -> tuple[Report, ...]:
    """A ticket's reports that nobody has settled, oldest first."""
    return tuple(_value(row) for row in uow.run(_UNSETTLED, ticket_id=ticket_id))


def about_data(uow: UnitOfWork) -> frozenset[int]:
    """The tickets with a report about data that nobody has settled."""
    wanted = select(ReportRow.ticket_id).where(
        ReportRow.desk_id == uow.desk_id,
        col(ReportRow.settled_at).is_(None),
        col(ReportRow.kind).in_(sorted(wrong.value for wrong in ABOUT_DATA)),
    )
    return frozenset(uow.session.exec(wanted))


def settle(uow: UnitOfWork, report_id: int, person_id: int) -> bool:
    """One UPDATE decides who has settled it. False where somebody was first."""
    changed = uow.execute(
        update(ReportRow)
        .where(col(ReportRow.id) == report_id, col(ReportRow.settled_at).is_(None))
        .values(settled_by=person_id, settled_at=uow.at)
    )
    return int(getattr(changed, "rowcount", 0)) == 1


def _value(row: Row[Any]) -> Report:
    return Report(
        id=row.id,
        ticket_id=row.ticket_id,
        draft_id=row.draft_id,
        reply_id=row.reply_id,
        wrong=Wrong(row.kind),
        person_id=row.person_id,
        settled=row.settled_at is not None,
    )
