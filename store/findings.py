"""What is known of tickets beside their life."""

from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col

from bot.domain.findings import Findings
from store import drafts, tickets
from store.tables import TicketRow
from store.unit_of_work import UnitOfWork

_SET = update(TicketRow).where(col(TicketRow.id) == bindparam("ticket_id"))


def of(uow: UnitOfWork, ticket_id: int) -> Findings:
    """Raises `Refused(NO_SUCH_TICKET)`."""
    row = tickets.row(uow, ticket_id)
    return Findings(
        attributes=row.attributes,
        marked=tuple(row.marked),
        unmarked=tuple(row.unmarked),
        guess=row.guess,
        confidence=row.type_confidence,
        contacts=row.contacts,
        summary=drafts.summary_value(row.summary),
        missing=tuple(row.missing),
        duplicate_of=row.duplicate_of,
        prepared=row.prepared,
        merged_into=row.merged_into,
        avoidable=row.avoidable,
    )


def keep(uow: UnitOfWork, ticket_id: int, **columns: Any) -> None:
    """Write columns of a locked ticket that nobody has decided: no journal entry follows, and its version stays."""
    uow.run(_SET, ticket_id=ticket_id, **columns)
    row = tickets.row(uow, ticket_id)
    for name, given in columns.items():
        set_committed_value(row, name, given)
    if "first_response_at" in columns:  # another clock runs from then on
        tickets.clocks_anew(uow, ticket_id)
