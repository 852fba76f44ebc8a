"""Triage of a stored ticket: by rules at intake, again with the classifier, and again when a person says what it is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.domain.desk import Priority
from bot.domain.draft import DraftState
from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.domain.sensitivity import BUILT_IN
from bot.domain.sla import first_response_due, policy_of
from bot.domain.text import clean
from bot.domain.ticket import Ticket
from bot.domain.triage import Guess, Request, triage
from bot.flow import note, outbox
from bot.flow.actors import actor
from store import conversations, drafts, inbox, people, replies, tickets
from store.unit_of_work import UnitOfWork

#: How far back a customer's earlier tickets count as contacts (docs/architecture.md).
WINDOW: Final = timedelta(days=14)

#: As much of a text as the classifier learns from, in characters.
LEARNT: Final = 1000


def request_of(uow: UnitOfWork, ticket_id: int) -> Request:
    """All that triage may look at: what the customer has written so far, and what people have said about it."""
    row = tickets.row(uow, ticket_id)
    customer = people.customer(uow, row.customer_id)
    written = [clean(line.body) for line in conversations.messages(uow, ticket_id) if line.author == "customer"]
    return Request(
        text="\n".join([row.subject, *written]),
        language=row.language,
        source=row.source,
        via=row.via,
        segment=customer.segment,
        value=customer.value,
        contacts=row.contacts,
        form_type=row.attributes.get("type") if row.type_source in ("form", "none") else None,
        person_type=row.type if row.type_source == "person" else None,
        marked=tuple(row.marked),
        cleared=tuple(row.unmarked),
    )


def again(
    uow: UnitOfWork,
    ticket_id: int,
    guess: Guess | None,
    by: str = "system",
    columns: Mapping[str, object] | None = None,
) -> Ticket:
    """Triage a locked ticket anew and store what changed; approvals needed are raised, never lowered.

    Without `guess` what the classifier said before still counts. A class that a person has unmarked stays away until
    the customer writes again.
    """
    before = tickets.get(uow, ticket_id)
    decided = triage(request_of(uow, ticket_id), guess or standing_guess(before), uow.desk.file)
    ticket = tickets.retriage(uow, ticket_id, decided, by, **(columns or {}))
    due = due_by(uow, ticket.queue, ticket.priority, ticket.created_at)
    if ticket.first_response_due != due:
        tickets.row(uow, ticket_id).first_response_due = due
        uow.session.flush()
    reply = replies.under_way(uow, ticket_id)
    if reply is not None:
        replies.raise_keys(uow, reply.id, ticket.keys_needed)
    return tickets.get(uow, ticket_id)


def confirmed(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    """What people have said about earlier requests, for the classifier: (text, language, type), the newest first."""
    return [(clean(body)[:LEARNT], language, kind) for body, language, kind in conversations.confirmed(uow, 2000)]


def due_by(uow: UnitOfWork, queue_name: str, priority: Priority, created: datetime) -> datetime | None:
    """When the first answer is due, in the business time of the queue; None without a policy."""
    queue = uow.desk.queue(queue_name)
    closed = uow.desk.holidays.get(queue.hours.holidays, frozenset())
    return first_response_due(policy_of(uow.desk.file, queue), priority, queue.hours, created, closed)


def standing_guess(ticket: Ticket) -> Guess | None:
    """What the classifier said when it was last sure of the ticket's type."""
    if ticket.type_source != "classifier" or ticket.type_confidence is None:
        return None
    return Guess(ticket.type, ticket.type_confidence)


def change_type(uow: UnitOfWork, ticket_id: int, type_name: str, by: str) -> Ticket:
    """A person says what the ticket is. It stands above rules and classifier, teaches the classifier, and starts a
    suggestion."""
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.CHANGE_TYPE, who, ticket)
    if uow.desk.type(type_name) is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=type_name)
    if (ticket.type, ticket.type_source) == (type_name, "person"):
        return ticket
    columns = {"type": type_name, "type_source": "person", "type_confidence": None}
    tickets.change(uow, ticket.id, who.journal_name, "ticket.type_set", columns, type=type_name, before=ticket.type)
    drafts.supersede(uow, ticket.id)
    ticket = again(uow, ticket.id, None, who.journal_name)
    outbox.prepare(uow, ticket.id, outbox.CLICK)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def confirm_type(uow: UnitOfWork, ticket_id: int, draft_id: int, by: str) -> Ticket:
    """**Yes, it is**: the guess that the clicker saw was right. `draft_id` is the question, as it stood on the card.

    Raises `Refused(STALE_DRAFT)` when something else stands there now, and as `change_type`.
    """
    tickets.lock(uow, ticket_id)
    asked = drafts.current(uow, ticket_id)
    guess = tickets.row(uow, ticket_id).guess
    if asked is None or asked.id != draft_id or asked.state is not DraftState.ASKED or not guess:
        raise Refused(RefusalCode.STALE_DRAFT)
    return change_type(uow, ticket_id, guess, by)


def mark_sensitive(uow: UnitOfWork, ticket_id: int, name: str, by: str, view_id: str, said: str = "") -> Ticket | None:
    """**Mark sensitive…**: anyone on the ticket may. There is no suggestion any more, and the card is sealed.

    `name` is a class, built in or of the desk file; `said` a note for the team. A second submit of the same modal
    returns None. Raises `Refused(UNKNOWN_WORD)` for another class, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.MARK_SENSITIVE, who, ticket)
    if name not in BUILT_IN and name not in {rule.name for rule in uow.desk.file.sensitivity}:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=name)
    row = tickets.row(uow, ticket_id)
    columns = {
        "marked": sorted({*row.marked, name}),
        "unmarked": [other for other in row.unmarked if other != name],
    }
    tickets.change(uow, ticket.id, who.journal_name, "ticket.marked_sensitive", columns, name=name)
    ticket = again(uow, ticket.id, None, who.journal_name)
    note.add(uow, ticket, who, said, view_id)
    seal(uow, ticket)
    return ticket


def unmark_sensitive(uow: UnitOfWork, ticket_id: int, reason: str, by: str, view_id: str) -> Ticket | None:
    """**Not sensitive…**: the owner or a lead, with a reason, which is kept as a note.

    Approvals once asked for stay asked for. A second submit of the same modal returns None.
    """
    if not reason.strip():
        raise Refused(RefusalCode.REASON_NEEDED)
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.UNMARK_SENSITIVE, who, ticket)
    row = tickets.row(uow, ticket_id)
    columns = {"marked": [], "unmarked": sorted({*row.unmarked, *row.classes})}
    tickets.change(uow, ticket.id, who.journal_name, "ticket.unmarked_sensitive", columns, classes=list(row.classes))
    ticket = again(uow, ticket.id, None, who.journal_name)
    note.add(uow, ticket, who, reason, view_id)
    outbox.prepare(uow, ticket.id, outbox.CLICK)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def seal(uow: UnitOfWork, ticket: Ticket) -> None:
    """Let the sealed card take the open one's place, without a suggestion, and ask for the summary that it needs."""
    outbox.prepare(uow, ticket.id)
    show_sealed(uow, ticket)


def show_sealed(uow: UnitOfWork, ticket: Ticket) -> None:
    """As `seal`, for a ticket that is just being prepared."""
    drafts.supersede(uow, ticket.id)
    outbox.card(uow, ticket, outbox.URGENT)
    outbox.thread(uow, ticket.id, outbox.URGENT)
