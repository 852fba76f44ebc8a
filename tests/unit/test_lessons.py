"""When it is worth learning again, and which questions say something new."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lessons import OLDEST, Tally, unlike, worth_learning

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("then", "now", "worth"),
    [
        (Tally(), Tally(), False),
        (Tally(), Tally(decisions=4), False),
        (Tally(), Tally(decisions=5), True),
        (Tally(answers=1000), Tally(answers=1099), False),
        (Tally(answers=1000), Tally(answers=1100), True),
        (Tally(questions=3), Tally(questions=2), True),
    ],
)
def test_it_is_worth_it_where_enough_is_new_or_something_is_gone(then: Tally, now: Tally, worth: bool) -> None:
    assert worth_learning(then, now, MINUTE) is worth


def test_what_was_learned_a_day_ago_is_learned_again_so_that_what_was_erased_is_gone() -> None:
    assert worth_learning(Tally(answers=9), Tally(answers=9), OLDEST)
    assert not worth_learning(Tally(), Tally(), OLDEST)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_less_than_before_is_always_learned_anew(before: int, less: int) -> None:
    assert worth_learning(Tally(decisions=before + less + 1), Tally(decisions=before), MINUTE)


def test_a_question_is_new_unless_nearly_the_same_words_are_known() -> None:
    known = ["when will my parcel come to the house"]
    assert not unlike("when will the parcel come to my house", known)
    assert not unlike("When will my parcel come to the house", known)
    assert unlike("can i send back the lamp", known)
    assert not unlike("  ", [])
