"""A customer's other tickets, and which records tickets name: for what may be one request."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.domain.ticket import State, Ticket
from bot.domain.twins import Key
from store import tickets
from store.tables import RecordRow, TicketRow
from store.unit_of_work import UnitOfWork, columns

#: Nobody reads more of them, and whoever writes that often is known by then.
_MOST = 30
_LIVING = (*tickets.OPEN, State.RESOLVED.value)
_EVERYWHERE = (
    select(*columns(TicketRow))
    .where(
        col(TicketRow.desk_id) == bindparam("desk_id"),
        col(TicketRow.customer_id) == bindparam("customer_id"),
        col(TicketRow.id) != bindparam("ticket_id"),
        col(TicketRow.state).in_(_LIVING),
    )
    .order_by(col(TicketRow.created_at).desc(), col(TicketRow.id).desc())
    .limit(_MOST)
)
_SAME_SOURCE = _EVERYWHERE.where(col(TicketRow.source) == bindparam("source"))


def others(uow: UnitOfWork, ticket: Ticket, *, everywhere: bool = False) -> list[Ticket]:
    """The customer's other tickets that have not ended, from the same source or from `everywhere`: the newest first
    and no more than 30."""
    asked = {"desk_id": uow.desk_id, "customer_id": ticket.customer_id, "ticket_id": ticket.id}
    rows = uow.run(_EVERYWHERE, **asked) if everywhere else uow.run(_SAME_SOURCE, **asked, source=ticket.source)
    return [tickets.value(row) for row in rows]


def keys_of(uow: UnitOfWork, ticket_ids: Collection[int]) -> dict[int, frozenset[Key]]:
    """The records that each of these tickets names, whether or not they could be tied to its customer."""
    found: defaultdict[int, set[Key]] = defaultdict(set)
    rows = uow.session.exec(
        select(RecordRow.ticket_id, RecordRow.source, RecordRow.key).where(col(RecordRow.ticket_id).in_(ticket_ids))
    )
    for ticket_id, source, key in rows:
        found[ticket_id].add((source, key))
    return {ticket_id: frozenset(found[ticket_id]) for ticket_id in ticket_ids}
