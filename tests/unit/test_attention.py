"""What owners are to look at."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attention import gaps, often_edited
from bot.domain.outcome import Tally


def test_three_alike_are_a_gap_and_two_are_none() -> None:
    texts = {1: "a", 2: "b", 3: "a", 4: "a", 5: "b"}
    assert gaps(texts, lambda one, other: one == other) == ((1, 3, 4),)


@given(st.dictionaries(st.integers(1, 50), st.sampled_from("abc")))
def test_each_ticket_is_in_one_gap_at_most(texts: dict[int, str]) -> None:
    found = gaps(texts, lambda one, other: one == other)
    numbers = [number for group in found for number in group]
    assert len(numbers) == len(set(numbers))
    assert all(len(group) >= 3 and list(group) == sorted(group) for group in found)


def test_an_article_that_is_always_edited() -> None:
    team = Tally(as_is=80, light=20)
    assert often_edited(Tally(as_is=4, light=16), team)
    assert often_edited(Tally(as_is=11, light=9), team), "twice as often as all others"
    assert not often_edited(Tally(as_is=13, light=7), team), "which is not a lot"
    assert not often_edited(Tally(light=19), team), "nineteen say nothing"
