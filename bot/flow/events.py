"""What a subscriber is told of an event, put together when it is told."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.desk import Subscriber
from bot.domain.events import OutgoingEvent, by
from bot.domain.people import Customer
from bot.domain.ticket import Ticket
from store import conversations, events, people, posts, spikes, tickets
from store.events import NotedEvent
from store.unit_of_work import UnitOfWork

_OF_CUSTOMER: Final[Mapping[str, Callable[[Customer], str]]] = {
    "customer_id": lambda customer: customer.external_id,
    "customer_name": lambda customer: customer.name,
    "customer_email": lambda customer: customer.email,
    "segment": lambda customer: customer.segment,
}


def outgoing(uow: UnitOfWork, subject: str, workspace: str) -> OutgoingEvent | None:
    """The event of an outbox row, for its subscriber; None where the desk file has that one no more, or it is gone.

    What happened is told as it stood then. A ticket that is sensitive now, or was then, gives its number alone. What
    the desk file names besides is read now, so that what was taken out meanwhile is not told. `workspace` is the
    address of the workspace in Slack, empty until Slack was met.
    """
    event_id, _, name = subject.partition(":")
    subscriber = next((one for one in uow.desk.file.subscribers if one.name == name), None)
    noted = events.get(uow, int(event_id))
    if subscriber is None or noted is None:
        return None
    data = _of_spike(uow, noted, subscriber) if noted.spike_id else _of_ticket(uow, noted, subscriber, workspace)
    return OutgoingEvent(id=noted.token, name=noted.name, at=noted.at, noted_at=noted.created_at, data=data)


def _of_ticket(uow: UnitOfWork, noted: NotedEvent, subscriber: Subscriber, workspace: str) -> dict[str, Any]:
    assert noted.ticket_id is not None  # noqa: S101 - the schema's CHECK
    ticket = tickets.get(uow, noted.ticket_id)
    known: dict[str, Any] = {"ticket": ticket.number, "sequence": noted.sequence}
    if noted.sealed or ticket.sealed:
        return {**known, "sensitive": True}
    found = {**known, "sensitive": False, **noted.facts, "by": by(noted.actor), "url": ""}
    card = posts.live(uow, "card", str(ticket.id))
    if workspace and card is not None and card.ts is not None:
        found["url"] = f"{workspace.rstrip('/')}/archives/{card.channel}/p{card.ts.replace('.', '')}"
    return found | _named(uow, noted, ticket, subscriber)


def _named(uow: UnitOfWork, noted: NotedEvent, ticket: Ticket, subscriber: Subscriber) -> dict[str, str]:
    """What the desk file names for this subscriber, and nothing else of it is read."""
    wanted = set(subscriber.fields)
    found: dict[str, str] = {}
    if "subject" in wanted:
        found["subject"] = ticket.subject
    if "conversation" in wanted:
        found["conversation"] = conversations.of_ticket(uow, ticket.id)[1]
    if "person" in wanted:
        found["person"] = _name(uow, noted.actor)
    if wanted & _OF_CUSTOMER.keys():
        customer = people.customer(uow, ticket.customer_id)
        found |= {name: read(customer) for name, read in _OF_CUSTOMER.items() if name in wanted}
    return found


def _name(uow: UnitOfWork, actor: str) -> str:
    """Whoever of the team did it; empty where nobody of the team did."""
    sort, _, number = actor.partition(":")
    found = people.by_id(uow, int(number)) if sort == "person" and number.isdigit() else None
    return found.name if found else ""


def _of_spike(uow: UnitOfWork, noted: NotedEvent, subscriber: Subscriber) -> dict[str, Any]:
    assert noted.spike_id is not None  # noqa: S101 - the schema's CHECK
    data = {"spike": noted.spike_id, "sequence": noted.sequence, **noted.facts}
    if "cause" in subscriber.fields:
        found = spikes.get(uow, noted.spike_id)
        data["cause"] = found.key.value if found else ""
    return data
