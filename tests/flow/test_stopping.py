"""What is under way comes to its end when a process stops, and what is cut off is named."""

import asyncio
import threading
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot import stopping
from bot.domain.schedule import Every
from bot.flow import timers
from bot.flow.timers import Chore
from bot.schedule import Schedule
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock

HOURLY = Every(timedelta(hours=1))


async def test_a_stop_waits_for_the_timer_under_way_and_runs_no_other(
    support: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log: list[str] = []
    working, go_on = threading.Event(), threading.Event()

    def slow(_uow: UnitOfWork) -> None:
        working.set()
        assert go_on.wait(10)
        log.append("slow")

    chores = {"1 slow": Chore(HOURLY, slow), "2 next": Chore(HOURLY, lambda _uow: log.append("next"))}
    monkeypatch.setattr(timers, "chores", lambda _file: chores)
    schedule = Schedule(support, clock)
    schedule.start()
    clock.move(timedelta(hours=1))
    ticking = asyncio.create_task(schedule.tick())
    await asyncio.to_thread(working.wait, 10)
    stopping = asyncio.create_task(schedule.stop())
    assert not (await asyncio.wait([stopping], timeout=0.05))[0]
    go_on.set()
    await asyncio.gather(ticking, stopping)
    assert log == ["slow"]


async def test_what_was_still_at_work_is_cut_off_and_named() -> None:
    class Stuck:
        async def stop(self, _seconds: float) -> None:
            await asyncio.Event().wait()

    parts = stopping.Parts(None, None, None, worker=Stuck(), front=None)  # type: ignore[arg-type]
    with capture_logs() as said:
        assert not await stopping.within(0.01, parts.end(5.0))
    assert [(one["event"], one["part"]) for one in said] == [("stop.cut_off", "worker")]
