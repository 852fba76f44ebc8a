"""For how long work is a worker's: what it may take, who keeps it, and who brings it back."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import worker as worker_module
from bot.domain.outbox import DONE, FILES, SENDS, Job, Kind, Outcome, Term, term
from bot.flow import leases
from bot.jobs.context import Context
from store.unit_of_work import UnitOfWork
from tests.unit.bench import Bench, open_bench


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    async with open_bench(tmp_path, monkeypatch) as opened:
        yield opened


async def test_an_effect_that_takes_too_long_is_ended_before_its_lease(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "term", lambda _kind: Term(timedelta(seconds=20), timedelta(seconds=0.01)))

    async def endless(_job: Job) -> Outcome:
        await asyncio.Event().wait()
        return DONE

    bench.jobs[Kind.CARD] = endless
    await bench.ask(1)
    await bench.worker().drain()
    row = await bench.row(1)
    assert (row.state, row.last_error) == ("pending", "took too long")


def test_what_others_see_ends_before_the_lease_that_it_was_begun_under() -> None:
    renewed = {kind for kind in Kind if term(kind).renewed}
    assert renewed == {Kind.PREPARE, Kind.QUESTION, Kind.FIGURES, Kind.VOLUME} == leases.SLOW - FILES
    assert all(term(kind).effect < term(kind).lease for kind in Kind if not term(kind).renewed)
    assert {term(kind).lease for kind in set(Kind) - SENDS - FILES - {Kind.UPKEEP}} == {worker_module.LEASE}
    assert worker_module.LEASE.total_seconds() > worker_module.BEAT_SECONDS * 3


async def test_a_process_that_was_frozen_goes_no_step_further(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle of its work and woken when the time is over: another may have sent it by then."""
    monkeypatch.setattr(worker_module, "term", lambda _kind: Term(timedelta(seconds=1), timedelta(seconds=0.3)))
    sent: list[str] = []

    async def frozen_before_it_sends(context: Context, job: Job) -> Outcome:
        asyncio.get_running_loop().call_soon(time.sleep, 0.6)
        await context.runner.write(lambda uow: None)
        sent.append(job.subject)
        return DONE

    bench.jobs_with[Kind.REPLY] = frozen_before_it_sends
    await bench.ask(1, Kind.REPLY)
    await bench.worker().drain()
    assert sent == []


async def test_a_process_that_was_frozen_while_it_looked_posts_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What did not stand in Slack then may have been posted by another meanwhile."""
    monkeypatch.setattr(worker_module, "term", lambda _kind: Term(timedelta(seconds=1), timedelta(seconds=0.3)))
    posted: list[str] = []

    class FrozenWhileItLooks:
        async def find(self, *_given: object, **_named: object) -> None:
            asyncio.get_running_loop().call_soon(time.sleep, 0.6)
            await asyncio.sleep(0)

    async def looked_for(context: Context, job: Job) -> Outcome:
        context = replace(context, slack=FrozenWhileItLooks())  # type: ignore[arg-type]
        if await context.find("C1", "post-1", since=datetime.now(UTC)) is None:
            posted.append(job.subject)
        return DONE

    bench.jobs_with[Kind.CARD] = looked_for
    await bench.ask(1)
    await bench.worker().drain()
    assert posted == []


async def test_work_that_takes_long_stays_its_workers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "BEAT_SECONDS", 0.01)
    beats, gate = 0, asyncio.Event()
    keep = leases.keep

    def counted(*given: Any) -> frozenset[int]:
        nonlocal beats
        beats += 1
        assert len(given[1]) == 2, "one statement for all of it"
        return keep(*given)

    async def slow(_job: Job) -> Outcome:
        await gate.wait()
        return DONE

    monkeypatch.setattr(leases, "keep", counted)
    bench.jobs[Kind.PREPARE] = slow
    for subject in (1, 2):
        await bench.ask(subject, Kind.PREPARE)
    worker, other = bench.worker(), bench.worker()
    running = asyncio.create_task(worker.run())
    for _ in range(5):
        seen = beats
        async with asyncio.timeout(30):
            while beats < seen + 2:  # noqa: ASYNC110 - the database does not tell
                await asyncio.sleep(0.01)
        bench.clock.move(worker_module.LEASE * 0.9)
        await other.reap()
        assert [(await bench.row(subject)).attempts for subject in (1, 2)] == [1, 1]
    gate.set()
    await worker.stop()
    await running
    assert sorted(bench.done) == ["1", "2"]
    assert [(await bench.row(subject)).state for subject in (1, 2)] == ["done", "done"]


async def test_work_that_another_has_taken_over_is_ended(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "BEAT_SECONDS", 0.01)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def slow(_job: Job) -> Outcome:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return DONE

    bench.jobs[Kind.PREPARE] = slow
    await bench.ask(1, Kind.PREPARE)
    worker = bench.worker()
    running = asyncio.create_task(worker.run())
    await begun.wait()
    await bench.store.write(_taken_away)
    async with asyncio.timeout(30):
        await ended.wait()
    await worker.stop()
    await running
    assert (await bench.row(1)).lease_token == "another"


async def test_at_a_stop_a_preparation_is_given_back_for_another_worker(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "GIVE_BACK_SECONDS", 0.05)
    begun = asyncio.Event()

    async def slow(_job: Job) -> Outcome:
        begun.set()
        await asyncio.Event().wait()
        return DONE

    bench.jobs[Kind.PREPARE] = slow
    await bench.ask(1, Kind.PREPARE)
    worker = bench.worker()
    running = asyncio.create_task(worker.run())
    await begun.wait()
    async with asyncio.timeout(30):
        await worker.stop()
    await running
    row = await bench.row(1)
    assert (row.state, row.last_error) == ("pending", "given back at a stop")
    del bench.jobs[Kind.PREPARE]
    bench.clock.move(timedelta(seconds=1))
    await bench.worker().drain()
    assert bench.done == ["1"]


def _taken_away(uow: UnitOfWork) -> None:
    uow.execute(text("UPDATE outbox SET lease_token = 'another'"))


async def test_what_a_dead_worker_left_is_done_by_the_next(bench: Bench) -> None:
    await bench.ask(1)
    await bench.store.write(leases.take, {}, 8, 4, timedelta(seconds=60))
    next_one = bench.worker()
    await next_one.reap()
    await next_one.drain()
    assert bench.done == [], "its lease has not run out"
    bench.clock.move(timedelta(seconds=61))
    await next_one.reap()
    await next_one.drain()
    assert bench.done == ["1"]
