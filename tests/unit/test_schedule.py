"""When what recurs is due: by example, across clock changes, and in every time zone that there is."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.desk import Day
from bot.domain.hours import DAYS
from bot.domain.schedule import Daily, Every, due, next_due

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
HALF_PAST_EIGHT = Daily(time(8, 30), zone="Europe/Paris")


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days(spec: Daily, since: datetime, now: datetime) -> list[str]:
    return [str(one.day) for one in due(spec, since, now)]


@pytest.mark.parametrize(
    ("since", "now", "dates"),
    [
        ("2026-11-24 08:00", "2026-11-24 08:29", []),
        ("2026-11-24 08:00", "2026-11-24 08:30", ["2026-11-24"]),
        ("2026-11-24 08:30", "2026-11-24 20:00", []),
        ("2026-11-24 08:30", "2026-11-25 08:30", ["2026-11-25"]),
        ("2026-11-20 12:00", "2026-11-24 08:30", ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]),
        ("2026-11-24 09:00", "2026-11-23 09:00", []),
    ],
)
def test_half_past_eight(since: str, now: str, dates: list[str]) -> None:
    assert days(HALF_PAST_EIGHT, paris(since), paris(now)) == dates


def test_only_on_its_days() -> None:
    spec = Daily(time(8, 30), ("mon", "fri"), "Europe/Paris")

    found = due(spec, paris("2026-11-19 00:00"), paris("2026-12-01 00:00"))
    assert [one.day.weekday() for one in found] == [4, 0, 4, 0]


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("step", [timedelta(minutes=7), timedelta(hours=1), timedelta(hours=30)])
def test_half_past_two_comes_once_on_both_clock_changes(change: str, step: timedelta) -> None:
    spec = Daily(time(2, 30), zone="Europe/Paris")
    at, end = paris(f"{change} 00:00").astimezone(UTC), paris(f"{change} 23:59").astimezone(UTC)
    runs: list[str] = []
    while at < end:
        runs += days(spec, at, min(at + step, end))
        at = min(at + step, end)

    assert runs == [change]


def test_a_repeated_time_counts_when_it_comes_first_and_a_skipped_one_as_much_later() -> None:
    spec = Daily(time(2, 30), zone="Europe/Paris")

    assert [one.at for one in due(spec, utc("2026-10-24 12:00"), utc("2026-10-25 12:00"))] == [utc("2026-10-25 00:30")]
    assert [one.at for one in due(spec, utc("2026-03-28 12:00"), utc("2026-03-29 12:00"))] == [utc("2026-03-29 01:30")]


def test_a_time_that_is_skipped_before_midnight_is_its_own_days() -> None:
    """In Nuuk the clocks go from 23:00 to 00:00: half past eleven comes half an hour into Sunday."""
    spec = Daily(time(23, 30), zone="America/Nuuk")
    at = utc("2026-03-29 01:30")

    assert days(spec, at - timedelta(minutes=5), at) == ["2026-03-28"]
    assert days(spec, at, at + DAY) == ["2026-03-29"]


def test_a_date_that_was_left_out_does_not_count() -> None:
    """Samoa crossed the date line: no 30 December 2011."""
    spec = Daily(time(8, 30), zone="Pacific/Apia")

    assert days(spec, utc("2011-12-28 19:00"), utc("2011-12-31 12:00")) == ["2011-12-29", "2011-12-31"]


def test_an_interval_is_the_same_for_everybody() -> None:
    spec = Every(timedelta(minutes=15))

    found = due(spec, utc("2026-11-24 08:00"), utc("2026-11-24 08:45"))
    assert [one.at for one in found] == [utc(f"2026-11-24 08:{minute}") for minute in (15, 30, 45)]
    assert next_due(spec, utc("2026-11-24 08:07")) == utc("2026-11-24 08:15")
    assert due(spec, utc("2026-11-24 08:45"), utc("2026-11-24 08:00")) == []


def test_what_has_no_day_is_never_due() -> None:
    never = Daily(time(8, 30), ())

    assert due(never, utc("2026-01-01 00:00"), utc("2026-12-31 00:00")) == []
    with pytest.raises(ValueError, match="never due"):
        next_due(never, utc("2026-01-01 00:00"))


ZONES = st.sampled_from(sorted(available_timezones()))
#: Times of day around which clocks are changed, and any other.
TIMES = (
    st.sampled_from([time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(23, 30), time(23, 59)]) | st.times()
)
WEEKS: st.SearchStrategy[tuple[Day, ...]] = st.just(DAYS) | st.lists(
    st.sampled_from(DAYS), min_size=1, unique=True
).map(tuple)
#: Since standard time: before that, clocks went by the sun, and by seconds.
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=69_000)).map(lambda since: utc("1900-01-01 00:00") + since)
STEPS = st.lists(st.timedeltas(timedelta(0), timedelta(days=12)), min_size=1, max_size=8)


@st.composite
def near_a_change(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a moment within three days of a change of its clocks."""
    name = draw(ZONES)
    zone, at = ZoneInfo(name), draw(MOMENTS)
    for _ in range(60):  # at most as many weeks on as most zones keep their clocks
        after = at + timedelta(days=14)
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            break
        at = after
    return name, at + draw(st.timedeltas(timedelta(days=-3), timedelta(days=14)))


PLACES = st.tuples(ZONES, MOMENTS) | near_a_change()


@given(place=PLACES, at=TIMES, week=WEEKS, steps=STEPS)
@example(("America/Nuuk", utc("2026-03-29 00:50")), time(23, 30), DAYS, [timedelta(minutes=30), timedelta(hours=1)])
@example(("America/St_Johns", utc("2006-10-29 02:20")), time(0, 0, 30), DAYS, [timedelta(minutes=20)] * 8)
@example(("Pacific/Apia", utc("2011-12-29 12:00")), time(8, 30), DAYS, [timedelta(hours=7)] * 8)
@example(("America/Juneau", utc("1900-01-01 00:00")), time(8, 30), DAYS, [timedelta(days=1)])
@settings(max_examples=300)
def test_ticking_misses_and_doubles_nothing(
    place: tuple[str, datetime], at: time, week: tuple[Day, ...], steps: list[timedelta]
) -> None:
    zone, first = place
    spec, moments = Daily(at, week, zone), [first]
    for step in steps:
        moments.append(moments[-1] + step)

    ticked = [one for since, now in pairwise(moments) for one in due(spec, since, now)]

    assert ticked == due(spec, first, moments[-1])
    assert max(Counter(one.day for one in ticked).values(), default=1) == 1


@given(place=PLACES, at=TIMES, length=st.timedeltas(DAY, timedelta(days=20)))
@settings(max_examples=300)
def test_each_date_that_there_is_comes_once(place: tuple[str, datetime], at: time, length: timedelta) -> None:
    """Counted another way: by the dates that a clock on the wall shows, hour by hour."""
    name, first = place
    zone, last = ZoneInfo(name), first + length
    quarter = timedelta(minutes=15)
    shown = {(first + n * quarter).astimezone(zone).date() for n in range(length // quarter + 1)}
    full = shown - {first.astimezone(zone).date(), last.astimezone(zone).date()}  # seen from beginning to end

    found = [one.day for one in due(Daily(at, DAYS, name), first - DAY, last + DAY)]

    assert full <= set(found)
    assert {day for day in found if min(shown) < day < max(shown)} <= shown


@given(place=PLACES, at=TIMES, week=WEEKS)
@settings(max_examples=300)
def test_the_next_time_is_the_first_that_becomes_due(
    place: tuple[str, datetime], at: time, week: tuple[Day, ...]
) -> None:
    zone, after = place
    spec = Daily(at, week, zone)

    found = next_due(spec, after)

    assert found > after
    assert due(spec, after, found - timedelta(microseconds=1)) == []
    assert found in [one.at for one in due(spec, after, found)]


@given(after=MOMENTS, interval=st.timedeltas(timedelta(seconds=1), timedelta(days=40)))
def test_the_next_time_of_an_interval(after: datetime, interval: timedelta) -> None:
    spec = Every(interval)
    found = next_due(spec, after)

    assert after < found <= after + interval
    assert [one.at for one in due(spec, after, found + interval)] == [found, found + interval]


def test_dates_are_told_in_order() -> None:
    found = due(HALF_PAST_EIGHT, utc("2026-01-01 00:00"), utc("2027-01-01 00:00"))

    assert [one.day for one in found] == sorted(one.day for one in found)
    assert found[0].day == date(2026, 1, 1)
    assert len(found) == 365
