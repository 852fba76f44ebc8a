"""When a burst begins and ends, and which tickets stand on its list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import burst
from bot.domain.burst import Burst, Way, begins, over, second_post_at, way
from bot.domain.ticket import State
from tests.unit.slack.facts import TICKET

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BURST = Burst(id=1, place="#support-orders", began_at=NOW)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_twenty_cards_are_no_burst() -> None:
    assert begins(20, None, NOW) is None


def test_more_are_one_if_they_have_stood_for_a_minute() -> None:
    assert begins(21, None, NOW) == at(60)
    assert begins(21, at(60), at(30)) == at(60), "the minute runs from when they were first seen"
    assert begins(20, at(60), at(30)) is None, "they were posted before"


def test_so_many_that_a_minute_would_not_do_are_one_at_once() -> None:
    assert begins(80, None, NOW) == at(60)
    assert begins(81, None, NOW) == NOW
    assert begins(81, at(60), at(10)) == at(10)
    assert begins(500, at(60), at(70)) == at(60)


@pytest.mark.parametrize(
    ("seconds", "came", "waiting", "ended"),
    [(300, 29, 20, True), (299, 0, 0, False), (300, 30, 0, False), (300, 0, 21, False)],
)
def test_it_ends_when_few_come_and_few_wait(seconds: float, came: int, waiting: int, ended: bool) -> None:
    assert over(BURST, came, waiting, at(seconds)) is ended


def test_what_ends_one_never_begins_the_next() -> None:
    waiting = max(count for count in range(200) if over(BURST, 0, count, at(3600)))
    assert begins(waiting, None, at(3600)) is None


@pytest.mark.parametrize(("before", "seconds"), [(0, 11), (2, 33), (5, 66), (40, 66)])
def test_what_was_posted_in_the_minute_before_counts(before: int, seconds: float) -> None:
    assert second_post_at(NOW, before) == at(seconds)
    if before < burst.MOST_POSTS:
        later = sum(at(seconds) + n * burst.SHARE < at(60) for n in range(10))
        assert before + 1 + later <= burst.MOST_POSTS


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Way.LISTED),
        ({"level": "caution"}, Way.LISTED),
        ({"priority": "high"}, Way.LISTED),
        ({"priority": "urgent"}, Way.SINGLE),
        ({"level": "sensitive"}, Way.SINGLE),
        ({"assignee_id": 3}, Way.POSTED),
        ({"escalated_to": "@marta"}, Way.POSTED),
        ({"state": State.RESOLVED, "priority": "urgent"}, Way.LISTED),
    ],
)
def test_what_a_burst_does_with_a_ticket(changes: dict[str, object], expected: Way) -> None:
    ticket = replace(TICKET, **changes)  # type: ignore[arg-type]
    assert way(ticket, live=True, listed=False, asked=False) is expected
    assert way(ticket, live=False, listed=False, asked=False) is Way.POSTED


def test_who_asked_for_a_card_gets_it() -> None:
    assert way(TICKET, live=True, listed=True, asked=True) is Way.POSTED


def test_after_the_burst_a_list_stays_and_what_became_urgent_leaves_it() -> None:
    assert way(TICKET, live=False, listed=True, asked=False) is Way.LISTED
    assert way(replace(TICKET, priority="urgent"), live=False, listed=True, asked=False) is Way.POSTED


def test_a_card_that_may_be_standing_already_is_looked_for() -> None:
    assert way(TICKET, live=True, listed=False, asked=False, begun=True) is Way.SINGLE
