"""When a silence is worth a notice: by what is usual, by the clock on the wall, and never at a quiet hour."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.silence import earlier, noticed

PARIS = ZoneInfo("Europe/Paris")
#: A Monday, eleven by the clock of Paris.
ELEVEN = datetime(2026, 11, 23, 11, tzinfo=PARIS)
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)

Came = list[list[datetime]]


def at(hour: int, minute: int = 0, weeks: int = 0, days: int = 0) -> datetime:
    """By the clock on the wall, so many weeks before that Monday."""
    local = ELEVEN.replace(hour=hour, minute=minute) - timedelta(weeks=weeks) + timedelta(days=days)
    return local.astimezone(UTC)


def usual(*times: tuple[int, int], weeks: int = 4) -> Came:
    """The same came at these times in each of the weeks."""
    return [[at(hour, minute, week) for hour, minute in times] for week in range(1, weeks + 1)]


def every(minutes: int, start: int, end: int) -> Iterable[tuple[int, int]]:
    return [divmod(minute, 60) for minute in range(start * 60, end * 60, minutes)]


def test_the_same_stretch_of_the_week_goes_by_the_clock_on_the_wall() -> None:
    start = datetime(2026, 10, 26, 9, tzinfo=PARIS).astimezone(UTC)  # the clocks went back the night before
    (begins, ends), *_ = earlier(start, start + HOUR, PARIS)
    assert (begins, ends) == (start - WEEK - HOUR, start - WEEK), "nine o'clock a week before was an hour earlier"


def test_nine_would_have_come_by_now() -> None:
    came = usual(*every(13, 11, 13))
    assert noticed(start=at(11, 4), now=at(13), came=came, zone=PARIS) == 9


@pytest.mark.parametrize(("count", "worth_it"), [(6, False), (7, True)])
def test_a_silence_of_one_chance_in_a_thousand_is_noticed(count: int, worth_it: bool) -> None:
    came = usual(*[(11, minute) for minute in range(10, 10 + count)])
    assert (noticed(start=at(11), now=at(12), came=came, zone=PARIS) is not None) is worth_it


def test_nobody_knows_what_is_usual_before_two_weeks() -> None:
    times = every(5, 8, 12)
    assert noticed(start=at(8), now=at(12), came=usual(*times, weeks=1), zone=PARIS) is None
    assert noticed(start=at(8), now=at(12), came=usual(*times, weeks=2), zone=PARIS) is not None


def test_one_spike_does_not_make_a_rate() -> None:
    came = [*usual(*every(1, 11, 12), weeks=1), *usual((11, 30), weeks=4)[1:]]
    assert noticed(start=at(11), now=at(12), came=came, zone=PARIS) is None


def quiet_after(hours: float, start: datetime, now: datetime, came: Came, open_for: timedelta = timedelta()) -> bool:
    after = timedelta(hours=hours)
    found = noticed(start=start, now=now, came=came, zone=PARIS, quiet_after=after, open_for=open_for)
    return found is not None


def test_a_source_that_may_be_quiet_for_so_long_is_noticed_then() -> None:
    came = usual(*every(30, 8, 18))
    assert not quiet_after(2, at(11), at(12, 59), came)
    assert quiet_after(2, at(11), at(13), came)


def test_hours_in_which_nothing_usually_comes_do_not_count() -> None:
    came = usual(*every(30, 8, 18))
    assert not quiet_after(2, at(17, 30), at(23, 59), came), "the evening"
    assert not quiet_after(2, at(17, 30), at(9, 29, days=1), [[*week] for week in came]), "half an hour, and no Tuesday"
    tuesdays = [[*week, *(moment + timedelta(days=1) for moment in week)] for week in came]
    assert not quiet_after(2, at(17, 30), at(9, 29, days=1), tuesdays), "half an hour, then an hour and a half but one"
    assert quiet_after(2, at(17, 30), at(9, 30, days=1), tuesdays)


def test_an_hour_in_which_something_came_once_in_four_weeks_is_no_usual_one() -> None:
    came = [*usual((22, 10), (23, 10), weeks=1), [], [], []]
    assert not quiet_after(1, at(22), at(23, 59), came)


def test_before_anything_is_usual_the_opening_hours_count() -> None:
    assert not quiet_after(2, at(8), at(11), [], open_for=timedelta(minutes=119))
    assert quiet_after(2, at(8), at(11), [], open_for=timedelta(minutes=120))


moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: ELEVEN.astimezone(UTC) + timedelta(minutes=minutes))
lengths = st.timedeltas(timedelta(minutes=1), timedelta(days=6))


@given(moments, lengths)
def test_no_stretch_of_another_week_reaches_into_this_one(start: datetime, length: timedelta) -> None:
    for begins, ends in earlier(start, start + length, PARIS):
        assert ends < start
        assert abs((ends - begins) - length) <= HOUR, "a clock change moves an end by an hour at most"


@given(moments, lengths, st.none() | st.timedeltas(timedelta(minutes=5), timedelta(days=2)))
def test_what_was_silent_in_the_weeks_before_is_never_noticed(
    start: datetime, length: timedelta, quiet: timedelta | None
) -> None:
    assert noticed(start=start, now=start + length, came=[[]] * 4, zone=PARIS, quiet_after=quiet) is None


@given(moments, lengths, lengths, st.lists(st.integers(1, 5 * 24 * 60), max_size=60), st.booleans())
def test_a_silence_that_goes_on_stays_worth_a_notice(
    start: datetime, length: timedelta, longer: timedelta, minutes: list[int], given_limit: bool
) -> None:
    came = [[begins + timedelta(minutes=minute) for minute in minutes] for begins, _ in earlier(start, start, PARIS)]
    limit = timedelta(hours=2) if given_limit else None
    first = noticed(start=start, now=start + length, came=came, zone=PARIS, quiet_after=limit)
    then = noticed(start=start, now=start + length + longer, came=came, zone=PARIS, quiet_after=limit)
    assert first is None or (then is not None and then >= first)
