"""Tickets as a program reads them: by number, or page by page."""

from dataclasses import dataclass

from bot.domain.message import Message
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow.intake import API
from store import conversations, ticket_lists, tickets
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A ticket with its public lines, oldest first. Of a sealed one that came from elsewhere no text is shown, and no
    type, which tells as much."""

    ticket: Ticket
    external_id: str
    subject: str
    type: str | None
    lines: tuple[Message, ...] = ()


def opened(uow: UnitOfWork, ticket_id: int) -> Conversation:
    """One ticket for the API. Raises `Refused(NO_SUCH_TICKET)`."""
    ticket = tickets.get(uow, ticket_id)
    require(Action.READ, API, ticket)
    lines = tuple(line for line in conversations.messages(uow, ticket_id) if line.public) if _open(ticket) else ()
    return _conversation(uow, ticket, lines)


def listed(uow: UnitOfWork, *, state: str | None, after: int, limit: int) -> list[Conversation]:
    """Up to `limit` tickets with numbers above `after`, in order and without their lines."""
    found = ticket_lists.listed(uow, state=state, after=after, limit=limit)
    for ticket in found:
        require(Action.READ, API, ticket)
    return [_conversation(uow, ticket, ()) for ticket in found]


def _open(ticket: Ticket) -> bool:
    """Whoever made a ticket by the API knows its text; the seal of any other one holds for programs too."""
    return ticket.source == "api" or not ticket.sealed


def _conversation(uow: UnitOfWork, ticket: Ticket, lines: tuple[Message, ...]) -> Conversation:
    return Conversation(
        ticket=ticket,
        external_id=conversations.of_ticket(uow, ticket.id)[1],
        subject=ticket.subject if _open(ticket) else "",
        type=ticket.type if _open(ticket) else None,
        lines=lines,
    )
