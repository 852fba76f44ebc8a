"""Until when a ticket may be put to sleep: what the choices mean at a queue's own hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import Hours, Stretch
from bot.domain.hours import DAYS, is_open, next_opening
from bot.domain.snooze import choices

PARIS = ZoneInfo("Europe/Paris")
OFFICE = Hours(time_zone="Europe/Paris", week=dict.fromkeys(DAYS[:5], (Stretch(start=time(8), end=time(18)),)))


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def test_on_a_tuesday() -> None:
    assert choices(OFFICE, paris("2026-11-24 10:15:42")) == (
        ("hour", paris("2026-11-24 11:15")),
        ("three_hours", paris("2026-11-24 13:15")),
        ("next_day", paris("2026-11-25 08:00")),
        ("monday", paris("2026-11-30 08:00")),
    )


def test_from_friday_on_the_next_opening_is_mondays() -> None:
    assert [name for name, _ in choices(OFFICE, paris("2026-11-27 10:00"))] == ["hour", "three_hours", "next_day"]


def test_a_holiday_is_slept_through() -> None:
    closed = frozenset({date(2026, 11, 25), date(2026, 11, 30)})
    found = dict(choices(OFFICE, paris("2026-11-24 10:00"), closed))
    assert (found["next_day"], found["monday"]) == (paris("2026-11-26 08:00"), paris("2026-12-01 08:00"))


def test_round_the_clock_the_morning_begins_at_nine() -> None:
    assert dict(choices(Hours(time_zone="Europe/Paris"), paris("2026-11-24 10:00")))["next_day"] == paris(
        "2026-11-25 09:00"
    )


def test_hours_that_never_open_offer_no_opening() -> None:
    never = Hours(week={"mon": ()})
    assert next_opening(never, date(2026, 11, 24)) is None
    assert [name for name, _ in choices(never, paris("2026-11-24 10:00"))] == ["hour", "three_hours"]


@given(
    minutes=st.integers(0, 400 * 24 * 60),
    week=st.dictionaries(
        st.sampled_from(DAYS), st.integers(0, 22).map(lambda hour: (Stretch(start=time(hour), end=time(hour + 1)),)),
        min_size=1,
    ),
    zone=st.sampled_from(["Europe/Paris", "Africa/Cairo", "Asia/Kathmandu"]),
)  # fmt: skip
def test_a_choice_is_later_and_each_moment_stands_once(
    minutes: int, week: dict[str, tuple[Stretch, ...]], zone: str
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    hours = Hours.model_validate({"week": week, "time_zone": zone})
    found = choices(hours, at)
    moments = [moment for _, moment in found]
    assert min(moments) > at
    assert len(set(moments)) == len(moments)
    days = {name: moment.astimezone(ZoneInfo(zone)).date() for name, moment in found}
    today = at.astimezone(ZoneInfo(zone)).date()
    assert timedelta(0) < days.get("next_day", today + timedelta(days=1)) - today <= timedelta(days=7), (
        "a week opens once"
    )
    opened = [moment for name, moment in found if name in ("next_day", "monday")]
    assert all(is_open(hours, moment) and not is_open(hours, moment - timedelta(seconds=1)) for moment in opened)


@pytest.mark.parametrize("day", DAYS)
def test_next_week_begins_on_a_monday_whichever_day_it_is(day: str) -> None:
    at = paris("2026-11-23 00:30") + timedelta(days=DAYS.index(day))
    found = dict(choices(OFFICE, at))
    assert found.get("monday", found["next_day"]) == paris("2026-11-30 08:00")
