"""What is more than usual, and what many requests share."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk_spikes import SpikeRule
from bot.domain.record import LinkedRecord
from bot.domain.spike import by_hour, causes, counted_before, noticed, tail, unusual

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CARRIER = SpikeRule(name="carrier", record="carrier")
counts = st.lists(st.integers(0, 40), min_size=7, max_size=28)


@given(st.integers(0, 60), st.floats(0.01, 40), st.floats(1, 6))
def test_more_is_never_likelier_than_less(count: int, mean: float, crowds: float) -> None:
    chances = [tail(number, mean, mean * crowds) for number in range(count + 1)]

    assert chances[0] == 1.0
    assert all(0 <= later <= earlier + 1e-9 for earlier, later in pairwise(chances))


@given(st.integers(1, 30), st.floats(0.1, 10))
def test_crowds_make_many_less_surprising(count: int, mean: float) -> None:
    at_least = count + 3 * int(mean + 1)
    assert tail(at_least, mean, mean * 4) >= tail(at_least, mean, mean) - 1e-9


def test_the_tail_of_a_poisson_is_as_in_the_tables() -> None:
    assert round(tail(4, 1.0, 1.0), 4) == 0.0190
    assert round(tail(1, 2.0, 2.0), 4) == 0.8647


@given(counts, st.integers(0, 200))
def test_what_is_a_spike_stays_one_with_more(before: list[int], count: int) -> None:
    if unusual(count, before, CARRIER):
        assert unusual(count + 1, before, CARRIER)


@given(counts)
def test_what_came_each_day_is_no_spike(before: list[int]) -> None:
    assert not unusual(round(sum(before) / len(before)), before, CARRIER)


def test_fewer_than_four_never_are_and_four_of_what_never_came_are() -> None:
    assert not unusual(3, [0] * 28, CARRIER)
    assert unusual(4, [0] * 28, CARRIER)


def test_a_desk_that_is_new_knows_of_nothing_usual() -> None:
    assert not unusual(9, [], CARRIER)
    assert unusual(10, [], CARRIER)
    assert not unusual(12, [4, 0, 0], CARRIER)  # three times the most of any day
    assert unusual(13, [4, 0, 0], CARRIER)


def test_each_day_before_counts_at_the_same_hours() -> None:
    moments = [NOON - DAY - HOUR, NOON - DAY - 3 * HOUR, NOON - DAY - 5 * HOUR, NOON - 2 * DAY, NOON - HOUR]
    assert counted_before(moments, NOON, 4 * HOUR, 3) == (2, 1, 0)


def test_the_short_window_is_looked_at_first_then_the_long_one() -> None:
    since = NOON - 28 * DAY
    quick = [NOON - n * timedelta(minutes=20) for n in range(6)]
    assert noticed(quick, NOON, since, CARRIER) == (4, 0.5 / 29)
    slow = [NOON - n * 4.5 * HOUR for n in range(5)]
    found = noticed(slow, NOON, since, CARRIER)
    assert found is not None
    assert found[0] == 24
    assert noticed(slow[:3], NOON, since, CARRIER) is None


@given(st.lists(st.integers(0, 60 * 24 * 30), max_size=60))
def test_the_hours_of_a_card_count_what_came_in_them(minutes: list[int]) -> None:
    moments = [NOON - timedelta(minutes=one) for one in minutes]
    assert sum(by_hour(moments, NOON, 6)) == sum(one < 360 for one in minutes)


def test_only_the_customers_own_record_says_what_is_shared() -> None:
    own = LinkedRecord(source="orders", key="4417", state="own", fields={"carrier": " GLS "}, read_at=NOON)
    foreign = LinkedRecord(source="orders", key="4418", state="foreign", fields={"carrier": "DHL"})
    rules = [
        CARRIER,
        SpikeRule(name="region", attribute="region"),
        SpikeRule(name="error", pattern=r"(E-\d\d)", types=("bug",)),
    ]

    assert causes(rules, "bug", [foreign, own], {"region": "North  West"}, "It says E-17 and E-18.") == {
        "carrier": "GLS",
        "region": "North West",
        "error": "E-17",
    }
    assert causes(rules, "refund", [foreign], {}, "It says E-17.") == {}
