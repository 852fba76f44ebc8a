"""A ticket's clocks, for whoever changes what they follow from."""

from datetime import datetime

from bot.domain.desk import Priority
from bot.domain.sla import Asker
from bot.domain.ticket import State, Ticket
from store import clocks, missed, tickets
from store.unit_of_work import UnitOfWork


def reset(uow: UnitOfWork, ticket: Ticket) -> Ticket:
    """Let a locked ticket's due times follow from what stands now. Safe to call again.

    `store.tickets` does so by itself with every state, queue, type, priority or holder that it writes; this is for what
    is written past it, such as the first answer's time or a customer's segment.
    """
    return tickets.clocks_anew(uow, ticket.id)


def first_due(uow: UnitOfWork, queue_name: str, priority: Priority, asker: Asker) -> datetime | None:
    """When the first answer to a ticket that came now would be due; None where nothing is promised."""
    moment: datetime | None = clocks.at_first(uow, priority, queue_name, asker)["first_response_due"]
    return moment


def stopped(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether a clock stands still that will run on: it waits for the customer, and is to be resolved by a time."""
    if ticket.state is not State.WAITING_CUSTOMER:
        return False
    policy, _ = clocks.policy_for(uow, ticket)
    return policy is not None and ticket.priority in policy.resolution


def missed_now(uow: UnitOfWork, limit: int) -> int:
    """Put on record what was due by now of up to `limit` tickets, and is not. Returns of how many; safe to call again.

    What is done too late before this is called is on record with what was done."""
    found = missed.unnoted(uow, limit)
    for ticket_id in found:
        tickets.note_missed(uow, ticket_id)
    return len(found)


def catch_up(uow: UnitOfWork, limit: int) -> int:
    """Let up to `limit` open tickets follow today's desk file that followed another one, or none. Returns how many."""
    found = clocks.by_another_version(uow, limit)
    for ticket_id in found:
        reset(uow, tickets.lock(uow, ticket_id))
    return len(found)
