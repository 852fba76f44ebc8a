"""Who may do what: the whole matrix of roles and actions, open and sealed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor, Person
from bot.domain.roles import MAY, MAY_SEALED, Action, Role, require, roles_of
from bot.domain.ticket import State, Ticket

ANA = Person(id=1, slack_id="U0000001", name="Ana Silva")
WORK = (
    "claim take_over assign approve take_back read_again edit reject redraft ask_for_it rate write_reply escalate "
    "resolve reopen change_type confirm_type explain history note snooze report hand_off not_a_request "
    "merge change_priority move_queue"
)
RAISED = "accept_escalation pass_on settle"
LEADS = "hold department spike reassign pause"

# One actor for each role, with that role alone; what it may do with an open ticket and with a sealed one.
MATRIX: dict[str, tuple[dict[str, Any], str, str]] = {
    "member": (
        {"queues": {"orders"}},
        f"{WORK} read mark queue digest ask create department",
        "mark queue digest ask create department",
    ),
    "lead": (
        {"leads": {"orders"}},
        f"{WORK} {RAISED} {LEADS} read mark unmark release open_sealed alone queue digest ask health create",
        f"{WORK} {RAISED} {LEADS} read mark unmark release open_sealed alone queue digest ask health create",
    ),
    "manager": (
        {"manages": {"orders"}},
        "read mark queue digest ask health create department",
        "mark queue digest ask health create department",
    ),
    "owner": (
        {"owns": {"refund"}},
        f"{WORK} {RAISED} read mark unmark open_sealed second settle_report ask health hold create spike",
        f"{WORK} {RAISED} read mark unmark open_sealed second settle_report ask health hold create spike",
    ),
    "deputy": (
        {"deputises": {"refund"}},
        f"{WORK} {RAISED} read mark open_sealed second ask create spike",
        f"{WORK} {RAISED} read mark open_sealed second ask create spike",
    ),
    "holder": ({}, f"{WORK} settle read release open_sealed", f"{WORK} settle read release open_sealed"),
    "asked": ({"asked_for": {1042}}, f"{WORK} {RAISED} read open_sealed", f"{WORK} {RAISED} read open_sealed"),
    "asked elsewhere": ({"asked_for": {1041}}, "", ""),
    "data": (
        {"looks_into": {1042}},
        "read explain history open_sealed settle_report",
        "read explain history open_sealed settle_report",
    ),
    "elsewhere": ({"queues": {"billing"}, "leads": {"billing"}, "owns": {"invoice"}}, "mark create", "mark create"),
    "department": ({"departments": {"logistics"}}, "mark create", "mark create"),
    "service": ({"service": True}, "read create", "read create"),
    "data elsewhere": ({"looks_into": {1041}}, "", ""),
    "nobody": ({}, "", ""),
}
SHORT = {
    "mark": Action.MARK_SENSITIVE,
    "unmark": Action.UNMARK_SENSITIVE,
    "queue": Action.QUEUE_STATUS,
    "create": Action.CREATE_TICKET,
    "department": Action.DEPARTMENT_STATUS,
    "second": Action.SECOND_APPROVAL,
    "alone": Action.SEND_ALONE,
    "hold": Action.HOLD_BACK,
    "spike": Action.SPIKE,
}
#: Whoever stands anywhere on the desk file may do this, whatever ticket there is.
TEAM = ("member", "lead", "manager", "owner", "deputy", "elsewhere", "department")
OF_THE_TEAM = {Action.SETTINGS}
CELLS = [
    (
        role,
        action,
        sealed,
        action in {SHORT.get(word, word) for word in (row[2] if sealed else row[1]).split()}
        or (role in TEAM and action in OF_THE_TEAM),
    )
    for role, row in MATRIX.items()
    for action in Action
    for sealed in (False, True)
]


def ticket(**changes: Any) -> Ticket:
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    return Ticket(
        **{
            "id": 1042,
            "source": "generic",
            "state": State.OPEN,
            "subject": "Hello",
            "queue": "orders",
            "type": "refund",
            "type_source": "form",
            "type_confidence": None,
            "priority": "normal",
            "level": "none",
            "classes": (),
            "keys_needed": 1,
            "language": "en",
            "via": "email",
            "customer_id": 1,
            "assignee_id": None,
            "escalated_to": "",
            "escalation_reason": "",
            "created_at": now,
            "first_response_due": None,
            "first_response_at": None,
            "resolved_at": None,
            "reopened": 0,
            "continues": None,
            "last_message_id": None,
            "rules": (),
            "url": "",
            "version": 1,
            **changes,
        }
    )


def actor(**places: Any) -> Actor:
    frozen: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, set) else value for key, value in places.items()
    }
    return Actor(person=ANA, **frozen)


def may(action: Action, who: Actor, about: Ticket | None, queue: str | None = None) -> bool:
    try:
        require(action, who, about, queue)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    ("role", "action", "sealed", "allowed"), CELLS, ids=[f"{r}-{a}-{'sealed' if s else 'open'}" for r, a, s, _ in CELLS]
)
def test_the_matrix(role: str, action: Action, sealed: bool, allowed: bool) -> None:
    about = ticket(level="sensitive" if sealed else "none", assignee_id=ANA.id if role == "holder" else 2)

    assert may(action, actor(**MATRIX[role][0]), about) is allowed


def test_every_action_stands_in_both_tables() -> None:
    assert set(MAY) == set(MAY_SEALED) == set(Action)
    assert all(MAY_SEALED[action] <= MAY[action] for action in Action)
    assert {action for action, roles in MAY.items() if Role.SERVICE in roles} == {Action.READ, Action.CREATE_TICKET}


def test_caution_is_not_sealed() -> None:
    assert may(Action.CLAIM, actor(queues={"orders"}), ticket(level="caution"))


def test_tickets_without_a_type_have_the_owner_of_the_empty_type() -> None:
    assert may(Action.SECOND_APPROVAL, actor(owns={""}), ticket(type=None))
    assert not may(Action.SECOND_APPROVAL, actor(owns={""}), ticket())


def refusal(action: Action, who: Actor, about: Ticket | None, queue: str | None = None, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        require(action, who, about, queue, **more)
    return caught.value


def test_a_refusal_says_who_may() -> None:
    found = refusal(Action.UNMARK_SENSITIVE, actor(queues={"orders"}), ticket())

    assert found.code == RefusalCode.NOT_YOUR_ROLE
    assert found.facts == {"queue": "orders", "needed": "lead, owner", "who_may": "lead, owner"}
    assert refusal(Action.UNMARK_SENSITIVE, actor(), ticket(), who_may="@marta").facts["who_may"] == "@marta"


@pytest.mark.parametrize("places", [{}, {"queues": {"billing"}}, {"departments": {"logistics"}}])
def test_a_stranger_is_no_member(places: dict[str, Any]) -> None:
    assert refusal(Action.CLAIM, actor(**places), ticket()).code == RefusalCode.NOT_A_MEMBER


@pytest.mark.parametrize("action", Action)
def test_old_membership_is_not_trusted(action: Action) -> None:
    everything = actor(queues={"orders"}, leads={"orders"}, owns={"refund"}, fresh=False)

    assert refusal(action, everything, ticket()).code == RefusalCode.MEMBERSHIP_UNKNOWN


def test_the_service_has_no_membership_that_could_be_old() -> None:
    require(Action.READ, actor(service=True, fresh=False), ticket())


def test_the_service_has_no_other_role() -> None:
    everything = actor(service=True, queues={"orders"}, leads={"orders"}, owns={"refund"})

    assert roles_of(everything, ticket(assignee_id=ANA.id), None) == {Role.SERVICE}
    assert refusal(Action.APPROVE, everything, ticket()).code == RefusalCode.NOT_YOUR_ROLE


def test_nobody_gives_both_approvals() -> None:
    found = refusal(Action.SECOND_APPROVAL, actor(owns={"refund"}), ticket(), sender_id=ANA.id)

    assert found.code == RefusalCode.SAME_PERSON
    require(Action.SECOND_APPROVAL, actor(owns={"refund"}), ticket(), sender_id=2)


@pytest.mark.parametrize(
    ("queue", "places", "allowed"),
    [
        ("orders", {"queues": {"orders"}}, True),
        ("orders", {"manages": {"orders"}}, True),
        ("orders", {"queues": {"billing"}}, False),
        (None, {"queues": {"billing"}}, True),
        (None, {"leads": {"billing"}}, True),
        (None, {"departments": {"logistics"}}, False),
        (None, {}, False),
    ],
)
def test_queues_and_digests_without_a_ticket(queue: str | None, places: dict[str, Any], allowed: bool) -> None:
    assert may(Action.QUEUE_STATUS, actor(**places), None, queue) is allowed
    assert may(Action.DIGEST, actor(**places), None, queue) is allowed


def test_of_a_sealed_ticket_a_stranger_is_told_who_may_and_not_to_join_a_channel() -> None:
    refused = refusal(Action.OPEN_SEALED, actor(), ticket(level="sensitive"))
    assert refused.code == RefusalCode.NOT_YOUR_ROLE
    assert "owner" in refused.facts["who_may"]


@pytest.mark.parametrize(
    ("places", "allowed"),
    [
        ({"leads": {"billing"}}, True),
        ({"manages": {"billing"}}, True),
        ({"owns": {"refund"}}, True),
        ({"deputises": {"refund"}}, False),
        ({"queues": {"orders"}}, False),
        ({"departments": {"logistics"}}, False),
        ({"service": True}, False),
        ({}, False),
    ],
)
def test_how_deskhand_does_is_for_leads_managers_and_owners(places: dict[str, Any], allowed: bool) -> None:
    assert may(Action.HEALTH, actor(**places), None) is allowed
