"""Raising a ticket to the person who answers for it."""

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, Ticket
from bot.flow import note, outbox
from bot.flow.actors import actor
from store import inbox, tickets
from store.unit_of_work import UnitOfWork


def escalate(uow: UnitOfWork, ticket_id: int, reason: str, said: str, by: str, view_id: str) -> Ticket | None:
    """**Escalate**: the card moves to the escalations channel and the accountable person is told why.

    `reason` is one of the desk file's, or `other`; `said` is a note for the team, which that person is told at once
    unless the ticket is sealed. A second submit of the same modal returns None. Raises `Refused(UNKNOWN_WORD)` for
    another reason, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.ESCALATE, who, ticket)
    settings = uow.desk.file.escalation
    if reason not in (*settings.reasons, "other"):  # it goes into the journal, which holds no text
        raise Refused(RefusalCode.UNKNOWN_WORD, word=reason)
    to = settings.to or uow.desk.owner_of(ticket.type)
    tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)
    columns = {"escalated_to": to, "escalation_reason": reason}
    ticket = tickets.change(uow, ticket.id, who.journal_name, "ticket.escalated", columns, to=to, reason=reason)
    note.add(uow, ticket, who, said, view_id)
    outbox.card(uow, ticket, outbox.URGENT)
    outbox.thread(uow, ticket.id)
    told = "" if ticket.sealed else said.strip()
    outbox.notice(uow, "escalated", to, ticket.id, who=who.person.name, reason=reason, note=told)
    return ticket
