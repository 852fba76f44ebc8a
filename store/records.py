"""Records linked to tickets."""

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.domain.record import LinkedRecord
from store import journal, tickets
from store.tables import RecordRow
from store.unit_of_work import UnitOfWork, columns

_LINKED = (
    select(*columns(RecordRow)).where(col(RecordRow.ticket_id) == bindparam("ticket_id")).order_by(col(RecordRow.id))
)


def link(uow: UnitOfWork, ticket_id: int, record: LinkedRecord, why: str) -> None:
    """Store what is known of a record named in a locked ticket; the newest reading replaces the one before.

    Every look-up is journaled: which record, which fields, and `why`.
    """
    own = record.state == "own"
    insert = uow.insert(RecordRow).values(
        ticket_id=ticket_id,
        source=record.source,
        key=record.key,
        state=record.state,
        fields=dict(record.fields) if own else {},
        person_id=tickets.row(uow, ticket_id).customer_id if own else None,
        read_at=record.read_at,
    )
    fresh = {name: insert.excluded[name] for name in ("state", "fields", "person_id", "read_at")}
    uow.execute(insert.on_conflict_do_update(index_elements=["ticket_id", "source", "key"], set_=fresh))
    journal.append(
        uow, ticket_id, "system", "record.read", source=record.source, key=record.key, state=record.state,
        fields=sorted(record.fields), why=why,
    )  # fmt: skip


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
