"""A source that fails is left alone for a while, then tried by one caller."""

from datetime import UTC, datetime, timedelta

from bot.domain.breaker import (
    LONGEST_NAMED,
    LONGEST_PAUSE,
    MOST_FAILURES,
    PAUSE,
    TRIAL,
    Breaker,
    ask,
    failed,
    standing,
    succeeded,
)

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def after(failures: int, now: datetime = NOW) -> Breaker:
    breaker = Breaker()
    for _ in range(failures):
        breaker = failed(breaker, now)
    return breaker


def test_a_few_failures_do_not_open_it() -> None:
    assert standing(after(MOST_FAILURES - 1), NOW) == "closed"
    assert ask(after(MOST_FAILURES - 1), NOW)[1]


def test_a_success_between_them_counts_from_the_beginning() -> None:
    mended = succeeded(after(MOST_FAILURES - 1))

    assert standing(failed(mended, NOW), NOW) == "closed"


def test_it_opens_and_nobody_asks_until_the_pause_is_over() -> None:
    opened = after(MOST_FAILURES)

    assert standing(opened, NOW) == "open"
    assert not ask(opened, NOW + PAUSE - SECOND)[1]
    assert standing(opened, NOW + PAUSE) == "half_open"


def test_one_alone_tries_it_then() -> None:
    later = NOW + PAUSE
    trying, first = ask(after(MOST_FAILURES), later)

    assert first
    assert not ask(trying, later + SECOND)[1]
    assert ask(trying, later + TRIAL)[1]  # the one who tried is gone


def test_a_trial_that_fails_doubles_the_pause_and_one_that_succeeds_closes_it() -> None:
    trying, _ = ask(after(MOST_FAILURES), NOW + PAUSE)
    again = failed(trying, NOW + PAUSE)

    assert standing(again, NOW + PAUSE + 2 * PAUSE - SECOND) == "open"
    assert standing(again, NOW + PAUSE + 2 * PAUSE) == "half_open"
    assert succeeded(trying) == Breaker()


def test_the_pause_grows_to_a_limit() -> None:
    breaker, now = after(MOST_FAILURES), NOW
    for _ in range(20):
        now += LONGEST_PAUSE
        breaker, may = ask(breaker, now)
        assert may
        breaker = failed(breaker, now)

    assert breaker.until == now + LONGEST_PAUSE


def test_a_pause_that_it_names_begins_at_once_and_has_a_limit() -> None:
    asked = failed(Breaker(), NOW, timedelta(seconds=7))

    assert asked.until == NOW + timedelta(seconds=7)
    assert failed(Breaker(), NOW, timedelta(days=3)).until == NOW + LONGEST_NAMED
    assert failed(Breaker(), NOW, timedelta(seconds=-90)).until == NOW + SECOND
