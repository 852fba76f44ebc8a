"""The way in: whatever a source tells is stored with all that follows from it, in one transaction, and once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.arrival import (
    AgentMessage,
    Arrival,
    CustomerMessage,
    Deletion,
    Merge,
    NewRequest,
    Rating,
    Receipt,
    Sender,
    StatusChange,
    came_before,
    kind_of,
)
from bot.domain.errors import BadRequest, DeskhandError, RefusalCode, Refused
from bot.domain.people import Actor, Person
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.domain.webhook_body import parse, read
from bot.flow import intake_events as events
from bot.flow import intake_messages as messages
from bot.flow import outbox, reading, triage
from bot.flow.actors import actor
from bot.flow.intake_merge import merged
from bot.flow.intake_opening import Outcome, begin, begin_with, named, sender
from store import conversations, findings, inbox, people, ticket_lists, tickets
from store.unit_of_work import UnitOfWork


class KeyReused(DeskhandError):
    """An idempotency key came again with another body; nothing was stored."""


def take(uow: UnitOfWork, arrival: Arrival) -> Receipt:
    """Store what came in. The same event again stores nothing and is answered as the first time.

    What is about a ticket that is not here yet is kept, and worked when the ticket comes (`done` is False). Raises
    `KeyReused` where the arrival has a fingerprint and its id came with another one before.
    """
    if arrival.repeats_within is not None:
        inbox.outlived(uow, arrival.source, arrival.event_id, arrival.repeats_within)
    arrival_id = inbox.accept(uow, arrival.source, arrival.event_id, kind_of(arrival))
    if arrival_id is None:
        return _answered_before(uow, arrival)
    if arrival.repeats_within is not None:  # the same words, said again later, are another message
        arrival = replace(arrival, event_id=f"{arrival.event_id}:{arrival_id}")
    touched = {arrival.conversation, arrival.into if isinstance(arrival, Merge) else ""} - {""}
    for conversation in sorted(touched):  # in one order, so that two merges cannot wait for each other
        conversations.lock(uow, arrival.source, conversation)
    outcome = _work(uow, arrival)
    return _receipt(uow, arrival_id, arrival, outcome)


def create(uow: UnitOfWork, arrival: NewRequest) -> Receipt:
    """`take` for the API, which may create and read, and nothing else."""
    require(Action.CREATE_TICKET, API, None)
    return take(uow, arrival)


#: The API token acts as this service.
API = Actor(person=Person(id=0, slack_id="", name="api"), service=True)


def new_from_slack(
    uow: UnitOfWork,
    *,
    subject: str,
    body: str,
    by: str,
    conversation: str,
    requester: str = "",
    name: str = "",
    type_name: str | None = None,
    answers: Mapping[str, str] | None = None,
    listed_as: str = "",
) -> Receipt:
    """*New ticket* and *Make a ticket*: somebody in Slack asks, and is answered by direct message.

    `by` is the Slack id of who clicked; `requester` (with `name`) of who wrote the message, if that is somebody else.
    `conversation` is the modal's view id, or `channel:ts` of the message: the same again, also from somebody else,
    returns the ticket that there is. `answers` are those of the form, by the need's name, `listed_as` the source as
    the desk file names it, if it does. Raises `Refused`: EMPTY_TEXT or a role's refusal.
    """
    require(Action.CREATE_TICKET, actor(uow, by), None)
    if not (text := body.strip() or subject.strip()):
        raise Refused(RefusalCode.EMPTY_TEXT)
    attributes = {**(answers or {}), "type": type_name or ""}
    arrival = NewRequest(
        source="slack",
        event_id=conversation,
        conversation=conversation,
        message_id=conversation,
        subject=" ".join(subject.split())[:300],
        body=text,
        via="slack",
        customer=Sender(id=requester or by, name=name),
        listed_as=listed_as,
        attributes={given: value for given, value in attributes.items() if value},
    )
    return take(uow, arrival)


def requester(uow: UnitOfWork, conversation: str) -> tuple[str, Ticket, str] | None:
    """The Slack id of who asked by `new_from_slack`, their ticket, and the language that they read; None for a
    conversation that is not Slack's."""
    ticket_id = conversations.ticket_of(uow, "slack", conversation)
    if ticket_id is None:
        return None
    ticket = tickets.get(uow, ticket_id)
    person = people.by_id(uow, ticket.customer_id)
    if person is None or not person.slack_id:
        return None
    return person.slack_id, ticket, reading.language(uow, person.slack_id)


def _work(uow: UnitOfWork, arrival: Arrival) -> Outcome:
    if isinstance(arrival, Deletion):
        return events.to_forget(uow, arrival)
    ticket_id = conversations.ticket_of(uow, arrival.source, arrival.conversation)
    if ticket_id is None:
        if isinstance(arrival, NewRequest | CustomerMessage):
            return _open(uow, arrival)
        return Outcome(ticket_id=None, waits_for=events.waits_for(arrival.conversation))
    match arrival:
        case NewRequest():
            return _request_again(uow, ticket_id, arrival)
        case CustomerMessage() | AgentMessage():
            return _message(uow, ticket_id, arrival)
        case StatusChange():
            return events.updated(uow, ticket_id, arrival)
        case Rating():
            return events.rated(uow, ticket_id, arrival)
        case Merge():
            return merged(uow, ticket_id, arrival)


def _open(uow: UnitOfWork, request: NewRequest | CustomerMessage) -> Outcome:
    """A new ticket. What waited for it stands in front where it is older than the request, else it happens after it."""
    waiting = inbox.waiting(uow, request.source, events.waits_for(request.conversation))
    ticket = begin(uow, request)
    parked = _catch_up(uow, ticket.id, waiting, request, before=True)
    begin_with(uow, ticket, request)
    rest = [row for row in waiting if row.id not in parked]
    parked += _catch_up(uow, ticket.id, rest, request, before=False)
    return Outcome(ticket_id=ticket.id, parked=tuple(parked))


def _message(uow: UnitOfWork, ticket_id: int, arrival: NewRequest | CustomerMessage | AgentMessage) -> Outcome:
    name = arrival.message_id or arrival.event_id
    stored = conversations.holding(uow, arrival.source, arrival.conversation, name)
    if stored is not None:
        return Outcome(ticket_id=stored, new=False)
    if isinstance(arrival, AgentMessage):
        return messages.agent_wrote(uow, ticket_id, arrival)
    if isinstance(arrival, CustomerMessage) and arrival.answered:
        return messages.customer_wrote_before(uow, ticket_id, arrival)
    return messages.customer_wrote(uow, ticket_id, arrival)


def _request_again(uow: UnitOfWork, ticket_id: int, arrival: NewRequest) -> Outcome:
    """`ticket.created` for a conversation that a message has opened already: it fills in what the message lacked."""
    before = messages.lead(uow, ticket_id)
    ticket = before if before.ended else _complete(uow, before, arrival)
    lines = conversations.messages(uow, ticket.id)
    if not arrival.message_id and any(line.body == arrival.body for line in lines if line.author == "customer"):
        outcome = Outcome(ticket_id=ticket.id, new=False)
    else:
        outcome = _message(uow, ticket.id, arrival)
    if outcome.new or ticket.version == before.version:
        return outcome
    after = triage.again(uow, ticket.id, None)
    if after.sealed and not before.sealed:
        triage.seal(uow, after)
    outbox.prepare(uow, after.id)
    outbox.card(uow, after, outbox.MESSAGE)
    return Outcome(ticket_id=ticket.id)


def _complete(uow: UnitOfWork, ticket: Ticket, arrival: NewRequest) -> Ticket:
    known = findings.of(uow, ticket.id)
    given: dict[str, Any] = {
        "subject": arrival.subject or ticket.subject,
        "attributes": {**known.attributes, **arrival.attributes},
        "url": arrival.url or ticket.url,
    }
    customer = people.customer(uow, ticket.customer_id)
    if arrival.customer.identity and not (customer.external_id or customer.email):
        given["customer_id"] = sender(uow, arrival)
        given["contacts"] = ticket_lists.contacts(uow, given["customer_id"], triage.WINDOW) + 1
    standing = {
        "subject": ticket.subject, "attributes": known.attributes, "url": ticket.url,
        "customer_id": ticket.customer_id, "contacts": known.contacts,
    }  # fmt: skip
    changed = {name: value for name, value in given.items() if value != standing[name]}
    attached = _attach(uow, ticket, arrival)
    if not changed and not attached:
        return ticket
    by = named(arrival, changed.get("customer_id", ticket.customer_id))
    filled = [*sorted(changed), *(["attachments"] if attached else [])]
    return tickets.change(uow, ticket.id, by, "ticket.completed", changed, filled=filled)


def _attach(uow: UnitOfWork, ticket: Ticket, arrival: NewRequest) -> bool:
    """Give the request's own message, where it is here already, the attachments that it came without."""
    written = [line for line in conversations.messages(uow, ticket.id) if line.author == "customer"]
    if arrival.message_id:
        same = [line for line in written if line.external_id == arrival.message_id]
    else:
        same = [line for line in written if line.body == arrival.body]
    return bool(same) and conversations.attach(uow, ticket.id, same[0].external_id, arrival.attachments)


def _catch_up(
    uow: UnitOfWork,
    ticket_id: int,
    waiting: Iterable[inbox.Arrival],
    request: NewRequest | CustomerMessage,
    *,
    before: bool,
) -> list[int]:
    """Work what waited and came before `request`, or the rest. One that cannot be worked is put aside, and the ticket
    stays: the inbox ids of those."""
    parked = []
    for row in waiting:
        try:
            with uow.attempt():
                kept = parse(row.source, row.external_id, read(row.body), raw=row.body)
                if came_before(kept, request) is before:
                    outcome = _work_before(uow, ticket_id, kept, row.received_at) if before else _work(uow, kept)
                    _receipt(uow, row.id, kept, outcome)
        except Exception as error:
            # Only our own sentences are kept: another error's text may quote what the customer wrote.
            cause = str(error) if isinstance(error, BadRequest) else type(error).__name__
            inbox.keep(uow, row.id, "parked", row.body, cause)
            parked.append(row.id)
    return parked


def _work_before(uow: UnitOfWork, ticket_id: int, kept: Arrival, received: datetime) -> Outcome:
    """What is older than the request that opens its ticket is on record, and no answer to it."""
    match kept:
        case AgentMessage():
            return messages.agent_wrote_before(uow, ticket_id, kept, min(kept.at or received, uow.at))
        case StatusChange():
            return events.updated(uow, ticket_id, kept, before=True)
        case Rating():
            return events.rated(uow, ticket_id, kept)
        case _:
            raise BadRequest(f"{kind_of(kept)} does not wait for its ticket")


def _receipt(uow: UnitOfWork, arrival_id: int, arrival: Arrival, outcome: Outcome) -> Receipt:
    receipt = Receipt(
        ticket_id=outcome.ticket_id,
        done=not outcome.waits_for,
        repeated=not outcome.new,
        parked=outcome.parked,
    )
    answer = {"ticket_id": receipt.ticket_id, "done": receipt.done, "fingerprint": arrival.fingerprint}
    inbox.finish(uow, arrival_id, ticket_id=outcome.ticket_id, answer=answer)
    if outcome.waits_for:
        inbox.keep(uow, arrival_id, "waiting", arrival.raw, outcome.waits_for)
    return receipt


def _answered_before(uow: UnitOfWork, arrival: Arrival) -> Receipt:
    before = inbox.seen(uow, arrival.source, arrival.event_id)
    answer = before.answer if before else {}
    if arrival.fingerprint and answer.get("fingerprint", arrival.fingerprint) != arrival.fingerprint:
        raise KeyReused(arrival.event_id)
    return Receipt(ticket_id=answer.get("ticket_id"), done=bool(answer.get("done")), repeated=True)
