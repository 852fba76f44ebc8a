"""What came in, parsed: one frozen value for each thing that a source can tell.

`conversation` is the source's own id of the conversation; `event_id` identifies the delivery, so that a repeat is known
as one. `at` is when it happened, by the source's own clock. `raw` is the text as it came, kept only while an arrival
waits or is parked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, Literal

#: Without an id of the sender's, the same body counts as a repeat for this long (docs/webhooks.md).
REPEATS_WITHIN: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A customer as the source tells of them; all of it may be missing."""

    id: str = ""
    name: str = ""
    email: str = ""
    email_verified: bool = False
    segment: str = ""
    value: int | None = None
    language: str = ""

    @property
    def identity(self) -> str:
        """What the same person is known by the next time: the source's id, else the address; "" for nobody we know.

        An address is marked as one, so that it can never pass for a customer's number.
        """
        return self.id or (f"email:{self.email.casefold()}" if self.email else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    kind: ClassVar[str]
    source: str
    event_id: str
    conversation: str
    at: datetime | None = None
    raw: str = field(default="", repr=False)
    fingerprint: str = ""  # of the body, where another body under the same id is a mistake to be named
    repeats_within: timedelta | None = None  # None: the id is the sender's own and counts for good


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest(_Arrival):
    kind: ClassVar[str] = "ticket.created"
    message_id: str = ""  # empty: the event's id stands for it
    subject: str = ""
    body: str
    via: str
    language: str = ""
    customer: Sender = Sender()
    attributes: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Mapping[str, Any], ...] = ()
    url: str = ""
    listed_as: str = ""  # the source as the desk file names it, where several share the numbering of one


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMessage(_Arrival):
    kind: ClassVar[str] = "message.created"
    message_id: str = ""
    body: str
    via: str
    language: str = ""
    customer: Sender = Sender()
    attachments: tuple[Mapping[str, Any], ...] = ()
    answered: bool = False  # the team has answered it since, in the source itself


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentMessage(_Arrival):
    """Somebody of the team wrote in the source itself, or our own reply comes back with its `reply_id`."""

    kind: ClassVar[str] = "message.created"
    message_id: str = ""
    body: str
    author_name: str = ""
    public: bool = True
    reply_id: int | None = None
    followed_by: str = ""  # the source's id of what the customer wrote last after it


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange(_Arrival):
    """Words as the source uses them; what Deskhand does not know changes nothing."""

    kind: ClassVar[str] = "ticket.updated"
    status: str = ""
    priority: str = ""
    stands: bool = False  # it says how the ticket stands, and not that this has changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(_Arrival):
    kind: ClassVar[str] = "ticket.rated"
    score: float | None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(_Arrival):
    kind: ClassVar[str] = "ticket.merged"
    into: str  # the source's id of the conversation that goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion(_Arrival):
    """The source asks that a ticket or a customer be forgotten; `conversation` is empty for a customer."""

    what: Literal["ticket.deleted", "customer.erased"]
    subject: str  # the source's id of what is to be forgotten


Arrival = NewRequest | CustomerMessage | AgentMessage | StatusChange | Rating | Merge | Deletion


def came_before(kept: Arrival, request: NewRequest | CustomerMessage) -> bool:
    """Whether something that waited for its ticket happened before the request that opens it.

    A customer's further message may come long after the ticket was made in the source, so all that waited is older
    than it. A new request is where its conversation begins, so that only the source's own times can say otherwise. A
    merge is about the conversation, whenever it happened.
    """
    if isinstance(kept, Merge):
        return False
    if isinstance(request, CustomerMessage):
        return True
    return kept.at is not None and request.at is not None and kept.at < request.at


def kind_of(arrival: Arrival) -> str:
    """The webhook's word for what came in."""
    return arrival.what if isinstance(arrival, Deletion) else arrival.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the sender is told. `done` is False for what is stored and still waits for something.

    `parked` is for our own log: inbox ids of what had waited for this ticket and could not be worked.
    """

    ticket_id: int | None
    done: bool = True
    repeated: bool = False
    parked: tuple[int, ...] = ()

    @property
    def number(self) -> str:
        return f"T-{self.ticket_id}" if self.ticket_id is not None else ""
