"""Which other tickets of its customer a ticket may be the same as."""

from bot.domain.ticket import State, Ticket
from bot.domain.twins import Twin, likely
from store import twins
from store.unit_of_work import UnitOfWork


def of(uow: UnitOfWork, ticket: Ticket) -> tuple[Twin, ...]:
    """The likeliest first; empty for a ticket that has ended."""
    if ticket.ended:
        return ()
    others = twins.others(uow, ticket)
    if not others:
        return ()
    keys = twins.keys_of(uow, [ticket.id, *(other.id for other in others)])
    return likely(ticket, keys[ticket.id], [(other, keys[other.id]) for other in others])


def on_card(uow: UnitOfWork, ticket: Ticket) -> str:
    """The number of the older open ticket that a card may name, where everybody may read both; empty for none."""
    if ticket.sealed or ticket.state is State.RESOLVED:
        return ""
    found = (twin.ticket for twin in of(uow, ticket))
    older = (one for one in found if one.id < ticket.id and not one.sealed and one.state is not State.RESOLVED)
    return next((one.number for one in older), "")
