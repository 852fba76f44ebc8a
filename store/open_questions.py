"""What was asked that no article answers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlmodel import col, select

from bot.domain.attention import Asked
from bot.domain.draft import Withheld
from bot.domain.text import clean
from store import contacts
from store.tables import DraftRow, JournalRow, MessageRow, PersonRow, TicketRow
from store.unit_of_work import UnitOfWork

_ASKED: Final[list[Any]] = [
    TicketRow.id, TicketRow.type, TicketRow.subject, PersonRow.id, PersonRow.name, PersonRow.email,
]  # fmt: skip


def newest(
    uow: UnitOfWork, start: datetime, end: datetime, queues: Sequence[str], *, looked_at: int, limit: int
) -> list[int]:
    """The newest `limit` tickets, by number, of some queues (all, where none is named), for which an article was looked
    for in vain in this time, among the last `looked_at` for which one was. The journal has an index of when."""
    made = select(col(JournalRow.ticket_id)).where(
        JournalRow.desk_id == uow.desk_id,
        JournalRow.action == "draft.made",
        col(JournalRow.at) >= start,
        col(JournalRow.at) < end,
    )
    ids = dict.fromkeys(uow.execute(made.order_by(col(JournalRow.at).desc()).limit(looked_at)).scalars())
    found: set[int] = set()
    for some in contacts.chunks(ids):
        wanted: Any = select(col(DraftRow.ticket_id)).join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        wanted = wanted.where(
            col(DraftRow.ticket_id).in_(some), DraftRow.reason == Withheld.NO_SOURCE.value, TicketRow.level == "none"
        )
        if queues:
            wanted = wanted.where(col(TicketRow.queue).in_(sorted(queues)))
        found |= set(uow.execute(wanted).scalars())
        if len(found) >= limit:
            break
    return sorted(found)[-limit:]


def asked(uow: UnitOfWork, ticket_ids: Collection[int]) -> dict[int, Asked]:
    """What these tickets ask first, as their customers have written it."""
    found: dict[int, Asked] = {}
    for some in contacts.chunks(ticket_ids):
        said: dict[int, str] = {}
        lines = select(col(MessageRow.ticket_id), col(MessageRow.body)).where(
            col(MessageRow.ticket_id).in_(some), MessageRow.author == "customer"
        )
        for ticket_id, body in uow.execute(lines.order_by(col(MessageRow.id))):
            said.setdefault(ticket_id, body)
        wanted: Any = select(*_ASKED).join(PersonRow, col(PersonRow.id) == col(TicketRow.customer_id))
        rows = uow.execute(wanted.where(col(TicketRow.id).in_(some)).order_by(col(TicketRow.id)))
        for ticket_id, kind, subject, customer, name, email in rows:
            text = f"{subject}\n{clean(said.get(ticket_id, ''))}"
            found[ticket_id] = Asked(type=kind or "", customer=customer, name=f"{name} {email}", text=text)
    return found
