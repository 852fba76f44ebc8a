"""Business time, due times, local days: by example, across clock changes, and against a minute-by-minute count."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.desk import Hours, Stretch
from bot.domain.hours import DAYS, add_business, business_seconds, is_open
from bot.domain.schedule import local_day
from bot.domain.sla import DueAnswer, WarningLine

PARIS = ZoneInfo("Europe/Paris")
OFFICE = Hours(
    time_zone="Europe/Paris",
    week=dict.fromkeys(DAYS[:5], (Stretch(start=time(9), end=time(12, 30)), Stretch(start=time(13, 30), end=time(18)))),
)
ALWAYS = Hours(time_zone="Europe/Paris")
NIGHT = Hours(time_zone="Europe/Paris", week=dict.fromkeys(DAYS, (Stretch(start=time(0), end=time(0)),)))
HOUR = 3600


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2026-11-24 09:00", "2026-11-24 10:00", HOUR),
        ("2026-11-24 12:00", "2026-11-24 14:00", HOUR),  # the lunch break does not count
        ("2026-11-24 17:00", "2026-11-25 10:00", 2 * HOUR),
        ("2026-11-27 17:00", "2026-11-30 10:00", 2 * HOUR),  # a weekend
        ("2026-11-24 19:00", "2026-11-25 08:00", 0),
        ("2026-11-24 10:00", "2026-11-24 09:00", 0),
        ("2026-11-23 00:00", "2026-11-30 00:00", 40 * HOUR),
    ],
)
def test_business_seconds(start: str, end: str, seconds: int) -> None:
    assert business_seconds(OFFICE, paris(start), paris(end)) == seconds


@pytest.mark.parametrize(
    ("start", "delta", "end"),
    [
        ("2026-11-24 09:00", timedelta(hours=2), "2026-11-24 11:00"),
        ("2026-11-24 08:00", timedelta(hours=2), "2026-11-24 11:00"),
        ("2026-11-24 12:00", timedelta(hours=2), "2026-11-24 15:00"),
        ("2026-11-27 17:30", timedelta(hours=2), "2026-11-30 10:30"),
        ("2026-11-28 12:00", timedelta(minutes=1), "2026-11-30 09:01"),
        ("2026-11-24 09:00", timedelta(hours=8), "2026-11-24 18:00"),
        ("2026-11-24 09:00", timedelta(hours=40), "2026-11-30 18:00"),
        ("2026-11-24 20:00", timedelta(0), "2026-11-24 20:00"),
    ],
)
def test_add_business(start: str, delta: timedelta, end: str) -> None:
    assert add_business(OFFICE, paris(start), delta) == paris(end)


def test_holidays_are_closed() -> None:
    closed = frozenset({date(2026, 12, 25)})

    assert business_seconds(OFFICE, paris("2026-12-24 17:00"), paris("2026-12-28 10:00"), closed) == 2 * HOUR
    assert add_business(OFFICE, paris("2026-12-24 17:00"), timedelta(hours=2), closed) == paris("2026-12-28 10:00")


def test_a_holiday_closes_what_never_closes() -> None:
    closed = frozenset({date(2026, 12, 25)})

    assert business_seconds(ALWAYS, paris("2026-12-24 00:00"), paris("2026-12-27 00:00"), closed) == 48 * HOUR


@pytest.mark.parametrize("hours", [ALWAYS, NIGHT])
def test_days_have_the_length_that_the_clocks_give_them(hours: Hours) -> None:
    assert business_seconds(hours, paris("2026-03-28 00:00"), paris("2026-03-31 00:00")) == 71 * HOUR
    assert business_seconds(hours, paris("2026-10-24 00:00"), paris("2026-10-27 00:00")) == 73 * HOUR


def night(start: str, end: str) -> Hours:
    stretch = Stretch(start=time.fromisoformat(start), end=time.fromisoformat(end))
    return Hours(time_zone="Europe/Paris", week={"sun": (stretch,)})


@pytest.mark.parametrize(
    ("hours", "day", "seconds"),
    [
        (night("01:00", "04:00"), "2026-03-29", 2 * HOUR),  # 02:00-03:00 does not exist
        (night("01:00", "04:00"), "2026-10-25", 4 * HOUR),  # 02:00-03:00 comes twice
        (night("02:15", "02:45"), "2026-03-29", 0),
        (night("01:00", "02:30"), "2026-03-29", HOUR),
        (night("02:30", "04:00"), "2026-03-29", HOUR),
        (night("01:00", "02:30"), "2026-10-25", 5 * HOUR // 2),
        (night("02:30", "04:00"), "2026-10-25", 5 * HOUR // 2),
    ],
)
def test_a_stretch_over_a_clock_change(hours: Hours, day: str, seconds: int) -> None:
    assert business_seconds(hours, paris(f"{day} 00:00"), paris(f"{day} 23:00")) == seconds


def test_parts_of_a_second_do_not_cost_a_whole_one() -> None:
    start = datetime(2026, 1, 1, 0, 0, 0, 70_000, tzinfo=UTC)
    assert business_seconds(ALWAYS, start, start + timedelta(days=7)) == 7 * 24 * HOUR


def test_is_open_at_the_first_moment_and_not_at_the_last() -> None:
    assert is_open(OFFICE, paris("2026-11-24 09:00"))
    assert not is_open(OFFICE, paris("2026-11-24 12:30"))
    assert not is_open(OFFICE, paris("2026-11-24 09:00"), frozenset({date(2026, 11, 24)}))
    assert is_open(ALWAYS, paris("2026-11-29 03:00"))


def test_hours_that_never_open_are_a_fault() -> None:
    with pytest.raises(ValueError, match="do not open"):
        add_business(Hours(week={"mon": ()}), paris("2026-11-24 09:00"), timedelta(hours=1))


MOMENTS = st.integers(0, 234 * 24 * 60).map(
    lambda minute: datetime(2026, 3, 20, tzinfo=UTC) + timedelta(minutes=minute)
)
MINUTES = st.integers(9 * 60, 22 * 60).map(lambda minute: time(minute // 60, minute % 60))
#: Those with a clock change of their own kind more often: of half an hour, at midnight, in a month of fasting.
ZONES = st.sampled_from(
    ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca"]
)
ZONES |= st.sampled_from(sorted(available_timezones()))
WEEKS = st.dictionaries(
    st.sampled_from(DAYS),
    st.lists(MINUTES, min_size=2, max_size=4, unique=True).map(
        lambda times: tuple(Stretch(start=a, end=b) for a, b in zip(*[iter(sorted(times))] * 2, strict=False))
    ),
    min_size=1,
)
HOURS = st.builds(Hours, time_zone=ZONES, week=WEEKS)
CLOSED = st.frozensets(st.dates(date(2026, 3, 20), date(2026, 11, 20)), max_size=5)


@given(hours=HOURS, start=MOMENTS, minutes=st.integers(0, 4 * 24 * 60), closed=CLOSED)
@settings(max_examples=40, deadline=None)
def test_business_seconds_are_the_open_minutes(
    hours: Hours, start: datetime, minutes: int, closed: frozenset[date]
) -> None:
    zone = ZoneInfo(hours.time_zone)
    count = 0
    for minute in range(minutes):
        local = (start + timedelta(minutes=minute)).astimezone(zone)
        stretches = () if local.date() in closed else hours.week.get(DAYS[local.weekday()], ())
        count += any(stretch.start <= local.time() < stretch.end for stretch in stretches)

    assert business_seconds(hours, start, start + timedelta(minutes=minutes), closed) == 60 * count


@given(hours=HOURS, start=MOMENTS, minutes=st.integers(1, 5000), closed=CLOSED)
def test_a_promise_runs_out_when_its_time_has_passed(
    hours: Hours, start: datetime, minutes: int, closed: frozenset[date]
) -> None:
    end = add_business(hours, start, timedelta(minutes=minutes), closed)

    assert business_seconds(hours, start, end, closed) == 60 * minutes
    assert business_seconds(hours, start, end - timedelta(seconds=1), closed) == 60 * minutes - 1


@given(hours=HOURS, moments=st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted), closed=CLOSED)
def test_business_time_adds_up(hours: Hours, moments: list[datetime], closed: frozenset[date]) -> None:
    first, second, third = moments

    halves = business_seconds(hours, first, second, closed) + business_seconds(hours, second, third, closed)

    assert halves == business_seconds(hours, first, third, closed)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2026-11-24", "Europe/Paris", 24),
        ("2026-03-29", "Europe/Paris", 23),
        ("2026-10-25", "Europe/Paris", 25),
        ("2026-11-24", "Asia/Kathmandu", 24),
        ("2026-04-24", "Africa/Cairo", 23),  # the day that begins at one
    ],
)
def test_a_local_day(day: str, zone: str, hours: int) -> None:
    start, end = local_day(date.fromisoformat(day), zone)

    assert end - start == timedelta(hours=hours)
    assert start.astimezone(ZoneInfo(zone)).date() == date.fromisoformat(day)
    assert (start - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() < date.fromisoformat(day)
    assert (start.tzinfo, end.tzinfo) == (UTC, UTC)


@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), zone=ZONES)
def test_days_leave_no_gap(day: date, zone: str) -> None:
    assert local_day(day, zone)[1] == local_day(day + timedelta(days=1), zone)[0]


def test_a_line_knows_what_another_one_did_not_show() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    first, second = DueAnswer(noon, 1001, overdue=False), DueAnswer(noon + timedelta(hours=1), 1002, overdue=False)
    line = WarningLine.of([second, first])

    assert line.answers == (first, second)
    assert line.new_since(line.key) == ()
    assert line.new_since("") == (first, second)
    assert line.new_since(WarningLine.of([first]).key) == (second,)
    overdue = DueAnswer(noon, 1001, overdue=True)
    assert WarningLine.of([overdue, second]).new_since(line.key) == (overdue,)
    assert WarningLine.of([]).key == ""
