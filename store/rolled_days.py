"""Which days were rolled up, which are to be, how far the journal was searched for them, and the last comparison."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, update
from sqlmodel import col, select

from bot.domain.ticket import State
from store.tables import JournalRow, RolledDayRow, RollUpCheckRow, RollUpMarkRow, TicketRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RolledDay:
    """A local day: how it stood at `rolled_at` (None: never rolled up); `asked_at`: since when it is to be again."""

    day: date
    rolled_at: datetime | None
    asked_at: datetime | None
    desk_version: int | None


def ask(uow: UnitOfWork, zone: str, days: Collection[date]) -> None:
    """Let these days be rolled up (again). Safe to call twice."""
    for day in sorted(days):
        new = uow.insert(RolledDayRow).values(
            desk_id=uow.desk_id, zone=zone, day=day, asked_at=uow.at, created_at=uow.at
        )
        again = new.on_conflict_do_update(
            index_elements=["desk_id", "zone", "day"], set_={"asked_at": new.excluded.asked_at}
        )
        uow.execute(again)


def known(uow: UnitOfWork, zone: str, since: date | None = None) -> list[RolledDay]:
    """The days of a zone from `since` on, oldest first."""
    wanted = select(RolledDayRow).where(*_of(uow, RolledDayRow, zone)).order_by(col(RolledDayRow.day))
    if since is not None:
        wanted = wanted.where(col(RolledDayRow.day) >= since)
    return [_value(row) for row in uow.session.exec(wanted)]


def get(uow: UnitOfWork, zone: str, day: date) -> RolledDay | None:
    wanted = select(RolledDayRow).where(*_of(uow, RolledDayRow, zone), RolledDayRow.day == day)
    row = uow.session.exec(wanted).first()
    return _value(row) if row else None


def next_asked(uow: UnitOfWork, zone: str) -> RolledDay | None:
    """The newest day that is to be rolled up."""
    wanted = select(RolledDayRow).where(*_of(uow, RolledDayRow, zone), col(RolledDayRow.asked_at).is_not(None))
    row = uow.session.exec(wanted.order_by(col(RolledDayRow.day).desc()).limit(1)).first()
    return _value(row) if row else None


def hold(uow: UnitOfWork, zone: str, day: date, as_of: datetime) -> bool:
    """Hold a day until the transaction ends. False where it was rolled up as of a later moment already."""
    uow.insert_new(
        RolledDayRow,
        {"desk_id": uow.desk_id, "zone": zone, "day": day, "created_at": uow.at},
        ("desk_id", "zone", "day"),
    )
    wanted = select(col(RolledDayRow.rolled_at)).where(*_of(uow, RolledDayRow, zone), col(RolledDayRow.day) == day)
    rolled_at = uow.execute(wanted.with_for_update()).scalar_one()
    return rolled_at is None or rolled_at <= as_of


def done(uow: UnitOfWork, zone: str, day: date, as_of: datetime, asked_at: datetime | None) -> None:
    """A held day was rolled up as of then. It stays asked for where that was done anew since it stood at `asked_at`."""
    of_day = (*_of(uow, RolledDayRow, zone), col(RolledDayRow.day) == day)
    uow.execute(update(RolledDayRow).where(*of_day).values(rolled_at=as_of, desk_version=uow.desk_version))
    still = col(RolledDayRow.asked_at) == asked_at
    uow.execute(update(RolledDayRow).where(*of_day, still).values(asked_at=None))


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of the journal, with when its ticket came."""

    id: int
    ticket_id: int
    at: datetime
    action: str
    created_at: datetime
    record: tuple[str, str] | None  # of `record.read`: (source, key)
    was_none: bool  # the ticket had been said to be no request


_HAPPENED: Final[list[Any]] = [
    JournalRow.id, JournalRow.ticket_id, JournalRow.at, JournalRow.action, JournalRow.detail, TicketRow.created_at,
]  # fmt: skip


def mark(uow: UnitOfWork, zone: str) -> int | None:
    """The last entry of the journal that was looked at, held until the transaction ends; None: nobody has looked."""
    wanted = select(col(RollUpMarkRow.journal_id)).where(*_of(uow, RollUpMarkRow, zone))
    return uow.execute(wanted.with_for_update()).scalar()


def last_mark(uow: UnitOfWork, zone: str) -> int:
    """As `mark`, without holding it; 0 where nobody has looked yet."""
    wanted = select(col(RollUpMarkRow.journal_id)).where(*_of(uow, RollUpMarkRow, zone))
    return uow.execute(wanted).scalar() or 0


def set_mark(uow: UnitOfWork, zone: str, journal_id: int) -> None:
    new = uow.insert(RollUpMarkRow).values(
        desk_id=uow.desk_id, zone=zone, journal_id=journal_id, looked_at=uow.at, created_at=uow.at
    )
    changed = {"journal_id": new.excluded.journal_id, "looked_at": new.excluded.looked_at}
    uow.execute(new.on_conflict_do_update(index_elements=["desk_id", "zone"], set_=changed))


def newest_entry(uow: UnitOfWork) -> int:
    return uow.execute(select(func.max(col(JournalRow.id)))).scalar() or 0


def happened(uow: UnitOfWork, after: int, limit: int) -> list[Happened]:
    """What came into the journal after an entry, oldest first."""
    wanted: Any = select(*_HAPPENED).join(TicketRow, col(TicketRow.id) == col(JournalRow.ticket_id))
    wanted = wanted.where(col(JournalRow.id) > after, col(JournalRow.desk_id) == uow.desk_id)
    return [
        Happened(
            id=row.id,
            ticket_id=row.ticket_id,
            at=row.at,
            action=row.action,
            created_at=row.created_at,
            record=(row.detail["source"], row.detail["key"]) if row.action == "record.read" else None,
            was_none=row.detail.get("was") == State.NOT_A_REQUEST.value,
        )
        for row in uow.execute(wanted.order_by(col(JournalRow.id)).limit(limit))
    ]


def read_before(uow: UnitOfWork, entry: Happened) -> bool:
    """Whether the record of an entry had been named in its ticket before."""
    wanted = select(JournalRow.detail).where(
        JournalRow.ticket_id == entry.ticket_id, JournalRow.action == "record.read", col(JournalRow.id) < entry.id
    )
    return any((detail["source"], detail["key"]) == entry.record for detail in uow.execute(wanted).scalars())


def first_ticket_at(uow: UnitOfWork) -> datetime | None:
    """When the first request came."""
    wanted = select(col(TicketRow.created_at)).where(TicketRow.desk_id == uow.desk_id)
    return uow.execute(wanted.order_by(col(TicketRow.created_at)).limit(1)).scalar()


@dataclass(frozen=True, slots=True)
class Checked:
    """The last comparison of a zone's days with the ledger."""

    zone: str
    at: datetime
    days: int
    differences: int
    examples: Sequence[dict[str, Any]] = ()


def checked(uow: UnitOfWork, zone: str, days: int, differences: int, examples: Sequence[dict[str, Any]]) -> None:
    """Keep what came of a comparison, in place of the one before."""
    values = {"days": days, "differences": differences, "examples": list(examples), "checked_at": uow.at}
    new = uow.insert(RollUpCheckRow).values(desk_id=uow.desk_id, zone=zone, **values)
    changed = {name: new.excluded[name] for name in values}
    uow.execute(new.on_conflict_do_update(index_elements=["desk_id", "zone"], set_=changed))


def last_checks(uow: UnitOfWork) -> list[Checked]:
    """The last comparison of each zone."""
    rows = uow.session.exec(select(RollUpCheckRow).where(RollUpCheckRow.desk_id == uow.desk_id))
    return [Checked(row.zone, row.checked_at, row.days, row.differences, row.examples) for row in rows]


def behind(uow: UnitOfWork, before: datetime) -> int:
    """How many days have been waiting since before then to be rolled up."""
    waiting = select(func.count()).where(RolledDayRow.desk_id == uow.desk_id, col(RolledDayRow.asked_at) < before)
    return int(uow.execute(waiting).scalar_one())


def _of(uow: UnitOfWork, table: Any, zone: str) -> tuple[Any, ...]:
    return col(table.desk_id) == uow.desk_id, col(table.zone) == zone


def _value(row: RolledDayRow) -> RolledDay:
    return RolledDay(row.day, row.rolled_at, row.asked_at, row.desk_version)
