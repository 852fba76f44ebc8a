"""How a day was against what is usual, and which days a digest tells of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import Found, Headline, Reason, Tone, Usual, covers, headline
from bot.domain.figures import Amount, Figures

HOUR = 3600
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
NOTHING_SHARED: dict[str, tuple[Figures, Usual]] = {}


def day(
    received: int = 50, waited: int = 20, left: int = 30, late: int = 2, logistics: int = 0, resolved: int = 40
) -> Figures:
    return Figures({
        ("received", ""): Amount(received),
        ("resolved", ""): Amount(resolved),
        ("waited", "support"): Amount(received, waited * HOUR),
        ("waited", "logistics"): Amount(5, logistics * HOUR),
        ("backlog", "support"): Amount(left),
        ("backlog", "customer"): Amount(100),
        ("late", "resolution"): Amount(late),
    })  # fmt: skip


def usual(one: Figures, weeks: int = 8) -> Usual:
    return Usual((one,) * weeks)


@pytest.mark.parametrize(
    ("now", "tone", "reasons"),
    [
        (day(), Tone.USUAL, []),
        (day(left=36), Tone.USUAL, []),
        (day(left=38), Tone.WORSE, [Found(Reason.OPEN, 38, 30)]),
        (day(left=24), Tone.BETTER, [Found(Reason.OPEN, 24, 30)]),
        (day(late=4), Tone.USUAL, []),
        (day(late=5, left=24), Tone.WORSE, [Found(Reason.LATE, 5, 2)]),
        (day(waited=12), Tone.BETTER, [Found(Reason.WAITED, 12 * HOUR, 20 * HOUR)]),
    ],
)
def test_one_measure_that_is_worse_makes_the_day_worse(now: Figures, tone: Tone, reasons: list[Found]) -> None:
    told = headline(now, usual(day()), NOTHING_SHARED)
    assert (told.tone, [*told.reasons]) == (tone, reasons)


def test_whoever_was_waited_for_longer_than_usual_is_named() -> None:
    told = headline(day(logistics=41), usual(day(logistics=12)), NOTHING_SHARED)
    assert told == Headline(tone=Tone.WORSE, waited=Found("logistics", 41 * HOUR, 12 * HOUR))


def test_a_cause_is_named_where_many_share_it_and_more_than_usual() -> None:
    def of(count: int) -> Figures:
        return Figures({("received", ""): Amount(count)})

    causes = {
        "carrier: GLS": (of(17), usual(of(2))),
        "carrier: DHL": (of(20), usual(of(19))),  # as always
        "carrier: UPS": (of(6), usual(of(0))),  # few of fifty
    }
    assert headline(day(), usual(day()), causes).cause == Found("carrier: GLS", 17, 2)
    few = {"carrier: GLS": (of(4), usual(of(0)))}
    assert headline(day(received=10), usual(day()), few).cause is None


def test_two_weeks_are_not_enough_to_speak_of_usual() -> None:
    assert headline(day(left=90), usual(day(), 2), NOTHING_SHARED) == Headline(tone=Tone.FIRST)


def test_a_day_on_which_nothing_came_and_nothing_was_done_is_quiet() -> None:
    assert headline(day(received=0, resolved=0), usual(day()), NOTHING_SHARED) == Headline(tone=Tone.QUIET)


def test_a_week_that_says_nothing_is_left_out() -> None:
    said = iter((4.0, None, 6.0, 8.0))
    assert usual(day(), 4).median(lambda _: next(said)) == 6
    assert usual(day(), 4).median(lambda _: None) is None


@pytest.mark.parametrize(
    ("run", "days", "first", "last"),
    [
        (date(2026, 11, 24), WEEKDAYS, date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 23), WEEKDAYS, date(2026, 11, 20), date(2026, 11, 22)),
        (date(2026, 11, 23), ("mon",), date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 25), ("mon", "wed"), date(2026, 11, 23), date(2026, 11, 24)),
    ],
)
def test_a_digest_tells_of_the_days_since_the_one_before(
    run: date, days: tuple[str, ...], first: date, last: date
) -> None:
    assert covers(run, days) == (first, last)


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.sets(st.sampled_from((*WEEKDAYS, "sat", "sun")), min_size=1))
def test_no_day_is_told_of_twice_or_left_out(begin: date, days: set[str]) -> None:
    told = []
    for number in range(21):
        run = begin + timedelta(days=number)
        if ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[run.weekday()] in days:
            first, last = covers(run, days)
            told += [first + timedelta(days=one) for one in range((last - first).days + 1)]
    assert told == [told[0] + timedelta(days=one) for one in range(len(told))]
