"""Seats: few places that processes hold for a time, such as the right to keep sockets open to Slack."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import col

from store.tables import SeatRow
from store.unit_of_work import UnitOfWork


def take(uow: UnitOfWork, name: str, number: int, holder: str, time: timedelta) -> bool:
    """Take a seat that is free, or one's own again. Of several processes at once one gets it."""
    insert = uow.insert(SeatRow).values(
        desk_id=uow.desk_id, name=name, number=number, holder=holder, until=uow.now + time
    )
    taken = uow.execute(
        insert.on_conflict_do_update(
            index_elements=["desk_id", "name", "number"],
            set_={"holder": insert.excluded.holder, "until": insert.excluded.until},
            where=or_(col(SeatRow.until) <= uow.now, col(SeatRow.holder) == holder),
        ).returning(col(SeatRow.id))
    )
    return taken.first() is not None


def keep(uow: UnitOfWork, name: str, number: int, holder: str, time: timedelta) -> bool:
    """Hold on to a seat. False when somebody else has it; one that ran out and nobody wanted is one's own still."""
    kept = uow.execute(update(SeatRow).where(_of(uow, name, number, holder)).values(until=uow.now + time))
    return bool(getattr(kept, "rowcount", 0))


def leave(uow: UnitOfWork, name: str, number: int, holder: str) -> None:
    """Give a seat back. Safe to call twice, and for one that somebody else has."""
    uow.execute(update(SeatRow).where(_of(uow, name, number, holder)).values(holder="", until=uow.now))


def clear(uow: UnitOfWork, name: str) -> None:
    """Give back every seat, whoever has it: for a process that knows that it is alone."""
    uow.execute(
        update(SeatRow)
        .where(col(SeatRow.desk_id) == uow.desk_id, col(SeatRow.name) == name)
        .values(holder="", until=uow.now)
    )


def _of(uow: UnitOfWork, name: str, number: int, holder: str) -> ColumnElement[bool]:
    return and_(
        col(SeatRow.desk_id) == uow.desk_id,
        col(SeatRow.name) == name,
        col(SeatRow.number) == number,
        col(SeatRow.holder) == holder,
    )
