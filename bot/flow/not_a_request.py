"""What came in and is no request, and taking that back."""

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, State, Ticket, next_state
from bot.flow import beside, outbox
from bot.flow.actors import actor
from bot.flow.reply import check_free
from store import drafts, tickets
from store.unit_of_work import UnitOfWork


def end(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """**Not a request** ends a ticket; what its customer writes next makes it a new one. Twice is as once.

    Raises `Refused(ALREADY_WAITING)` while a reply is on its way, WRONG_STATE once it is resolved or has ended, or a
    role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.NOT_A_REQUEST, who, ticket)
    if ticket.state is State.NOT_A_REQUEST:
        return ticket
    next_state(ticket.state, Event.NOT_A_REQUEST)
    check_free(uow, ticket)
    drafts.supersede(uow, ticket.id)
    ticket = tickets.move(uow, ticket.id, Event.NOT_A_REQUEST, who.journal_name)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.spikes_of(uow, ticket.id)
    beside.redraw(uow, ticket)
    return ticket


def take_back(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """**It is a request**: new again, for whoever had it, with a new suggestion. Twice is as once.

    Raises `Refused(WRONG_STATE)` once its text is kept no longer, and for a ticket that was closed or merged.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.NOT_A_REQUEST, who, ticket)
    if not ticket.ended:
        return ticket
    if ticket.text_gone:
        raise Refused(RefusalCode.WRONG_STATE)
    quiet = ticket.quiet_in_slack
    ticket = tickets.move(uow, ticket.id, Event.IS_A_REQUEST, who.journal_name)
    outbox.prepare(uow, ticket.id, outbox.CLICK)
    outbox.spikes_of(uow, ticket.id)
    beside.redraw(uow, ticket)
    if quiet:  # what stood in Slack is gone or about to go
        outbox.unfade(uow, ticket.id)
        outbox.card_below(uow, ticket)
    else:
        outbox.card(uow, ticket, outbox.CLICK)
    return ticket
