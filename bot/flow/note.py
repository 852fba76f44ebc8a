"""What somebody wrote for the team while acting on a ticket."""

from bot.domain.people import Actor
from bot.domain.ticket import Ticket
from bot.flow import outbox
from store import conversations
from store.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, ticket: Ticket, who: Actor, said: str, view_id: str) -> int | None:
    """Keep a note beside the conversation: in the thread, of a sealed ticket in **Open** only. No customer sees it.

    The caller holds the ticket's lock and has checked the role. A modal (`view_id`) leaves one note, however often it
    is submitted; an empty one leaves none. Returns the id of a new one.
    """
    if not said.strip():
        return None
    new = conversations.add_message(
        uow,
        ticket_id=ticket.id,
        conversation_id=conversations.of_ticket(uow, ticket.id)[0],
        external_id=f"note:{view_id}",
        author="note",
        author_name=who.person.name,
        person_id=who.person.id,
        body=said.strip(),
        public=False,
    )
    if new is not None:
        outbox.thread(uow, ticket.id)
    return new
