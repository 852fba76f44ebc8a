"""Events out: what of the journal other systems may follow, who of them is told, and how little.

An entry of the journal is no event, one, or several. What an event gives of its entry is named here, one by one; all
else stays in the house. Names and shape follow Standard Webhooks (github.com/standard-webhooks/standard-webhooks,
"Payload structure", read 2026-11-29).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from bot.domain.desk_subscribers import Subscriber
from bot.domain.spike import SpikeState

#: An event that nobody has taken for so long is given up, and waits for a person.
GIVEN_UP_AFTER: Final = timedelta(days=3)
_LONGEST: Final = 100  # characters of a value: what an entry holds are ids, words of the desk file, times and counts


@dataclass(frozen=True, slots=True)
class Entry:
    """An action of the journal, and what its detail must say."""

    action: str
    where: tuple[tuple[str, str], ...] = ()

    def fits(self, detail: Mapping[str, Any]) -> bool:
        return all(detail.get(key) == value for key, value in self.where)


@dataclass(frozen=True, slots=True)
class Sort:
    """One name of an event: the entries that it stands for, what of their detail it gives, and a sentence."""

    means: str
    entries: tuple[Entry, ...] = ()
    gives: tuple[str, ...] = ()


def _on(*actions: str, **where: str) -> tuple[Entry, ...]:
    return tuple(Entry(action, tuple(where.items())) for action in actions)


_BACK: Final = ("ticket.handed_back", "handoff.answered")
_SENT: Final = ("reply.sent", "ticket.sent_wait", "ticket.sent_hold", "ticket.sent_resolve")
#: Every event that there is, in the order of a ticket's life.
EVENTS: Final[Mapping[str, Sort]] = {
    "ticket.created": Sort("a request has come in", _on("ticket.created")),
    "ticket.triaged": Sort(
        "its type, queue or priority is another, by rule or by a person",
        _on("ticket.triaged", "ticket.type_set", "ticket.priority_set", "ticket.queue_set"),
    ),
    "message.received": Sort("the customer has written again", _on("ticket.customer_wrote", "ticket.customer_thanked")),
    "ticket.claimed": Sort("somebody has taken it", _on("ticket.claimed", "ticket.taken_over")),
    "ticket.assigned": Sort(
        "somebody was given it, by a person or by turn", _on("ticket.assigned", "ticket.reassigned", "ticket.given")
    ),
    "ticket.released": Sort("it was put back into the queue", _on("ticket.released")),
    "ticket.escalated": Sort("it was raised to whoever answers for it", _on("ticket.escalated"), ("reason", "rule")),
    "escalation.accepted": Sort("somebody has accepted it", _on("escalation.accepted")),
    "escalation.unanswered": Sort("everybody was asked, and nobody accepted", _on("escalation.unanswered")),
    "escalation.settled": Sort("what it was raised for is settled", _on("escalation.settled")),
    "handoff.created": Sort(
        "a department was asked for something", _on("ticket.handed_off"), ("handoff", "department")
    ),
    "handoff.answered": Sort(
        "the department has accepted, or proposed another time",
        _on("handoff.accepted", "handoff.proposed"),
        ("handoff", "until"),
    ),
    "handoff.done": Sort("the department has done it", _on(*_BACK, result="done"), ("handoff",)),
    "handoff.declined": Sort("the department has declined it", _on(*_BACK, result="declined"), ("handoff",)),
    "handoff.needs_more": Sort("the department needs to know more", _on(*_BACK, result="need_more"), ("handoff",)),
    "handoff.missed": Sort(
        "the department has not answered, or not done it, by its time",
        _on("handoff.missed"),
        ("handoff", "department", "what", "due"),
    ),
    "reply.sent": Sort("a reply has reached the helpdesk", _on(*_SENT), ("reply",)),
    "reply.unsure": Sort("nobody knows whether a reply has arrived", _on("reply.unsure"), ("reply",)),
    "promise.made": Sort("a reply promised another one by a day", _on("promise.made"), ("reply", "until")),
    "promise.due": Sort("that day has come, and nobody has written", _on("promise.due")),
    "sla.missed": Sort("what an SLA promises was not done by its time", _on("sla.missed"), ("target", "due")),
    "ticket.snoozed": Sort("it sleeps until a time", _on("ticket.snoozed"), ("until",)),
    "ticket.woke": Sort("it is awake again", _on("ticket.woke")),
    "ticket.resolved": Sort("it is resolved, by a reply or without", _on("ticket.resolved", "ticket.sent_resolve")),
    "ticket.reopened": Sort(
        "it was resolved, and goes on",
        _on("ticket.reopened") + _on("ticket.customer_wrote", was="resolved"),
    ),
    "ticket.rated": Sort("the customer has rated it", _on("ticket.rated"), ("score",)),
    "ticket.closed": Sort("it has ended", _on("ticket.closed")),
    "ticket.merged": Sort("it goes on in another ticket", _on("ticket.merged"), ("into",)),
    "ticket.not_a_request": Sort("it was no request", _on("ticket.not_a_request")),
    "spike.opened": Sort("more requests than usual share a cause"),
    "incident.declared": Sort("a lead has made a spike an incident"),
    "spike.over": Sort("it is over"),
    "spike.dismissed": Sort("a lead has said that it is none"),
}
#: The events of a spike by its state, with their place in its life.
OF_SPIKE: Final[Mapping[SpikeState, tuple[str, int]]] = {
    SpikeState.GROWING: ("spike.opened", 1),
    SpikeState.INCIDENT: ("incident.declared", 2),
    SpikeState.OVER: ("spike.over", 3),
    SpikeState.DISMISSED: ("spike.dismissed", 3),
}
ABOUT_SPIKES: Final = frozenset(name for name, _ in OF_SPIKE.values())
_BY_ACTION: Final[Mapping[str, tuple[tuple[str, Sort, Entry], ...]]] = {
    action: tuple(
        (name, sort, entry) for name, sort in EVENTS.items() for entry in sort.entries if entry.action == action
    )
    for action in {entry.action for sort in EVENTS.values() for entry in sort.entries}
}


def events_of(action: str, detail: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str | int | float]]]:
    """The events that an entry of the journal is, by name, each with what it gives of the entry's detail."""
    for name, sort, entry in _BY_ACTION.get(action, ()):
        if entry.fits(detail):
            yield name, {key: value for key in sort.gives if (value := _plain(detail.get(key))) is not None}


def _plain(given: Any) -> str | int | float | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float) or given == "":
        return None
    if isinstance(given, float):  # a score comes as one, whole or not
        return int(given) if given.is_integer() else given
    return given[:_LONGEST] if isinstance(given, str) else given


def takers(
    subscribers: Iterable[Subscriber], event: str, queue: str | None, request_type: str | None
) -> list[Subscriber]:
    """Who is told of an event. What is about no one ticket stands in no queue."""
    return [
        one
        for one in subscribers
        if event in one.events
        and (not one.queues or queue in one.queues)
        and (not one.types or request_type in one.types)
    ]


def by(actor: str) -> str:
    """Who did it, as a sort and not as a person: `person` (of the team), `customer`, `service` or `system`."""
    return actor.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingEvent:
    """An event for one subscriber. `id` is the same whenever it is sent, so that a repeat is known for one."""

    id: str
    name: str
    at: datetime  # the desk's clock
    data: Mapping[str, Any] = field(default_factory=dict)
    noted_at: datetime  # real time

    @property
    def body(self) -> dict[str, Any]:
        """The POST's JSON."""
        return {"type": self.name, "timestamp": self.at.isoformat(), "data": dict(self.data)}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one attempt: `later` has a cause that will pass, and nothing is sent there for `pause` seconds."""

    outcome: Literal["taken", "refused", "later"]
    detail: str = ""
    pause: float = 0.0
