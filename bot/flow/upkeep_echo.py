"""What comes back of what Deskhand has written to a helpdesk besides replies: it is known, and changes nothing."""

from bot.domain.arrival import AgentMessage
from bot.domain.ticket import Ticket
from bot.domain.upkeep import OutgoingNote, comes_back, mark_of, standing
from store import journal
from store.unit_of_work import UnitOfWork


def follows(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether the helpdesk's status follows the ticket."""
    return "status" in uow.desk.source(ticket.source).writes


def own_status(uow: UnitOfWork, ticket: Ticket, status: str) -> bool:
    """Whether a status that was told is our own change."""
    if not status or not follows(uow, ticket):
        return False
    return comes_back(standing(journal.entries(uow, ticket.id)), status, uow.at)


def own_note(uow: UnitOfWork, ticket: Ticket, arrival: AgentMessage) -> bool:
    """Whether a private line is our own note, which it then is on record to stand there, and once.

    By the id that the helpdesk has given it; before that is known, by its mark.
    """
    if "note" not in uow.desk.source(ticket.source).writes:
        return False
    found = standing(journal.entries(uow, ticket.id))
    if found.note_id and arrival.message_id:
        return found.note_id == arrival.message_id
    note = OutgoingNote(source=ticket.source, conversation=arrival.conversation, body="", mark=mark_of(ticket))
    if not found.note_begun or found.note_seen or not note.is_in(arrival.body):
        return False
    journal.append(uow, ticket.id, "system", "upkeep.seen", what="note")
    if not found.note_done:
        journal.append(uow, ticket.id, "system", "upkeep.done", what="note", id=arrival.message_id)
    return True
