"""Histograms that can be added up, and what is told from them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spread import added, bucket, reach, share_within, within

NUMBERS = st.lists(st.integers(0, 10**8), min_size=1, max_size=60)


def spread_of(numbers: list[int]) -> dict[int, int]:
    return added({bucket(number): 1} for number in numbers)


@given(st.integers(0, 10**9))
def test_a_bucket_reaches_its_numbers_and_a_tenth_further_at_most(number: int) -> None:
    assert number <= reach(bucket(number)) <= number * 1.1
    assert number == 0 or reach(bucket(number) - 1) < number


@given(NUMBERS, st.floats(0.01, 1))
def test_a_share_is_told_a_tenth_too_high_at_most(numbers: list[int], share: float) -> None:
    ordered = sorted(numbers)
    true = next(number for place, number in enumerate(ordered, 1) if place >= share * len(ordered) - 1e-9)
    told = within(spread_of(numbers), share)
    assert told is not None
    assert true <= told <= true * 1.1


@given(NUMBERS, NUMBERS)
def test_spreads_of_two_days_are_the_spread_of_both(one: list[int], other: list[int]) -> None:
    assert added([spread_of(one), spread_of(other)]) == spread_of(one + other)


def test_half_and_nine_in_ten_by_hand() -> None:
    hours = spread_of([3600 * hours for hours in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100)])
    half, most = within(hours, 0.5), within(hours, 0.9)
    assert half is not None
    assert most is not None
    assert 5 * 3600 <= half <= 5.5 * 3600
    assert 9 * 3600 <= most <= 9.9 * 3600
    assert share_within(hours, 24 * 3600) == 0.9


def test_nothing_says_nothing() -> None:
    assert within({}, 0.5) is None
    assert share_within({}, 10) is None
