"""Who works on a ticket: claim, take over, release, assign."""

from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, Ticket, next_state
from bot.flow import outbox
from bot.flow.actors import actor
from store import people, replies, tickets
from store.unit_of_work import UnitOfWork


def claim(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """**Claim**: the ticket is the clicker's. Claiming one's own ticket again changes nothing.

    Raises `Refused(TAKEN)` with the name of whoever was first, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.CLAIM, who, ticket)
    if ticket.assignee_id == who.person.id:
        return ticket
    if not tickets.claim(uow, ticket.id, who.person.id):
        raise Refused(RefusalCode.TAKEN, who=holder_name(uow, ticket), number=ticket.number)
    return _worked_on(uow, ticket.id, who)


def take_over(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """**Take over** somebody else's ticket; they are told. Raises `Refused(ALREADY_YOURS)` for one's own."""
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.TAKE_OVER, who, ticket)
    before = people.by_id(uow, ticket.assignee_id)
    if before is not None and before.id == who.person.id:
        raise Refused(RefusalCode.ALREADY_YOURS, number=ticket.number)
    tickets.assign(uow, ticket.id, who.person.id, who.journal_name, "ticket.taken_over")
    if before is not None:
        outbox.notice(uow, "taken_over", before.slack_id, ticket.id, who=who.person.name)
    return _worked_on(uow, ticket.id, who)


def release(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """Give a ticket back to its queue. Raises `Refused(ALREADY_WAITING)` while its holder's reply is on its way."""
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.RELEASE, who, ticket)
    if ticket.assignee_id is None:
        return ticket
    if replies.under_way(uow, ticket.id) is not None:
        raise Refused(RefusalCode.ALREADY_WAITING)
    next_state(ticket.state, Event.WORKED_ON)  # nobody gives back what is resolved or has ended
    ticket = tickets.assign(uow, ticket.id, None, who.journal_name, "ticket.released")
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def assign(uow: UnitOfWork, ticket_id: int, to: str, by: str) -> Ticket:
    """**Assign** to somebody who may work on the ticket, and who is told.

    Raises a role's refusal, for the clicker or for the receiver.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.ASSIGN, who, ticket)
    receiver = _receiver(uow, to, ticket)
    if ticket.assignee_id == receiver.person.id:
        return ticket
    tickets.assign(uow, ticket.id, receiver.person.id, who.journal_name, "ticket.assigned")
    if receiver.person.id != who.person.id:
        outbox.notice(uow, "assigned", receiver.person.slack_id, ticket.id, who=who.person.name)
    return _worked_on(uow, ticket.id, who)


def _receiver(uow: UnitOfWork, to: str, ticket: Ticket) -> Actor:
    try:
        receiver = actor(uow, to)
        require(Action.CLAIM, receiver, ticket)
    except Refused as refused:
        if refused.code is RefusalCode.MEMBERSHIP_UNKNOWN:
            raise
        who_may = "lead, owner, deputy" if ticket.sealed else "member"
        raise Refused(refused.code, outsider="receiver", who_may=who_may) from None
    return receiver


def _worked_on(uow: UnitOfWork, ticket_id: int, who: Actor) -> Ticket:
    ticket = tickets.move(uow, ticket_id, Event.WORKED_ON, who.journal_name)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.thread(uow, ticket.id)
    return ticket


def holder_name(uow: UnitOfWork, ticket: Ticket) -> str:
    """Who has a ticket, for whoever wanted it too."""
    person = people.by_id(uow, ticket.assignee_id)
    return person.name if person else "somebody else"
