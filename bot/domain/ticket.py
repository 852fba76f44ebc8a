"""A ticket's life cycle: its states, what may happen in each, and who holds the ball."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.desk import Level, Priority
from bot.domain.errors import RefusalCode, Refused
from bot.domain.retention import Faded
from bot.domain.sla import Due, Target


class State(StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_DEPARTMENT = "waiting_department"
    WAITING_SUPPLIER = "waiting_supplier"
    WAITING_APPROVAL = "waiting_approval"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"
    NOT_A_REQUEST = "not_a_request"


class Event(StrEnum):
    """What can happen to a ticket. Who may cause it is decided in `bot.domain.roles`."""

    WORKED_ON = "worked_on"  # a person acts: claim, assign, approve, edit, escalate; it is new or asleep no longer
    ASKED_SECOND = "asked_second"  # a reply waits for its second approval
    FULLY_APPROVED = "fully_approved"  # the last approval came, or the reply was taken back
    SENT_WAIT = "sent_wait"  # a reply left, and the customer is to answer
    SENT_HOLD = "sent_hold"  # a holding reply left: the ball stays where it is
    SENT_RESOLVE = "sent_resolve"  # a reply left, and that was all
    CUSTOMER_WROTE = "customer_wrote"
    CUSTOMER_THANKED = "customer_thanked"
    HANDED_OFF = "handed_off"
    HANDED_TO_SUPPLIER = "handed_to_supplier"
    HANDED_BACK = "handed_back"
    SNOOZED = "snoozed"
    WOKE = "woke"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    MERGED = "merged"
    NOT_A_REQUEST = "not_a_request"
    IS_A_REQUEST = "is_a_request"  # somebody takes that back


_ACTIVE: Final = frozenset(
    {
        State.NEW,
        State.OPEN,
        State.WAITING_CUSTOMER,
        State.WAITING_DEPARTMENT,
        State.WAITING_SUPPLIER,
        State.WAITING_APPROVAL,
        State.SNOOZED,
    }
)
ENDED: Final = frozenset({State.CLOSED, State.MERGED, State.NOT_A_REQUEST})
WORKED: Final = _ACTIVE - {State.NEW}

TRANSITIONS: Final[dict[tuple[State, Event], State]] = {
    **{(state, Event.WORKED_ON): State.OPEN if state in (State.NEW, State.SNOOZED) else state for state in _ACTIVE},
    **{(state, Event.ASKED_SECOND): State.WAITING_APPROVAL for state in _ACTIVE},
    (State.WAITING_APPROVAL, Event.FULLY_APPROVED): State.OPEN,
    **{(state, Event.SENT_WAIT): State.WAITING_CUSTOMER for state in _ACTIVE | {State.RESOLVED}},
    **{(state, Event.SENT_HOLD): state for state in _ACTIVE | {State.RESOLVED}},
    (State.NEW, Event.SENT_HOLD): State.OPEN,
    **{(state, Event.SENT_RESOLVE): State.RESOLVED for state in _ACTIVE | {State.RESOLVED}},
    **{(state, Event.CUSTOMER_WROTE): state for state in _ACTIVE},
    (State.WAITING_CUSTOMER, Event.CUSTOMER_WROTE): State.OPEN,
    (State.SNOOZED, Event.CUSTOMER_WROTE): State.OPEN,
    (State.RESOLVED, Event.CUSTOMER_WROTE): State.OPEN,
    (State.NOT_A_REQUEST, Event.CUSTOMER_WROTE): State.NEW,
    **{(state, Event.CUSTOMER_THANKED): state for state in _ACTIVE | {State.RESOLVED}},
    **{(state, Event.HANDED_OFF): State.WAITING_DEPARTMENT for state in WORKED},
    **{(state, Event.HANDED_TO_SUPPLIER): State.WAITING_SUPPLIER for state in WORKED},
    # A holding reply leaves the ball where it is; an answer that comes while it lies elsewhere wakes the ticket.
    (State.WAITING_DEPARTMENT, Event.SENT_WAIT): State.WAITING_DEPARTMENT,
    **{(state, Event.HANDED_BACK): state for state in WORKED},
    (State.WAITING_DEPARTMENT, Event.HANDED_BACK): State.OPEN,
    (State.WAITING_CUSTOMER, Event.HANDED_BACK): State.OPEN,
    (State.SNOOZED, Event.HANDED_BACK): State.OPEN,
    (State.WAITING_SUPPLIER, Event.HANDED_BACK): State.OPEN,
    (State.OPEN, Event.SNOOZED): State.SNOOZED,
    (State.WAITING_CUSTOMER, Event.SNOOZED): State.SNOOZED,
    (State.SNOOZED, Event.SNOOZED): State.SNOOZED,
    (State.SNOOZED, Event.WOKE): State.OPEN,
    (State.WAITING_CUSTOMER, Event.WOKE): State.OPEN,  # we have promised to write again
    **{(state, Event.RESOLVED): State.RESOLVED for state in _ACTIVE - {State.WAITING_APPROVAL}},
    (State.RESOLVED, Event.REOPENED): State.OPEN,
    (State.RESOLVED, Event.CLOSED): State.CLOSED,
    **{(state, Event.MERGED): State.MERGED for state in _ACTIVE | {State.RESOLVED}},
    **{(state, Event.NOT_A_REQUEST): State.NOT_A_REQUEST for state in _ACTIVE},
    (State.NOT_A_REQUEST, Event.IS_A_REQUEST): State.NEW,
}

#: What may be snoozed; a new ticket counts as worked on then.
SNOOZABLE: Final = frozenset({State.NEW} | {state for state, event in TRANSITIONS if event is Event.SNOOZED})


def next_state(state: State, event: Event) -> State:
    """Where `event` leads from `state`.

    Raises `Refused(WRONG_STATE)` for a pair that the table does not list; the caller has changed nothing.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise Refused(RefusalCode.WRONG_STATE, state=state.value, event=event.value) from None


def check_going_on(state: State) -> None:
    """Raises `Refused(WRONG_STATE)` once a ticket has ended."""
    if state in ENDED:
        raise Refused(RefusalCode.WRONG_STATE, state=state.value)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the ball: `kind` is customer, support, department, supplier or nobody."""

    kind: str
    name: str = ""  # the department's or supplier's name
    person_id: int | None = None


def holder_of(state: State, assignee_id: int | None, owner_id: int | None = None, name: str = "") -> Holder:
    """Who holds a ticket in `state`.

    An unclaimed ticket is held by support without a person, a waiting approval by support with the accountable
    owner, a snoozed one still by support; a resolved or ended one by nobody.
    """
    match state:
        case State.WAITING_CUSTOMER:
            return Holder("customer")
        case State.WAITING_DEPARTMENT:
            return Holder("department", name, assignee_id)
        case State.WAITING_SUPPLIER:
            return Holder("supplier", name, assignee_id)
        case State.WAITING_APPROVAL:
            return Holder("support", person_id=owner_id)
        case State.RESOLVED | State.CLOSED | State.MERGED | State.NOT_A_REQUEST:
            return Holder("nobody")
        case _:
            return Holder("support", person_id=assignee_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One customer request. `id` is also its public number."""

    id: int
    source: str
    state: State
    subject: str
    queue: str
    type: str | None  # None: unknown
    type_source: str  # person, form, rule, classifier or none
    type_confidence: float | None
    priority: Priority
    level: Level
    classes: tuple[str, ...]  # sensitivity classes that fired or were marked
    keys_needed: int  # approvals that a reply needs, 1 or 2
    language: str
    via: str
    customer_id: int
    assignee_id: int | None
    escalated_to: str  # as in the desk file; empty: not escalated
    escalation_reason: str
    created_at: datetime
    first_response_due: datetime | None
    first_response_at: datetime | None
    resolved_at: datetime | None
    reopened: int
    continues: int | None
    last_message_id: int | None  # the newest message from customer or agent
    rules: tuple[str, ...]  # the rules that fired, in order
    url: str
    version: int
    faded: Faded = Faded.NOTHING  # what is gone of it since it ended
    snoozed_until: datetime | None = None  # while it is snoozed, and only then
    next_response_due: datetime | None = None  # of an answer to what the customer wrote since the last one
    resolution_due: datetime | None = None  # None while the clock stands still, too
    by_turn: bool = False  # its holder was given it by turn, and has not taken it

    @property
    def number(self) -> str:
        """The public number, `T-1042`."""
        return f"T-{self.id}"

    @property
    def sealed(self) -> bool:
        """Whether the ticket's card stands sealed in the escalations channel."""
        return self.level == "sensitive"

    @property
    def due(self) -> tuple[Due, ...]:
        """What is owed to the customer, the nearest first; nothing while the ball is theirs or nobody's."""
        if self.ended or self.state in (State.RESOLVED, State.WAITING_CUSTOMER):
            return ()
        first = self.first_response_due if self.first_response_at is None else None
        owed = {Target.FIRST: first, Target.NEXT: self.next_response_due, Target.RESOLUTION: self.resolution_due}
        return tuple(sorted(Due(at, target) for target, at in owed.items() if at is not None))

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def quiet_in_slack(self) -> bool:
        """Whether its text was removed from Slack: nothing of it is posted there any more."""
        return Faded.SLACK in self.faded

    @property
    def text_gone(self) -> bool:
        """Whether its text was removed here too."""
        return Faded.MESSAGES in self.faded
