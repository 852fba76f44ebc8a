"""Which conversations are read again, by whom, and what may be said of their scores."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import Criterion
from bot.domain.review import (
    FEWEST,
    WEIGHTS,
    Candidate,
    Scored,
    Why,
    draw,
    longest,
    marks,
    titled,
)

PEOPLE = range(1, 6)


_ONE = st.builds(
    Candidate,
    ticket_id=st.just(0),
    queue=st.sampled_from(("orders", "billing", "returns")),
    answered_by=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple),
    may=st.frozensets(st.sampled_from(PEOPLE), max_size=4),
    why=st.sampled_from(((), (Why.REOPENED,), (Why.WAITED, Why.SENSITIVE))),
)
candidates = st.lists(_ONE, max_size=12).map(lambda found: [replace(one, ticket_id=n) for n, one in enumerate(found)])


@given(candidates, st.integers(1, 20), st.integers())
def test_nobody_reviews_what_they_answered_or_may_not_read(found: list[Candidate], count: int, seed: int) -> None:
    for one in draw(found, count, Random(seed).random):
        assert one.reviewer_id not in one.candidate.answered_by
        assert one.reviewer_id in one.candidate.may


@given(candidates, st.integers(1, 20), st.integers())
def test_as_many_as_are_wanted_and_each_once(found: list[Candidate], count: int, seed: int) -> None:
    drawn = draw(found, count, Random(seed).random)
    possible = [one for one in found if one.reviewers]
    assert len(drawn) == min(count, len(possible))
    assert len({one.candidate.ticket_id for one in drawn}) == len(drawn)


@given(candidates, st.integers(1, 20), st.integers())
def test_the_same_numbers_give_the_same_sample_in_whatever_order_they_come(
    found: list[Candidate], count: int, seed: int
) -> None:
    assert draw(found, count, Random(seed).random) == draw(reversed(found), count, Random(seed).random)


@given(candidates, st.integers(1, 20), st.integers())
def test_queues_that_have_enough_are_drawn_alike(found: list[Candidate], count: int, seed: int) -> None:
    there = Counter(one.queue for one in found if one.reviewers)
    taken = Counter(one.candidate.queue for one in draw(found, count, Random(seed).random))
    unspent = [taken[queue] for queue in there if taken[queue] < there[queue]]
    assert all(most - 1 <= one for one in unspent for most in taken.values())


@given(st.integers(1, 40), st.integers(1, 5), st.integers())
def test_reviewers_who_may_read_all_are_given_alike(count: int, reviewers: int, seed: int) -> None:
    may = frozenset(range(10, 10 + reviewers))
    found = [Candidate(ticket_id=one, queue="orders", answered_by=(1,), may=may) for one in range(count)]
    given_to = Counter(one.reviewer_id for one in draw(found, count, Random(seed).random))
    assert max(given_to.values()) - min(given_to[person] for person in may) <= 1


def test_each_reason_makes_a_conversation_likelier_and_none_leaves_the_others_out() -> None:
    random = Random(6)  # one of many
    plain = Candidate(ticket_id=1, queue="orders", answered_by=(1,), may=frozenset({2}))
    for one in Why:
        weighted = Candidate(ticket_id=2, queue="orders", answered_by=(1,), may=frozenset({2}), why=(one,))
        first = Counter(draw((plain, weighted), 1, random.random)[0].candidate.ticket_id for _ in range(4000))
        share = (1 + WEIGHTS[one]) / (2 + WEIGHTS[one])
        assert abs(first[2] / 4000 - share) < 0.03


def test_the_tenth_that_waited_longest() -> None:
    waits = {number: float(number) for number in range(1, 26)}
    assert longest(waits) == {24, 25}
    assert longest({1: 5.0, 2: 9.0}) == frozenset()


def scored(people: list[int]) -> list[Scored]:
    return [Scored(answered_by=person, scores={"tone": 2, "right": 4}) for person in people]


def test_averages_stand_from_five_on_and_in_a_channel_of_three_people_at_least() -> None:
    assert marks(scored([1] * (FEWEST - 1))).average is None
    found = marks(scored([1] * FEWEST))
    assert (found.reviews, found.average, found.by) == (FEWEST, 3.0, {"tone": 2.0, "right": 4.0})
    assert marks(scored([1, 1, 1, 2, 2]), people=3).average is None
    assert marks(scored([1, 1, 1, 2, 3]), people=3).average == 3.0


def test_averages_stand_in_the_order_of_the_rubric_and_what_left_it_comes_last() -> None:
    found = marks(scored([1] * FEWEST))
    rubric = (Criterion(name="warm", title="Warm"), Criterion(name="tone", title="Tone"))
    assert titled(found, rubric) == (("Tone", 2.0), ("right", 4.0))
