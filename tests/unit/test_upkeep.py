"""What is to stand in a helpdesk follows from the ticket and from what is on record, and from nothing else."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ticket import State
from bot.domain.upkeep import (
    ECHO,
    OutgoingNote,
    Standing,
    agreed,
    comes_back,
    doubted,
    plain,
    standing,
    status_wanted,
    tags_of,
)
from tests.unit.slack.facts import TICKET

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class Entry:
    action: str
    detail: dict[str, str] = field(default_factory=dict)
    at: datetime = NOON


def begun(status: str) -> Entry:
    return Entry("upkeep.begun", {"what": "status", "status": status})


def done(status: str) -> Entry:
    return Entry("upkeep.done", {"what": "status", "status": status})


def told(status: str, here: str) -> Entry:
    return Entry("ticket.updated_outside", {"status": status, "here": here})


def echo(status: str) -> Entry:
    return Entry("ticket.updated_outside", {"status": status, "own": "True"})


@pytest.mark.parametrize(
    ("state", "entries", "wanted"),
    [
        (State.NEW, [], None),
        (State.OPEN, [], None),  # nothing was said that would have to be taken back
        (State.WAITING_CUSTOMER, [], "waiting_customer"),
        (State.RESOLVED, [], "solved"),
        (State.RESOLVED, [begun("solved")], "solved"),  # nobody knows whether it stands there
        (State.RESOLVED, [begun("solved"), done("solved")], None),
        (State.RESOLVED, [begun("solved"), echo("solved")], None),
        (State.OPEN, [begun("solved"), done("solved")], "open"),
        (State.OPEN, [begun("solved")], "open"),  # it may stand there
        (State.RESOLVED, [told("solved", "solved")], None),
        (State.OPEN, [told("solved", "solved"), told("open", "open")], None),
        (State.OPEN, [told("solved", "solved")], "open"),  # opened again here
        (State.OPEN, [told("solved", "open")], None),  # set there while it could not be taken over: it stands
        (State.WAITING_CUSTOMER, [begun("solved"), told("pending", "waiting_customer")], None),
        (State.CLOSED, [begun("solved"), done("solved")], None),
        (State.MERGED, [], None),
    ],
)
def test_a_status_is_written_where_the_ticket_has_changed_since_either_side_spoke(
    state: State, entries: list[Entry], wanted: str | None
) -> None:
    ticket = replace(TICKET, state=state)
    found = standing(entries)
    assert status_wanted(ticket, found) == wanted


def test_what_was_set_there_before_is_agreed_to_and_can_be_taken_back() -> None:
    resolved = replace(TICKET, state=State.RESOLVED)
    entries = [told("solved", "open")]
    assert agreed(resolved, standing(entries))
    entries.append(Entry("upkeep.done", {"what": "status", "status": "solved", "agreed": "True"}))
    assert not agreed(resolved, standing(entries))
    assert status_wanted(replace(TICKET, state=State.OPEN), standing(entries)) == "open"


def test_our_own_change_comes_back_once_and_not_for_ever() -> None:
    found = standing([begun("solved")])
    assert comes_back(found, "closed", NOON + ECHO)
    assert not comes_back(found, "open", NOON)
    assert not comes_back(found, "solved", NOON + ECHO + timedelta(seconds=1))
    assert not comes_back(standing([begun("solved"), echo("resolved")]), "solved", NOON)


def test_an_echo_that_does_not_fit_is_looked_into() -> None:
    entries = [begun("solved"), done("solved"), begun("open"), done("open"), echo("solved")]
    assert doubted(replace(TICKET, state=State.OPEN), standing(entries))
    assert not doubted(replace(TICKET, state=State.RESOLVED), standing(entries))
    assert not doubted(replace(TICKET, state=State.OPEN), standing([*entries, begun("open")]))


def test_a_note_is_known_by_its_mark_and_no_other_tickets() -> None:
    note = OutgoingNote(source="desk", conversation="1", body="", mark="Deskhand T-100")
    assert note.is_in("Deskhand T-100, for the team only.")
    assert not note.is_in("Deskhand T-1001, for the team only.")


def test_a_text_of_a_customers_acts_nowhere() -> None:
    assert plain("Where\nis\tit?\x07 {{ ticket.email }} {% now %} {# x #}") == (
        "Where is it? { { ticket.email }} { % now %} { # x #}"
    )
    assert len(plain("x" * 500)) == 300


def test_tags_say_nothing_of_a_sensitive_ticket() -> None:
    ticket = replace(TICKET, type="order_status", priority="urgent", escalated_to="@nadia", level="none")
    assert tags_of(ticket) == ("deskhand-escalated", "deskhand-order_status", "deskhand-urgent")
    assert tags_of(replace(ticket, level="sensitive")) == ()
    assert tags_of(replace(ticket, type="Cañón / x")) == ("deskhand-ca-n-x", "deskhand-escalated", "deskhand-urgent")


def test_who_has_it_there_is_on_record() -> None:
    taken = Entry("upkeep.done", {"what": "assignee", "person": "7"})
    assert (standing([taken]).assignee, standing([taken]).assigned) == ("7", True)
    given_back = standing([taken, Entry("upkeep.done", {"what": "assignee"})])
    assert (given_back.assignee, given_back.assigned) == ("", False)
    unknown = standing([Entry("upkeep.missing", {"person": "8"})])
    assert (unknown.assignee, unknown.assigned) == ("8", False)
    assert standing([]) == Standing()
