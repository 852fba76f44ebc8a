"""Whether somebody can be reached, and until when their quiet hours last."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import HERE, Absence, Availability, Presence, Settings, available, quiet_until
from bot.domain.desk import Hours, Stretch

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
NINE_TO_SIX = Hours(
    week={"mon": (Stretch(start=time(9), end=time(18)),), "tue": (Stretch(start=time(9), end=time(18)),)}
)
MORNINGS = Settings(week={day: (Stretch(start=time(9), end=time(13)),) for day in ("mon", "tue")})


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def away(begins: float, until: float | None) -> Absence:
    return Absence(begins=at(begins), until=None if until is None else at(until), said_by=1)


def test_without_a_word_everybody_goes_by_their_queue() -> None:
    assert available(Settings(), (), NINE_TO_SIX, at(10)) == HERE
    assert available(Settings(), (), NINE_TO_SIX, at(20)) == Availability(Presence.OFF, at(33))
    assert available(Settings(), (), Hours(), at(3)) == HERE


@pytest.mark.parametrize(
    ("hour", "out_of_reach"),
    [
        (8, False),  # the queue is closed until they come
        (12, None),
        (13.25, False),  # just stopped
        (13.5, True),
        (17, True),
        (20, False),  # closed for everybody, and they come when it opens
    ],
)
def test_own_hours_count_where_the_queue_would_go_on_without_them(hour: float, out_of_reach: bool | None) -> None:
    found = available(MORNINGS, (), NINE_TO_SIX, at(hour))
    assert found == HERE if out_of_reach is None else found.presence is Presence.OFF
    assert found.out_of_reach is bool(out_of_reach)


def test_who_comes_later_than_their_queue_is_out_of_reach_in_the_night_before() -> None:
    afternoons = Settings(week={"tue": (Stretch(start=time(14), end=time(18)),)})
    assert available(afternoons, (), NINE_TO_SIX, at(20)) == Availability(Presence.OFF, at(38), out_of_reach=True)


def test_their_hours_are_in_their_own_time_zone() -> None:
    madrid = Settings(week=MORNINGS.week, time_zone="Europe/Madrid")
    assert available(madrid, (), NINE_TO_SIX, at(8.5)) == HERE
    assert not available(madrid, (), NINE_TO_SIX, at(12.5)).here


def test_an_absence_counts_before_hours_and_its_end_is_not_part_of_it() -> None:
    assert available(Settings(), (away(9, 12),), NINE_TO_SIX, at(9)) == Availability(Presence.AWAY, at(12), True)
    assert available(Settings(), (away(9, 12),), NINE_TO_SIX, at(12)) == HERE
    assert available(Settings(), (away(9, None),), NINE_TO_SIX, at(90)) == Availability(Presence.AWAY, None, True)
    assert available(Settings(), (away(9, 12),), NINE_TO_SIX, at(8.99)).presence is Presence.OFF


def test_absences_that_meet_are_one() -> None:
    two = (away(14, 30), away(9, 14))
    assert available(Settings(), two, Hours(), at(10)).until == at(30)
    assert available(Settings(), (*two, away(40, 50)), Hours(), at(10)).until == at(30)


def test_who_would_come_into_an_absence_is_back_after_it() -> None:
    assert available(Settings(), (away(30, 57),), NINE_TO_SIX, at(20)).until == at(57)


@given(st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(1, 20)), max_size=4), st.integers(0, 70))
def test_nobody_is_away_at_the_moment_that_they_are_back(spans: list[tuple[int, int | None]], hour: int) -> None:
    absences = [away(begins, None if lasts is None else begins + lasts) for begins, lasts in spans]
    found = available(Settings(), absences, Hours(), at(hour))
    running = [one for one in absences if one.begins <= at(hour) and (one.until is None or one.until > at(hour))]
    assert (found.presence is Presence.AWAY) == bool(running)
    if found.until is not None:
        assert found.until > at(hour)
        assert available(Settings(), absences, Hours(), found.until) == HERE


@pytest.mark.parametrize(
    ("quiet", "hour", "until"),
    [
        (("19:00", "07:30"), 18.9, None),
        (("19:00", "07:30"), 19, 31.5),
        (("19:00", "07:30"), 2, 7.5),
        (("19:00", "07:30"), 7.5, None),
        (("12:00", "13:00"), 12.5, 13),
        (("12:00", "13:00"), 13, None),
        (("12:00", "12:00"), 12, None),
    ],
)
def test_quiet_hours_end_in_the_morning_or_on_the_same_day(
    quiet: tuple[str, str], hour: float, until: float | None
) -> None:
    settings = Settings(quiet=(time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])))
    assert quiet_until(settings, "UTC", at(hour)) == (None if until is None else at(until))


def test_quiet_hours_are_local_and_follow_the_clock_change() -> None:
    settings = Settings(quiet=(time(22), time(7)), time_zone="Europe/Paris")
    before_the_change = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)  # midnight in Paris; at two the clocks go forward
    assert quiet_until(settings, "UTC", before_the_change) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
