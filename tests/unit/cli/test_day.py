"""The demo's summary."""

import re
from datetime import time

import pytest

from bot.cli import outcomes
from bot.cli.day import Noted, summary
from bot.cli.outcomes import Became
from bot.cli.shop import CHANNELS, DESK, PEOPLE, Request, customers, requests
from bot.cli.workspace import named_channels, named_people
from bot.desk import load
from bot.domain.draft import Withheld
from tests.unit.desk.small import TODAY


def noted(expect: str, verdict: str, ticket_id: int = 1001) -> Noted:
    request = Request(
        at=time(8), customer="c-7", subject="Where is my order?", body="…", via="email", language="en",
        conversation="r-1", expect=expect, type=None,
    )  # fmt: skip
    return Noted(request, Became(ticket_id, verdict))


def test_it_counts_what_met_its_expectation() -> None:
    day = [
        noted("suggest", "suggest"),
        noted("suggest", "ask", 1002),
        noted("withhold:missing", "withhold:missing"),
        noted("sealed", "sealed"),
        noted("withhold:hostile", "withhold:hostile"),
    ]

    assert summary(day) == [
        "4 of 5 requests went as a support lead would expect.",
        "Routine requests with a suggestion: 1 of 3 (33%).",
        "Sealed for the owner: 1. Asked what it is: 1.",
        "No suggestion, with the reason: something is missing 1, gives orders to the assistant 1.",
        "T-1002 “Where is my order?”: asked what it is, expected a suggestion.",
    ]


@pytest.mark.parametrize("verdict", ["suggest", "ask", "sealed", *(f"withhold:{reason}" for reason in Withheld)])
def test_every_verdict_is_told_in_words(verdict: str) -> None:
    assert outcomes.told(verdict) not in ("", verdict)
    assert not re.search(r"[_:]", outcomes.told(verdict))


def test_a_missed_reason_is_told_in_words() -> None:
    (*_, line) = summary([noted("withhold:caution", "withhold:type_off")])
    assert line.endswith(": no suggestion (type without suggestions), expected no suggestion (with caution).")


def test_an_empty_day_divides_by_nothing() -> None:
    assert summary([])[:2] == [
        "0 of 0 requests went as a support lead would expect.",
        "Routine requests with a suggestion: 0 of 0.",
    ]


def test_only_the_first_unmet_ones_are_named() -> None:
    lines = summary([noted("suggest", "ask") for _ in range(25)])

    assert len(lines) == 4 + 10 + 1
    assert lines[-1] == "and 15 more."


def test_the_workspace_has_whom_and_what_the_desk_file_names() -> None:
    desk = load(DESK, TODAY)

    assert {name for name, _ in named_people(desk)} <= {f"@{person.name}" for person in PEOPLE}
    assert {name for name, _ in named_channels(desk)} == {f"#{place.name}" for place in CHANNELS}
    everybody = {person.name for person in PEOPLE}
    assert all(set(place.members) <= everybody for place in CHANNELS)
    assert everybody - {member for place in CHANNELS for member in place.members} == {"zoe"}


def test_the_requests_come_from_customers_of_the_shop() -> None:
    day = requests()

    assert {request.customer for request in day} <= {customer.id for customer in customers()}
    assert [request.at for request in day] == sorted(request.at for request in day)
    assert max(len(request.body) for request in day) > 20_000
