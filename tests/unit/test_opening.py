"""Opening hours that are laid out once say what counting each stretch does, and spans add up to a ticket's age."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clocks import OURS, Week
from bot.domain.desk import Hours, Stretch
from bot.domain.hours import DAYS, business_seconds
from bot.domain.opening import Opening
from bot.domain.schedule import local_day
from bot.domain.ticket import ENDED
from tests.unit.test_spans import NOON, Life, lives

ZONES = (
    "UTC", "Europe/Paris", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Africa/Casablanca", "Pacific/Apia", "America/Santiago",
)  # fmt: skip
MOMENTS = st.integers(0, 2 * 365 * 86_400_000).map(
    lambda part: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=part)
)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Stretch, ...]:
    """None, one, or two with a break between."""
    times = sorted(draw(st.lists(st.integers(0, 24 * 12 - 1), max_size=4, unique=True)))
    pairs = zip(times[::2], times[1::2], strict=False)
    at = [(time(a // 12, a % 12 * 5), time(b // 12, b % 12 * 5)) for a, b in pairs]
    return tuple(Stretch(start=start, end=end) for start, end in at)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Hours, frozenset[date]]:
    """Any hours in any zone, with some holidays."""
    days = draw(st.dictionaries(st.sampled_from(DAYS), stretches(), max_size=7))
    hours = Hours(time_zone=draw(st.sampled_from(ZONES)), week=days)
    closed = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=8))
    return hours, closed


@given(weeks(), st.lists(st.tuples(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40))), min_size=1, max_size=6))
def test_what_is_laid_out_is_what_is_counted(
    week: tuple[Hours, frozenset[date]], asked: list[tuple[datetime, timedelta]]
) -> None:
    opening = Opening(*week)
    for start, lasts in asked:
        assert opening.seconds(start, start + lasts) == business_seconds(week[0], start, start + lasts, week[1])
    assert opening.seconds(asked[0][0], asked[0][0]) == 0


@given(weeks(), st.lists(st.tuples(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20))), min_size=1, max_size=4))
def test_when_so_much_has_passed_is_the_same_too(
    week: tuple[Hours, frozenset[date]], asked: list[tuple[datetime, timedelta]]
) -> None:
    opening = Opening(*week)
    for start, delta in asked:
        whole = timedelta(seconds=opening.seconds(start, start + delta))  # what ends just when something closes
        for one in (delta, whole):
            assert _or_never(opening.add, start, one) == _or_never(Week(*week).add, start, one)


def _or_never(add: Callable[[datetime, timedelta], datetime], start: datetime, delta: timedelta) -> datetime | None:
    try:
        return add(start, delta)
    except ValueError:
        return None


@given(st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_what_never_closes_is_open_for_as_long_as_the_day_lasts(zone: str, day: date) -> None:
    start, end = local_day(day, zone)
    assert Opening(Hours(time_zone=zone)).seconds(start, end) == int((end - start).total_seconds())


def test_both_clock_changes_by_hand() -> None:
    night = Opening(Hours(time_zone="Europe/Paris", week={"sun": (Stretch(start=time(1), end=time(4)),)}))
    paris = ZoneInfo("Europe/Paris")
    spring, autumn = datetime(2026, 3, 29, tzinfo=paris), datetime(2026, 10, 25, tzinfo=paris)
    assert night.seconds(spring, spring + timedelta(hours=20)) == 2 * 3600
    assert night.seconds(autumn, autumn + timedelta(hours=20)) == 4 * 3600


@given(lives())
def test_spans_sum_to_the_tickets_age(life: Life) -> None:
    """While it lives; what was taken up again after its end was nobody's in between."""
    states, spans, _ = life
    end = NOON + timedelta(days=3)
    ended_at = next((at for state, at in states if state in ENDED), None)
    if ended_at is None:
        assert sum(span.seconds(NOON, end) for span in spans) == int((end - NOON).total_seconds())
    whole = [span for span in spans if span.holder.kind in {*OURS, "customer", "nobody"}]
    assert whole == spans
