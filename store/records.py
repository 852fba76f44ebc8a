"""Records linked to tickets."""

from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.domain.health import Reads
from bot.domain.record import LinkedRecord
from store import journal, tickets
from store.tables import JournalRow, RecordRow
from store.unit_of_work import UnitOfWork, columns

_LINKED = (
    select(*columns(RecordRow)).where(col(RecordRow.ticket_id) == bindparam("ticket_id")).order_by(col(RecordRow.id))
)


def link(uow: UnitOfWork, ticket_id: int, record: LinkedRecord, why: str, by: str = "system") -> None:
    """Store what is known of a record named in a locked ticket; the newest reading replaces the one before.

    Every look-up is journaled: `by` whom, which record, which fields, and `why`; whether a value was shown again that
    had been read before, and why one could not be read.
    """
    own = record.state == "own"
    insert = uow.insert(RecordRow).values(
        ticket_id=ticket_id,
        source=record.source,
        key=record.key,
        state=record.state,
        fields=dict(record.fields) if own else {},
        person_id=tickets.row(uow, ticket_id).customer_id if own else None,
        read_at=record.read_at or (uow.at if record.state == "unreachable" else None),  # or when it was tried
    )
    fresh = {name: insert.excluded[name] for name in ("state", "fields", "person_id", "read_at")}
    uow.execute(insert.on_conflict_do_update(index_elements=["ticket_id", "source", "key"], set_=fresh))
    journal.append(
        uow, ticket_id, by, "record.read", source=record.source, key=record.key, state=record.state,
        fields=sorted(record.fields), why=why, **({"kept": True} if record.kept else {}),
        **({"not_read": record.why} if record.why else {}),
    )  # fmt: skip


def lately(uow: UnitOfWork, since: datetime) -> dict[str, Reads]:
    """What came of the reads of each source since then. What was only shown again is no read."""
    mine = (JournalRow.desk_id == uow.desk_id, JournalRow.action == "record.read", col(JournalRow.at) >= since)
    rows = uow.execute(select(JournalRow.detail).where(*mine).order_by(col(JournalRow.id).desc())).scalars()
    failed: dict[str, list[bool]] = {}
    for detail in rows:
        if not detail.get("kept"):
            failed.setdefault(detail["source"], []).append(detail["state"] == "unreachable")
    return {
        source: Reads(
            count=len(found),
            failed=sum(found),
            failed_last=next((n for n, bad in enumerate(found) if not bad), len(found)),
        )
        for source, found in failed.items()
    }


def linked(uow: UnitOfWork, ticket_id: int) -> tuple[LinkedRecord, ...]:
    """The records of a ticket, in the order in which they were first named."""
    rows = uow.run(_LINKED, ticket_id=ticket_id)
    return tuple(
        LinkedRecord(
            source=row.source,
            key=row.key,
            state=row.state,
            fields=dict(row.fields),
            read_at=row.read_at,
        )
        for row in rows
    )
