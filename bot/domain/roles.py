"""Who may do what. One table, from the first button on; nobody acts beyond their role.

Roles are relations to one ticket or queue: `member`, `lead` and `manager` of its queue, accountable `owner` or `deputy`
of its type, the ticket's `holder`, `data` who looks into a report about data, anybody on the `team`, and the `service`
that acts by the API token. Whom an open escalation asks, and who has accepted it, is `asked`.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.ticket import Ticket


class Action(StrEnum):
    """What a click, a modal, a command or an API call asks for."""

    READ = "read"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    ASSIGN = "assign"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    READ_AGAIN = "read_again"
    EDIT = "edit"
    REJECT = "reject"
    REDRAFT = "redraft"
    ASK_FOR_IT = "ask_for_it"  # a suggestion that asks for what is missing
    RATE = "rate"  # a thumb for a suggestion
    WRITE_REPLY = "write_reply"
    ESCALATE = "escalate"
    ACCEPT_ESCALATION = "accept_escalation"
    PASSING_ON = "pass_on"  # an escalation, to somebody else
    SETTLE = "settle"  # an escalation: back to the queue
    OPEN_SEALED = "open_sealed"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    MARK_SENSITIVE = "mark_sensitive"
    UNMARK_SENSITIVE = "unmark_sensitive"
    CHANGE_TYPE = "change_type"
    CONFIRM_TYPE = "confirm_type"
    EXPLAIN = "explain"
    HISTORY = "history"
    SNOOZE = "snooze"  # and wake
    REPORT = "report"  # a wrong answer
    SETTLE_REPORT = "settle_report"
    SECOND_APPROVAL = "second_approval"
    SEND_ALONE = "send_alone"  # a lead gives the second approval, with a reason
    NOTE = "note"
    HAND_OFF = "hand_off"
    MERGE = "merge"  # for both of the tickets
    CHANGE_PRIORITY = "change_priority"
    MOVE_QUEUE = "move_queue"
    NOT_A_REQUEST = "not_a_request"  # and that it is one after all
    SPIKE = "spike"  # make it an incident, or say that it is none
    ANSWER_HANDOFF = "answer_handoff"  # for the department that was asked
    DEPARTMENT_STATUS = "department_status"
    QUEUE_STATUS = "queue_status"
    DIGEST = "digest"
    CREATE_TICKET = "create_ticket"
    HOLD_BACK = "hold_back"  # what suggestions rest on, since something has changed
    REASSIGN = "reassign"  # many at once, and seeing who has how much
    PAUSE = "pause"  # a queue: nobody is given tickets by turn; and resume
    ASK = "ask"  # the assistant, about a text or an article; nothing happens
    SETTINGS = "settings"  # one's own: language, hours, absence
    HEALTH = "health"  # how Deskhand itself does, and what becomes of work that was given up


class Role(StrEnum):
    MEMBER = "member"
    LEAD = "lead"
    MANAGER = "manager"
    OWNER = "owner"
    DEPUTY = "deputy"
    HOLDER = "holder"
    ASKED = "asked"  # by an escalation of the ticket that is open, until somebody accepts; then who accepted
    DATA = "data"  # answers for data, while a report about it stands on the ticket
    TEAM = "team"
    SERVICE = "service"
    DEPARTMENT = "department"  # somebody of the department in question


_WORKERS: Final = frozenset({Role.MEMBER, Role.LEAD, Role.OWNER, Role.DEPUTY, Role.HOLDER, Role.ASKED})
_CLOSE: Final = frozenset({Role.LEAD, Role.OWNER, Role.DEPUTY, Role.HOLDER, Role.ASKED})  # may see behind a seal
_SUPPORT: Final = frozenset({Role.MEMBER, Role.LEAD, Role.MANAGER, Role.OWNER, Role.DEPUTY})
_ACCOUNTABLE: Final = frozenset({Role.OWNER, Role.DEPUTY})

MAY: Final[dict[Action, frozenset[Role]]] = {
    **dict.fromkeys(Action, _WORKERS),
    Action.READ: _WORKERS | {Role.MANAGER, Role.DATA, Role.SERVICE},
    Action.EXPLAIN: _WORKERS | {Role.DATA},
    Action.HISTORY: _WORKERS | {Role.DATA},
    Action.RELEASE: frozenset({Role.HOLDER, Role.LEAD}),
    Action.OPEN_SEALED: _CLOSE | {Role.DATA},
    Action.SETTLE_REPORT: frozenset({Role.OWNER, Role.DATA}),
    Action.MARK_SENSITIVE: frozenset({Role.TEAM}),
    Action.UNMARK_SENSITIVE: frozenset({Role.OWNER, Role.LEAD}),
    Action.ACCEPT_ESCALATION: _CLOSE - {Role.HOLDER},
    Action.PASSING_ON: _CLOSE - {Role.HOLDER},
    Action.SETTLE: _CLOSE,
    Action.SECOND_APPROVAL: _ACCOUNTABLE,
    Action.SEND_ALONE: frozenset({Role.LEAD}),
    Action.QUEUE_STATUS: frozenset({Role.MEMBER, Role.LEAD, Role.MANAGER}),
    Action.DIGEST: frozenset({Role.MEMBER, Role.LEAD, Role.MANAGER}),
    Action.ANSWER_HANDOFF: frozenset({Role.DEPARTMENT}),
    Action.DEPARTMENT_STATUS: frozenset({Role.DEPARTMENT, Role.MEMBER, Role.LEAD, Role.MANAGER}),
    Action.CREATE_TICKET: frozenset({Role.TEAM, Role.SERVICE}),
    Action.SETTINGS: frozenset({Role.TEAM}),
    Action.HEALTH: frozenset({Role.LEAD, Role.MANAGER, Role.OWNER}),
    Action.HOLD_BACK: frozenset({Role.LEAD, Role.OWNER}),
    Action.SPIKE: frozenset({Role.LEAD, Role.OWNER, Role.DEPUTY}),
    Action.ASK: _SUPPORT,
    Action.REASSIGN: frozenset({Role.LEAD}),
    Action.PAUSE: frozenset({Role.LEAD}),
}

#: What a sealed ticket allows beyond those who may see behind the seal.
MAY_SEALED: Final[dict[Action, frozenset[Role]]] = {
    **{action: MAY[action] & (_CLOSE | {Role.DATA}) for action in Action},
    Action.READ: _CLOSE | {Role.DATA, Role.SERVICE},
    Action.MARK_SENSITIVE: MAY[Action.MARK_SENSITIVE],
    Action.CREATE_TICKET: MAY[Action.CREATE_TICKET],
    Action.QUEUE_STATUS: MAY[Action.QUEUE_STATUS],
    Action.DIGEST: MAY[Action.DIGEST],
    Action.SETTINGS: MAY[Action.SETTINGS],
    Action.HEALTH: MAY[Action.HEALTH],
    Action.HOLD_BACK: MAY[Action.HOLD_BACK],
    Action.SPIKE: MAY[Action.SPIKE],
    Action.ASK: MAY[Action.ASK],
    Action.REASSIGN: MAY[Action.REASSIGN],
    Action.PAUSE: MAY[Action.PAUSE],
    Action.ANSWER_HANDOFF: MAY[Action.ANSWER_HANDOFF],
    Action.DEPARTMENT_STATUS: MAY[Action.DEPARTMENT_STATUS],
}


def allowed_roles(action: Action, ticket: Ticket | None) -> frozenset[Role]:
    """The roles that may act, given whether the ticket is sealed."""
    return (MAY_SEALED if ticket is not None and ticket.sealed else MAY)[action]


def roles_of(actor: Actor, ticket: Ticket | None, queue: str | None, department: str = "") -> frozenset[Role]:
    """Every role that the actor has towards a ticket, or towards a queue where there is no ticket yet.

    Towards a `department` being one of its people counts too.

    With neither, being a member, lead or manager of any queue counts, and being the owner or a deputy of any type.
    """
    if actor.service:
        return frozenset({Role.SERVICE})
    place = ticket.queue if ticket is not None else queue
    roles = {
        role
        for role, places in ((Role.MEMBER, actor.queues), (Role.LEAD, actor.leads), (Role.MANAGER, actor.manages))
        if (place in places if place is not None else places)
    }
    if ticket is not None:
        kind = ticket.type or ""
        roles |= {Role.OWNER} if kind in actor.owns else set()
        roles |= {Role.DEPUTY} if kind in actor.deputises else set()
        roles |= {Role.HOLDER} if ticket.assignee_id == actor.person.id else set()
        roles |= {Role.DATA} if ticket.id in actor.looks_into else set()
        roles |= {Role.ASKED} if ticket.id in actor.asked_for else set()
    elif queue is None:
        roles |= {Role.OWNER} if actor.owns else set()
        roles |= {Role.DEPUTY} if actor.deputises else set()
    if actor.queues or actor.leads or actor.manages or actor.owns or actor.deputises or actor.departments:
        roles.add(Role.TEAM)
    if department and department in actor.departments:
        roles.add(Role.DEPARTMENT)
    return frozenset(roles)


def allowed_actions(actor: Actor, ticket: Ticket) -> frozenset[Action]:
    """All that an actor's roles allow with a ticket."""
    roles = roles_of(actor, ticket, None)
    return frozenset(action for action in Action if roles & allowed_roles(action, ticket))


def require(
    action: Action,
    actor: Actor,
    ticket: Ticket | None,
    queue: str | None = None,
    *,
    sender_id: int | None = None,
    who_may: str = "",
    department: str = "",
) -> None:
    """Return if the actor may, else raise; nothing is changed, and asking twice is safe. `department`: it is about one.

    `sender_id` is who put up the reply that a second approval is for. `who_may` names people for the refusal, else the
    roles are named. Raises `Refused` with `MEMBERSHIP_UNKNOWN` when the membership that this rests on is too old to
    trust, `SAME_PERSON` when one person would give both approvals, `NOT_A_MEMBER` for somebody who has nothing to do
    with the ticket or queue, and `NOT_YOUR_ROLE` (with `needed`, `who_may`) for everybody else.
    """
    _check_fresh(actor)
    roles = roles_of(actor, ticket, queue, department)
    allowed = allowed_roles(action, ticket)
    if not roles & allowed:
        place = ticket.queue if ticket is not None else queue or ""
        # Joining the channel would not open a sealed ticket: there the people who may are named instead.
        stranger = roles <= {Role.TEAM} and not (ticket is not None and ticket.sealed)
        stranger = stranger and not department
        needed = ", ".join(role.value for role in Role if role in allowed)
        code = RefusalCode.NOT_A_MEMBER if stranger else RefusalCode.NOT_YOUR_ROLE
        about = {"outsider": "no_queue"} if stranger and not place else {}
        raise Refused(code, queue=place, needed=needed, who_may=who_may or needed, **about)
    if action in (Action.SECOND_APPROVAL, Action.SEND_ALONE) and sender_id == actor.person.id:
        raise Refused(RefusalCode.SAME_PERSON, who_may=who_may or "owner, deputy")


def require_for_one(action: Action, actor: Actor, tickets: Iterable[Ticket], who_may: str) -> None:
    """Return if the actor may with at least one of the tickets, else raise as `require`; `who_may` names people."""
    _check_fresh(actor)
    if not any(action in allowed_actions(actor, ticket) for ticket in tickets):
        needed = ", ".join(role.value for role in Role if role in MAY[action])
        raise Refused(RefusalCode.NOT_YOUR_ROLE, needed=needed, who_may=who_may or needed)


def _check_fresh(actor: Actor) -> None:
    if not actor.service and not actor.fresh:
        raise Refused(RefusalCode.MEMBERSHIP_UNKNOWN)
