"""A new ticket: its customer, its first message, what triage says of it, and the work that it brings."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.arrival import CustomerMessage, NewRequest
from bot.domain.records import keys_given
from bot.domain.sla import Asker
from bot.domain.text import clean
from bot.domain.ticket import Ticket
from bot.domain.triage import Request, triage
from bot.flow import outbox
from bot.flow.triage import WINDOW, text_from
from store import conversations, journal, people, ticket_lists, tickets
from store.unit_of_work import UnitOfWork

_TITLE = 80  # characters of the first line that stand for a missing subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an arrival became. `waits_for` names what has to come first; empty: it is worked."""

    ticket_id: int | None
    new: bool = True  # False: everything in it was here already
    waits_for: str = ""
    parked: tuple[int, ...] = ()  # inbox ids of what had waited for this and could not be worked


def open_ticket(
    uow: UnitOfWork,
    arrival: NewRequest | CustomerMessage,
    continues: Ticket | None = None,
    customer_id: int | None = None,
) -> Ticket:
    """Open a ticket with its first message and let the conversation lead to it. The conversation is locked.

    `customer_id` says who asks where the arrival does not.
    """
    return begin_with(uow, begin(uow, arrival, continues, customer_id), arrival)


def begin(
    uow: UnitOfWork,
    arrival: NewRequest | CustomerMessage,
    continues: Ticket | None = None,
    customer_id: int | None = None,
) -> Ticket:
    """The ticket alone, as triaged by its first message; `begin_with` brings that in."""
    customer_id = customer_id or sender(uow, arrival)
    customer = people.customer(uow, customer_id)
    given = arrival.subject if isinstance(arrival, NewRequest) else ""
    subject = given or (continues.subject if continues else "") or title(arrival.body)
    attributes = dict(arrival.attributes) if isinstance(arrival, NewRequest) else {}
    language = arrival.language or customer.language or uow.desk.file.language
    contacts = ticket_lists.contacts(uow, customer_id, WINDOW) + 1
    source = _source(uow, arrival, continues)
    request = Request(
        text=text_from(uow, subject, [arrival.body], attributes),
        language=language,
        source=source,
        via=arrival.via,
        segment=customer.segment,
        value=customer.value,
        contacts=contacts,
        keys=keys_given(attributes, uow.desk.file.records),
        form_type=attributes.get("type"),
    )
    decided = triage(request, None, uow.desk.file)
    return tickets.open_new(
        uow,
        actor=named(arrival, customer_id),
        triage=decided,
        asker=Asker(segment=customer.segment, value=customer.value, via=arrival.via, language=language),
        source=source,
        subject=subject,
        language=language,
        via=arrival.via,
        customer_id=customer_id,
        attributes=attributes,
        contacts=contacts,
        url=arrival.url if isinstance(arrival, NewRequest) else "",
        continues=continues.id if continues else None,
    )


def _source(uow: UnitOfWork, arrival: NewRequest | CustomerMessage, continues: Ticket | None) -> str:
    """Where it came in, as the desk file names it. What goes on in Slack is answered where it began."""
    if isinstance(arrival, NewRequest) and arrival.listed_as:
        return arrival.listed_as
    if continues is not None and arrival.source == "slack" and uow.desk.source(continues.source).in_slack:
        return continues.source
    return arrival.source


def begin_with(uow: UnitOfWork, ticket: Ticket, arrival: NewRequest | CustomerMessage) -> Ticket:
    """Bring in a new ticket's first message, and ask for the work that it makes."""
    add(uow, ticket.id, arrival, ticket.customer_id, people.customer(uow, ticket.customer_id).name)
    if ticket.continues is not None:
        actor = named(arrival, ticket.customer_id)
        journal.append(uow, ticket.continues, actor, "ticket.continued", by=ticket.number)
    outbox.prepare(uow, ticket.id)
    outbox.card(uow, ticket, delay=outbox.PATIENCE)
    return tickets.get(uow, ticket.id)


def add(
    uow: UnitOfWork,
    ticket_id: int,
    arrival: NewRequest | CustomerMessage,
    person_id: int,
    name: str,
    at: datetime | None = None,
) -> int | None:
    """Store the customer's line: its id, or None when it is here already. `at` is when it was written, if not now."""
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
        at=at,
    )


def sender(uow: UnitOfWork, arrival: NewRequest | CustomerMessage) -> int:
    """The person who wrote, made if new. Nobody that we know is a new person each time."""
    who = arrival.customer
    proven = who.email_verified or uow.desk.source(arrival.source).verifies_addresses
    return people.remember(
        uow,
        role="customer",
        kind=arrival.source,
        external_id=who.identity,
        name=who.name,
        email=who.email,
        email_verified=proven,
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
