"""The business clock of demo and rehearsal."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cli.clock import BusinessClock, LocalClock, last_tuesday, morning

START = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


class Seconds:
    """Real time that passes when it is told to."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def real() -> Seconds:
    return Seconds()


@pytest.fixture
def clock(real: Seconds) -> BusinessClock:
    return BusinessClock(START, 60, monotonic=real, zone="Europe/Paris")


def test_it_runs_at_its_speed(clock: BusinessClock, real: Seconds) -> None:
    real.passed += 30

    assert clock.now() == START + timedelta(minutes=30)
    assert clock.now().tzinfo is UTC


def test_another_speed_counts_from_now_on(clock: BusinessClock, real: Seconds) -> None:
    real.passed += 10
    clock.set_speed(0)
    real.passed += 100

    assert clock.now() == START + timedelta(minutes=10)
    assert clock.speed == 0


def test_set_goes_on_from_there_at_the_same_speed(clock: BusinessClock, real: Seconds) -> None:
    real.passed += 10
    clock.set(datetime.fromisoformat("2026-11-25T08:29:00+01:00"))
    real.passed += 1

    assert clock.now() == datetime(2026, 11, 25, 7, 30, tzinfo=UTC)


def test_it_does_not_run_backwards(clock: BusinessClock) -> None:
    with pytest.raises(ValueError, match="backwards"):
        clock.set_speed(-1)


def test_the_page_sees_the_shop_s_own_time(clock: BusinessClock, real: Seconds) -> None:
    local = LocalClock(clock)

    assert local.now().isoformat() == "2026-11-24T08:00:00+01:00"
    local.set_speed(3600)
    local.set(START + timedelta(hours=1))
    real.passed += 1
    assert clock.now() == START + timedelta(hours=2)
    assert local.speed == 3600


@pytest.mark.parametrize(
    ("today", "tuesday"),
    [
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 30), date(2026, 11, 24)),
        (date(2026, 11, 23), date(2026, 11, 17)),
        (date(2026, 7, 15), date(2026, 7, 7)),  # 14 July is a holiday in France
    ],
)
def test_the_day_of_the_demo_is_an_open_tuesday(today: date, tuesday: date) -> None:
    assert last_tuesday(today, "FR") == tuesday


def test_morning_is_eight_o_clock_in_the_zone() -> None:
    assert morning(date(2026, 11, 24), "Europe/Paris").isoformat() == "2026-11-24T08:00:00+01:00"
    assert morning(date(2026, 7, 7), "Europe/Paris").isoformat() == "2026-07-07T08:00:00+02:00"
