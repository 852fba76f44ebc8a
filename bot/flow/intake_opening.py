"""A new ticket: its customer, its first message, what triage says of it, and the work that it brings."""

from dataclasses import dataclass

from bot.domain.arrival import CustomerMessage, NewRequest
from bot.domain.text import clean
from bot.domain.ticket import Ticket
from bot.domain.triage import Request, triage
from bot.flow import outbox
from bot.flow.triage import WINDOW, due_by
from store import conversations, journal, people, tickets
from store.unit_of_work import UnitOfWork

_TITLE = 80  # characters of the first line that stand for a missing subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an arrival became. `waits_for` names what has to come first; empty: it is worked."""

    ticket_id: int | None
    new: bool = True  # False: everything in it was here already
    waits_for: str = ""


def open_ticket(uow: UnitOfWork, arrival: NewRequest | CustomerMessage, continues: Ticket | None = None) -> Ticket:
    """Open a ticket with its first message and let the conversation lead to it. The conversation is locked."""
    known = continues is not None and not arrival.customer.identity
    customer_id = continues.customer_id if known and continues else sender(uow, arrival)
    customer = people.customer(uow, customer_id)
    given = arrival.subject if isinstance(arrival, NewRequest) else ""
    subject = given or (continues.subject if continues else "") or title(arrival.body)
    attributes = dict(arrival.attributes) if isinstance(arrival, NewRequest) else {}
    language = arrival.language or customer.language or uow.desk.file.language
    contacts = tickets.contacts(uow, customer_id, WINDOW) + 1
    request = Request(
        text=f"{subject}\n{clean(arrival.body)}",
        language=language,
        source=arrival.source,
        via=arrival.via,
        segment=customer.segment,
        value=customer.value,
        contacts=contacts,
        form_type=attributes.get("type"),
    )
    decided = triage(request, None, uow.desk.file)
    ticket = tickets.open_new(
        uow,
        actor=named(arrival, customer_id),
        triage=decided,
        source=arrival.source,
        subject=subject,
        language=language,
        via=arrival.via,
        customer_id=customer_id,
        attributes=attributes,
        contacts=contacts,
        url=arrival.url if isinstance(arrival, NewRequest) else "",
        continues=continues.id if continues else None,
        first_response_due=due_by(uow, decided.queue, decided.priority, uow.at),
    )
    add(uow, ticket.id, arrival, customer_id, customer.name)
    if continues is not None:
        journal.append(uow, continues.id, named(arrival, customer_id), "ticket.continued", by=ticket.number)
    outbox.prepare(uow, ticket.id)
    outbox.card(uow, ticket, delay=outbox.PATIENCE)
    return tickets.get(uow, ticket.id)


def add(
    uow: UnitOfWork, ticket_id: int, arrival: NewRequest | CustomerMessage, person_id: int, name: str
) -> int | None:
    """Store the customer's line: its id, or None when it is here already."""
    return conversations.add_message(
        uow,
        ticket_id=ticket_id,
        conversation_id=conversations.point(uow, arrival.source, arrival.conversation, ticket_id),
        external_id=arrival.message_id or arrival.event_id,
        named=bool(arrival.message_id),
        author="customer",
        author_name=name,
        person_id=person_id,
        body=arrival.body,
        attachments=arrival.attachments,
    )


def sender(uow: UnitOfWork, arrival: NewRequest | CustomerMessage) -> int:
    """The person who wrote, made if new. Nobody that we know is a new person each time."""
    who = arrival.customer
    return people.remember(
        uow,
        role="customer",
        kind=arrival.source,
        external_id=who.identity,
        name=who.name,
        email=who.email,
        email_verified=who.email_verified,
        segment=who.segment,
        value=who.value,
        language=who.language,
    )


def named(arrival: NewRequest | CustomerMessage, customer_id: int) -> str:
    """The actor for the journal: the API acts as a service, all else is the customer's doing."""
    return "service:api" if arrival.source == "api" else f"customer:{customer_id}"


def title(body: str) -> str:
    """A subject for a text that came without one: the beginning of its first line."""
    first = next((line.strip() for line in clean(body).splitlines() if line.strip()), "")
    return first if len(first) <= _TITLE else first[: _TITLE - 1].rstrip() + "…"
