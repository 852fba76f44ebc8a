"""Which of a customer's tickets are likely the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.twins import Why, alike, likely
from tests.unit.slack.facts import TICKET

ORDER = frozenset({("orders", "4417")})
OTHER = frozenset({("orders", "5120")})
NONE: frozenset[tuple[str, str]] = frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where is my parcel?", "RE: Fwd: where is my PARCEL"),
        ("My parcel", "Parcel?"),
        ("Where is my order 4417?", "order 4417 where is it"),
        ("Damaged olive tree", "Olive tree damaged!"),
        ("Hi", "hi"),
        ("Où est ma commande ?", "Ma commande, où est-elle"),
    ],
)
def test_subjects_that_say_nearly_the_same(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where is my order 4417?", "Where is my order 5120?"),
        ("Where is my order?", "Where is my refund?"),
        ("Damaged olive tree", "An invoice for last month"),
        ("Hi", "Help"),
        ("", ""),
        ("Re:", "Fwd:"),
    ],
)
def test_subjects_that_do_not(one: str, other: str) -> None:
    assert not alike(one, other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


def test_the_same_record_makes_twins_whatever_they_are_called() -> None:
    old = replace(TICKET, id=1039, subject="Hello", type="refund", created_at=TICKET.created_at - timedelta(days=90))
    (found,) = likely(TICKET, ORDER, [(old, ORDER)])
    assert (found.ticket.id, found.why, found.key) == (1039, Why.RECORD, ("orders", "4417"))


def test_similar_subjects_do_within_two_weeks_unless_each_names_another_record() -> None:
    near = replace(TICKET, id=1039, created_at=TICKET.created_at - timedelta(days=14))
    far = replace(near, created_at=near.created_at - timedelta(seconds=1))
    assert [twin.why for twin in likely(TICKET, NONE, [(near, ORDER)])] == [Why.SUBJECT]
    assert likely(TICKET, NONE, [(far, NONE)]) == ()
    assert likely(TICKET, ORDER, [(near, OTHER)]) == ()


def test_records_come_first_and_the_newest_of_each_and_nothing_is_its_own_twin() -> None:
    others = [(replace(TICKET, id=number), keys) for number, keys in ((1, NONE), (2, ORDER), (3, ORDER), (4, NONE))]
    found = likely(TICKET, ORDER, [(TICKET, ORDER), *others])
    assert [twin.ticket.id for twin in found] == [3, 2, 4, 1]
