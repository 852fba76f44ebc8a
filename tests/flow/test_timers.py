"""What is due is run once, by whoever comes first; what fails holds up nothing else."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot import schedule as schedule_module
from bot.domain.desk import DeskFile
from bot.domain.errors import DatabaseUnavailable
from bot.domain.schedule import Daily, Every, TimerKind
from bot.flow import timers as flow
from bot.flow.timers import Chore
from bot.schedule import Schedule
from store import timers
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import MONDAY, Clock

TUESDAY = MONDAY + timedelta(days=1)
HOURLY = Every(timedelta(hours=1))


def runs(uow: UnitOfWork) -> list[date]:
    found = uow.execute(text("SELECT local_date FROM digest_run ORDER BY local_date, audience")).scalars().all()
    return [date.fromisoformat(str(day)) for day in found]


def rows(uow: UnitOfWork) -> dict[str, tuple[datetime, datetime | None]]:
    return {timer.name: (timer.due_at, timer.since) for timer in timers.of(uow, *TimerKind)}


def with_digests(store: Store, *changes: dict[str, Any]) -> None:
    """The desk file now has these digests, each the usual one with its changes."""
    usual = store.desk.file.digests[0]
    specs = tuple(usual.model_copy(update=change) for change in changes)
    store.desk = store.desk.model_copy(update={"file": store.desk.file.model_copy(update={"digests": specs})})


@pytest.fixture
def chores(monkeypatch: pytest.MonkeyPatch) -> dict[str, Chore]:
    """The chores of a test, instead of the desk's own."""
    found: dict[str, Chore] = {}

    def all_of_them(_file: DeskFile) -> dict[str, Chore]:
        return found

    monkeypatch.setattr(flow, "chores", all_of_them)
    return found


def said(log: list[str], what: str) -> Chore:
    return Chore(HOURLY, lambda _uow: log.append(what))


# Digests


async def test_three_schedulers_run_each_digest_once_after_a_day_of_downtime(either: Store, clock: Clock) -> None:
    await Schedule(either, clock).tick()
    clock.at = TUESDAY + timedelta(days=1, hours=1)
    three = [Schedule(either, clock) for _ in range(3)]
    for _ in range(2):
        await asyncio.gather(*(schedule.tick() for schedule in three))
    assert await either.read(runs) == [date(2026, 11, day) for day in (23, 24, 25)]


async def test_a_new_desk_begins_with_the_next_digest(support: Store, clock: Clock) -> None:
    clock.at = TUESDAY + timedelta(hours=1)
    schedule = Schedule(support, clock)
    await schedule.tick()
    assert await support.read(runs) == []
    assert (await support.read(rows))["digest:day"][0] == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


async def test_what_came_due_between_the_start_and_the_first_tick_is_run(support: Store, clock: Clock) -> None:
    schedule = Schedule(support, clock)
    clock.move(timedelta(hours=1))
    await schedule.tick()
    assert await support.read(runs) == [MONDAY.date()]


async def test_after_a_downtime_three_days_are_caught_up(support: Store, clock: Clock) -> None:
    schedule = Schedule(support, clock)
    clock.move(timedelta(hours=1))
    await schedule.tick()
    clock.at = MONDAY + timedelta(days=8, hours=1)
    await Schedule(support, clock).tick()
    told = "Monday and Tuesday; before them was a weekend"
    assert await support.read(runs) == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 1)], told


async def test_a_desk_that_had_no_timers_yet_goes_on_from_its_last_digest(support: Store, clock: Clock) -> None:
    schedule = Schedule(support, clock)
    clock.move(timedelta(hours=1))
    await schedule.tick()
    await support.write(lambda uow: uow.execute(text("DELETE FROM timer")))
    clock.at = TUESDAY + timedelta(hours=1)
    await Schedule(support, clock).tick()
    assert await support.read(runs) == [date(2026, 11, 23), date(2026, 11, 24)]


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
async def test_a_digest_of_half_past_two_runs_once_on_both_clock_changes(
    support: Store, clock: Clock, change: date
) -> None:
    week = ("sat", "sun", "mon")
    with_digests(support, {"time": time(2, 30), "time_zone": "Europe/Paris", "days": week})
    clock.at = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(hours=6)
    schedule = Schedule(support, clock)
    for _ in range(34 * 2):
        await schedule.tick()
        clock.move(timedelta(minutes=30))
    assert await support.read(runs) == [change, change + timedelta(days=1)]


async def test_a_digest_is_moved_removed_and_added_with_the_desk_file(support: Store, clock: Clock) -> None:
    clock.move(timedelta(hours=1))  # nine o'clock: today's is over
    started = clock.at
    await support.write(flow.reconcile, started)
    assert (await support.read(rows))["digest:day"][0] == TUESDAY.replace(hour=8, minute=30)
    with_digests(support, {"time": time(11)}, {"name": "late", "time": time(20), "channel": "#support-billing"})
    for _ in range(2):
        await support.write(flow.reconcile, started)
    found = await support.read(rows)
    assert found["digest:day"] == (MONDAY.replace(hour=11), started)
    assert found["digest:late"] == (MONDAY.replace(hour=20), started)
    with_digests(support, {"name": "late", "time": time(20)})
    await support.write(flow.reconcile, started)
    assert "digest:day" not in await support.read(rows)


async def test_a_digest_that_ran_today_does_not_run_again_because_its_time_was_moved(
    support: Store, clock: Clock
) -> None:
    schedule = Schedule(support, clock)
    clock.move(timedelta(hours=1))
    await schedule.tick()
    with_digests(support, {"time": time(11)})
    clock.move(timedelta(hours=3))
    await Schedule(support, clock).tick()
    assert await support.read(runs) == [MONDAY.date()]


# Chores


async def test_a_chore_that_was_missed_runs_once(either: Store, clock: Clock, chores: dict[str, Chore]) -> None:
    log: list[str] = []
    chores["sweep"] = said(log, "swept")
    await Schedule(either, clock).tick()
    assert log == []
    clock.move(timedelta(days=2))
    three = [Schedule(either, clock) for _ in range(3)]
    await asyncio.gather(*(schedule.tick() for schedule in three))
    assert log == ["swept"]
    clock.move(timedelta(hours=1))
    await three[0].tick()
    assert log == ["swept"] * 2


async def test_a_chore_of_a_time_of_day(support: Store, clock: Clock, chores: dict[str, Chore]) -> None:
    log: list[str] = []
    chores["sweep"] = Chore(Daily(time(3), zone="Europe/Paris"), lambda _uow: log.append("swept"))
    schedule = Schedule(support, clock)
    for _ in range(2 * 24 * 6):
        await schedule.tick()
        clock.move(timedelta(minutes=10))
    assert log == ["swept"] * 2


async def test_what_comes_in_batches_goes_on_at_the_next_tick(
    support: Store, clock: Clock, chores: dict[str, Chore]
) -> None:
    left = [5]

    def some(_uow: UnitOfWork, limit: int) -> int:
        done = min(limit, left[0])
        left[0] -= done
        return done

    chores["sweep"] = Chore(HOURLY, flow.in_batches(some, 2))
    schedule = Schedule(support, clock)
    clock.move(timedelta(hours=1))
    for expected in (3, 1, 0, 0):
        await schedule.tick()
        assert left == [expected]
    assert (await support.read(rows))["chore:sweep"][0] > clock.at


# What goes wrong


async def test_a_chore_that_fails_holds_up_nothing_keeps_its_row_and_is_not_tried_at_every_tick(
    either: Store, clock: Clock, chores: dict[str, Chore]
) -> None:
    log: list[str] = []
    seconds = [0.0]

    def fails(uow: UnitOfWork) -> None:
        log.append("tried")
        uow.execute(text("DELETE FROM timer"))
        raise RuntimeError("it does not work")

    chores["fails"] = Chore(HOURLY, fails)
    chores["works"] = said(log, "worked")
    schedule = Schedule(either, clock, monotonic=lambda: seconds[0])
    clock.move(timedelta(hours=1))
    before = None
    for _ in range(10):
        await schedule.tick()
        found = (await either.read(rows))["chore:fails"]
        assert before in (None, found)
        before = found
        seconds[0] += 0.5
    assert sorted(log) == ["tried", "worked"]
    seconds[0] += 10
    await schedule.tick()
    assert sorted(log) == ["tried", "tried", "worked"]
    chores["fails"] = said(log, "mended")
    seconds[0] += 1000
    await schedule.tick()
    assert log[-1] == "mended"


async def test_more_failures_than_a_batch_hold_up_nothing(
    support: Store, clock: Clock, chores: dict[str, Chore], monkeypatch: pytest.MonkeyPatch
) -> None:
    log: list[str] = []
    monkeypatch.setattr(schedule_module, "BATCH", 2)

    def fails(_uow: UnitOfWork) -> None:
        raise RuntimeError("it does not work")

    chores |= {f"{letter} fails": Chore(HOURLY, fails) for letter in "abcde"}
    chores["works"] = said(log, "worked")
    schedule = Schedule(support, clock, monotonic=lambda: 0.0)  # nobody's pause ends meanwhile
    clock.move(timedelta(hours=1))
    for _ in range(4):  # the day's digest and six chores, two at a time
        await schedule.tick()
    assert log == ["worked"]


async def test_a_database_that_is_away_is_only_logged(clock: Clock) -> None:
    class Away:
        async def write(self, *_: object, **__: object) -> Any:
            raise DatabaseUnavailable("away")

        read = write

    await Schedule(Away(), clock).tick()


async def test_a_crash_between_claim_and_commit_repeats_nothing(
    support: Store, clock: Clock, chores: dict[str, Chore]
) -> None:
    """What the work wrote and the row's next time are one transaction: both are there, or neither is."""

    def counts(uow: UnitOfWork) -> None:
        timers.begin(uow, TimerKind.DIGEST, f"trace {uow.at}", uow.at + timedelta(days=9), uow.at)

    def crashes(uow: UnitOfWork) -> None:
        flow.run(uow, found.id)
        raise KeyboardInterrupt

    chores["sweep"] = Chore(HOURLY, counts)
    await support.write(flow.reconcile, clock.at)
    clock.move(timedelta(hours=1))
    found = next(timer for timer in await support.read(flow.due, 10) if timer.subject == "sweep")
    before = await support.read(rows)
    with pytest.raises(KeyboardInterrupt):
        await support.write(crashes)
    assert await support.read(rows) == before
    assert await support.write(flow.run, found.id)
    assert not await support.write(flow.run, found.id)
    assert sum("trace" in name for name in await support.read(rows)) == 1
