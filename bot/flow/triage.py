"""Triage of a stored ticket: by rules at intake, again with the classifier, and again when a person says what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, cast

from bot.domain.desk import Priority
from bot.domain.draft import DraftState
from bot.domain.errors import RefusalCode, Refused
from bot.domain.records import keys_given
from bot.domain.roles import Action, require
from bot.domain.sensitivity import BUILT_IN, SURE, WARY
from bot.domain.text import clean
from bot.domain.ticket import Ticket, check_going_on
from bot.domain.triage import Guess, Request, triage
from bot.flow import approvers, beside, hiding, note, outbox
from bot.flow.actors import actor
from store import (
    conversations,
    drafts,
    findings,
    inbox,
    journal,
    people,
    replies,
    spikes,
    tickets,
)
from store.unit_of_work import UnitOfWork

#: How far back a customer's earlier tickets count as contacts (docs/architecture.md).
WINDOW: Final = timedelta(days=14)

_SOUNDS: Final = "sounds:"

#: As much of a text as the classifier learns from, in characters.
LEARNT: Final = 1000


def request_of(uow: UnitOfWork, ticket_id: int) -> Request:
    """All that triage may look at: what the customer has given us so far, and what people have said about it."""
    ticket, known = tickets.get(uow, ticket_id), findings.of(uow, ticket_id)
    customer = people.customer(uow, ticket.customer_id)
    return Request(
        text=text_of(uow, ticket_id),
        keys=keys_given(known.attributes, uow.desk.file.records),
        language=ticket.language,
        source=ticket.source,
        via=ticket.via,
        segment=customer.segment,
        value=customer.value,
        contacts=known.contacts,
        form_type=known.attributes.get("type"),
        person_type=ticket.type if ticket.type_source == "person" else None,
        marked=known.marked,
        cleared=known.unmarked,
    )


def text_of(uow: UnitOfWork, ticket_id: int) -> str:
    """All that a customer gave us to read so far."""
    ticket = tickets.get(uow, ticket_id)
    written = [line.body for line in conversations.messages(uow, ticket_id) if line.author == "customer"]
    return text_from(uow, ticket.subject, written, findings.of(uow, ticket_id).attributes)


def text_from(uow: UnitOfWork, subject: str, bodies: Sequence[str], attributes: Mapping[str, Any]) -> str:
    """What a customer gave us to read, cleaned: the subject, their messages, and the fields of a form.

    One text for rules, records and classifier, so that nothing is known to one and hidden from another.
    """
    return "\n".join([subject, *map(clean, [*bodies, *_fields(uow, attributes)])])


def fields_of(uow: UnitOfWork, ticket_id: int) -> tuple[str, ...]:
    """What stands in the fields of a form, but for a type that was chosen from the desk's own."""
    return _fields(uow, findings.of(uow, ticket_id).attributes)


def _fields(uow: UnitOfWork, given: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        str(value) for name, value in given.items() if not (name == "type" and uow.desk.type(str(value)) is not None)
    )


def without_guess(uow: UnitOfWork, ticket_id: int) -> str | None:
    """The type as a person, a form or words alone name it, in all that there is to read by now."""
    return triage(request_of(uow, ticket_id), None, uow.desk.file).type


def again(uow: UnitOfWork, ticket_id: int, guess: Guess | None, by: str = "system") -> Ticket:
    """Triage a locked ticket anew and store what changed; approvals needed are raised, never lowered.

    With `guess`, what the ticket looks like is kept, to be asked for. Without one what the classifier said before still
    counts. A class that a person has unmarked stays away until a new line of the customer's shows it. A priority that
    was set in the source or by a person, and a queue that a person has moved it to, stand above the rules.
    """
    before = tickets.get(uow, ticket_id)
    decided = triage(request_of(uow, ticket_id), guess or standing_guess(before), uow.desk.file)
    if decided.priority != before.priority:
        decided = replace(decided, priority=priority_set(uow, ticket_id) or decided.priority)
    if decided.queue != before.queue:
        decided = replace(decided, queue=queue_set(uow, ticket_id) or decided.queue)
    columns = {"guess": decided.looks_like} if guess else {}
    ticket = tickets.retriage(uow, ticket_id, decided, by, **columns)
    reply = replies.under_way(uow, ticket_id)
    if reply is not None:
        replies.raise_keys(uow, reply.id, ticket.keys_needed)
        approvers.type_changed(uow, ticket, before.type)
    return tickets.get(uow, ticket_id)


def priority_set(uow: UnitOfWork, ticket_id: int) -> Priority | None:
    """The priority that was last set in the source or by a person, as the journal has it; None where none was."""
    told = [entry for entry in journal.entries(uow, ticket_id) if entry.action == "ticket.priority_set"]
    return cast(Priority, told[-1].detail["priority"]) if told else None


def queue_set(uow: UnitOfWork, ticket_id: int) -> str | None:
    """The queue that a person last moved it to, while the desk still has that one; None where nobody did."""
    told = [entry.detail["queue"] for entry in journal.entries(uow, ticket_id) if entry.action == "ticket.queue_set"]
    return told[-1] if told and told[-1] in {queue.name for queue in uow.desk.file.queues} else None


def confirmed(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    """What people have said about earlier requests, for the classifier: (text, language, type), the newest first."""
    return [(clean(body)[:LEARNT], language, kind) for body, language, kind in conversations.confirmed(uow, 2000)]


def marked(uow: UnitOfWork) -> list[tuple[str, str]]:
    """What people have marked as sensitive, or taken such a mark back from: (text, class or nothing), newest first."""
    return [(clean(body)[:LEARNT], name) for body, name in conversations.marked(uow, 1000)]


@dataclass(frozen=True, slots=True)
class Taught:
    """What people have taught the assistant: types as `confirmed` has them, delicate matters as `marked` does."""

    types: tuple[tuple[str, str, str], ...] = ()
    delicate: tuple[tuple[str, str], ...] = ()


def taught(uow: UnitOfWork) -> Taught:
    """All of it, for whoever learns now."""
    return Taught(tuple(confirmed(uow)), tuple(marked(uow)))


def standing_guess(ticket: Ticket) -> Guess:
    """What the classifier said when it was last sure of the ticket's type, and what the ticket sounded like: a look by
    the rules alone takes nothing of that away."""
    chance = SURE if ticket.level == "sensitive" else WARY
    delicate = tuple((rule.removeprefix(_SOUNDS), chance) for rule in ticket.rules if rule.startswith(_SOUNDS))
    if ticket.type_source != "classifier" or ticket.type_confidence is None:
        return Guess(None, 0.0, delicate=delicate)
    return Guess(ticket.type, ticket.type_confidence, delicate=delicate)


def change_type(uow: UnitOfWork, ticket_id: int, type_name: str, by: str) -> Ticket:
    """A person says what the ticket is. It stands above rules and classifier, teaches the classifier, and starts a
    suggestion.

    Raises `Refused`: UNKNOWN_WORD, WRONG_STATE once the ticket has ended, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.CHANGE_TYPE, who, ticket)
    check_going_on(ticket.state)
    if uow.desk.type(type_name) is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=type_name)
    if (ticket.type, ticket.type_source) == (type_name, "person"):
        return ticket
    columns = {"type": type_name, "type_source": "person", "type_confidence": None}
    tickets.change(uow, ticket.id, who.journal_name, "ticket.type_set", columns, type=type_name, before=ticket.type)
    drafts.supersede(uow, ticket.id)
    before, ticket = ticket.type, again(uow, ticket.id, None, who.journal_name)
    approvers.type_changed(uow, ticket, before)
    outbox.prepare(uow, ticket.id, outbox.CLICK)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def confirm_type(uow: UnitOfWork, ticket_id: int, draft_id: int, by: str) -> Ticket:
    """**Yes, it is**: the guess that the clicker saw was right. `draft_id` is the question, as it stood on the card.

    Raises a role's refusal, `Refused(STALE_DRAFT)` when something else stands there now, and as `change_type`.
    """
    require(Action.CONFIRM_TYPE, actor(uow, by), tickets.lock(uow, ticket_id))
    asked = drafts.current(uow, ticket_id)
    guess = findings.of(uow, ticket_id).guess
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
    known = findings.of(uow, ticket_id)
    columns = {
        "marked": sorted({*known.marked, name}),
        "unmarked": [other for other in known.unmarked if other != name],
    }
    tickets.change(uow, ticket.id, who.journal_name, "ticket.marked_sensitive", columns, name=name)
    ticket = approvers.hold_back(uow, again(uow, ticket.id, None, who.journal_name), who.journal_name)
    note.add(uow, ticket, who, said, view_id)
    seal(uow, ticket)
    return ticket


def unheard(uow: UnitOfWork, ticket: Ticket, classes: Sequence[str]) -> list[str]:
    """Classes that a model saw, without those that a ticket has and those that a person has ruled out."""
    known = findings.of(uow, ticket.id)
    return sorted({name for name in classes if name in BUILT_IN} - {*ticket.classes, *known.marked, *known.unmarked})


def raised(uow: UnitOfWork, ticket: Ticket, classes: Sequence[str]) -> bool:
    """Seal a locked ticket for sensitivity classes that a model saw and no rule did. False where that adds nothing:
    it has them, or a person has said that they do not apply. No model takes a class away."""
    new = unheard(uow, ticket, classes)
    if not new:
        return False
    known = findings.of(uow, ticket.id)
    marked = {"marked": sorted({*known.marked, *new})}
    tickets.change(uow, ticket.id, "system", "ticket.raised_by_model", marked, names=", ".join(new))
    seal(uow, approvers.hold_back(uow, again(uow, ticket.id, None), "system"))
    return True


def unmark_sensitive(uow: UnitOfWork, ticket_id: int, reason: str, by: str, view_id: str) -> Ticket | None:
    """**Not sensitive…**: the owner or a lead, with a reason, which is kept as a note.

    Approvals once asked for stay asked for. A ticket that is not sensitive (any more) stays as it is. A second submit
    of the same modal returns None.
    """
    if not reason.strip():
        raise Refused(RefusalCode.REASON_NEEDED)
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.UNMARK_SENSITIVE, who, ticket)
    if not ticket.classes:
        return ticket
    columns = {"marked": [], "unmarked": sorted({*findings.of(uow, ticket_id).unmarked, *ticket.classes})}
    tickets.change(uow, ticket.id, who.journal_name, "ticket.unmarked_sensitive", columns, classes=list(ticket.classes))
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
    hiding.hide(uow, ticket)
    _seal_joined(uow, ticket)
    _redraw_others(uow, ticket)


def _seal_joined(uow: UnitOfWork, ticket: Ticket) -> None:
    """What was merged into a ticket is read with it: what stands in Slack of that one goes too. It has ended, so that
    nobody else holds its lock for long."""
    for joined in conversations.joined(uow, ticket.id):
        other, known = tickets.lock(uow, joined), findings.of(uow, joined)
        if not other.sealed:
            columns = {
                "marked": sorted({*known.marked, *ticket.classes}),
                "unmarked": [name for name in known.unmarked if name not in ticket.classes],
            }
            detail = {"classes": list(ticket.classes), "merged": ticket.number}
            tickets.change(uow, joined, "system", "ticket.marked_sensitive", columns, **detail)
            show_sealed(uow, again(uow, joined, None))


def _redraw_others(uow: UnitOfWork, ticket: Ticket) -> None:
    """Other cards that say something of a ticket say its number at most from now on: those of its spikes, and of its
    customer's other tickets, which tell what was said on it."""
    for spike_id in spikes.of(uow, ticket.id):
        outbox.spike(uow, spike_id, outbox.URGENT)
    beside.redraw_all(uow, ticket)
