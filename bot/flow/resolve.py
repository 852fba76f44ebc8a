"""Ending a ticket, and opening it again."""

from bot.domain.avoidable import avoidable
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, State, Ticket
from bot.flow import beside, escalation_news, note, outbox
from bot.flow.actors import actor
from store import drafts, findings, journal, replies, ticket_lists, tickets
from store.unit_of_work import UnitOfWork


def resolve(
    uow: UnitOfWork, ticket_id: int, by: str, said: str = "", view_id: str = "", avoided_by: str = ""
) -> Ticket:
    """**Resolve** without a further answer. Resolving a resolved ticket changes nothing.

    `said` is a note for the team, kept once for each modal (`view_id`); `avoided_by` says whether it could have been
    avoided (`bot.domain.avoidable`), empty where nobody answered that. The last answer counts. Raises
    `Refused(ALREADY_WAITING)` while a reply is on its way.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.RESOLVE, who, ticket)
    if ticket.state is State.RESOLVED:
        _keep_answer(uow, ticket, who, avoided_by)
        note.add(uow, ticket, who, said, view_id)
        return ticket
    if replies.under_way(uow, ticket.id) is not None:
        raise Refused(RefusalCode.ALREADY_WAITING)
    drafts.supersede(uow, ticket.id)
    escalation_news.happened(uow, ticket, "resolved", who)
    ticket = tickets.move(uow, ticket.id, Event.RESOLVED, who.journal_name)
    _keep_answer(uow, ticket, who, avoided_by)
    note.add(uow, ticket, who, said, view_id)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.thread(uow, ticket.id)
    beside.redraw(uow, ticket)
    return ticket


def _keep_answer(uow: UnitOfWork, ticket: Ticket, who: Actor, avoided_by: str) -> None:
    answer = avoidable(avoided_by)
    if answer is not None and answer != findings.of(uow, ticket.id).avoidable:
        findings.keep(uow, ticket.id, avoidable=answer.value)
        journal.append(uow, ticket.id, who.journal_name, "ticket.avoidable", avoidable=answer.value)


def reopen(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """**Reopen** a resolved ticket; it is counted."""
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.REOPEN, who, ticket)
    ticket = tickets.move(uow, ticket.id, Event.REOPENED, who.journal_name)
    outbox.prepare(uow, ticket.id, outbox.CLICK)
    outbox.card(uow, ticket, outbox.CLICK)
    beside.redraw(uow, ticket)
    return ticket


def close_due(uow: UnitOfWork, limit: int = 200) -> int:
    """Close what was resolved long enough ago. Returns how many; calling again goes on with the rest."""
    due = ticket_lists.due_to_close(uow, limit)
    for ticket_id in due:
        if tickets.lock(uow, ticket_id).state is State.RESOLVED:  # nobody has reopened or closed it meanwhile
            outbox.card(uow, tickets.move(uow, ticket_id, Event.CLOSED, "system"))
    return len(due)
