"""The worker: takes what is due, records what came of it, and outlives whatever goes wrong."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import worker as worker_module
from bot.domain.errors import DatabaseUnavailable
from bot.domain.outbox import DONE, Job, Kind, Outcome
from bot.flow import leases
from bot.telemetry import Metrics
from bot.worker import MOST_ATTEMPTS
from tests.unit.bench import Bench, Work, open_bench
from tests.unit.metrics import counted


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    async with open_bench(tmp_path, monkeypatch) as opened:
        yield opened


def answers(outcome: Outcome) -> Work:
    async def work(_job: Job) -> Outcome:
        return outcome

    return work


async def test_draining_does_all_that_is_due_and_what_it_leads_to(bench: Bench) -> None:
    async def leads_on(job: Job) -> Outcome:
        await bench.ask(7, Kind.THREAD)
        return DONE

    bench.jobs[Kind.CARD] = leads_on
    await bench.ask(1)
    await bench.worker().drain()
    assert bench.done == ["1", "7"]
    assert (await bench.row(7)).state == "done"


async def test_no_more_than_its_width_at_once(bench: Bench) -> None:
    under_way, most = 0, 0

    async def counted(_job: Job) -> Outcome:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return DONE

    bench.jobs[Kind.CARD] = counted
    for subject in range(10):
        await bench.ask(subject)
    await bench.worker(width=3).drain()
    assert (most, len(bench.done)) == (3, 10)


async def test_however_many_suggestions_are_slow_a_card_finds_a_free_hand(bench: Bench) -> None:
    gate = asyncio.Event()

    async def slow(_job: Job) -> Outcome:
        await gate.wait()
        return DONE

    bench.jobs[Kind.PREPARE] = slow
    for subject in range(20):
        await bench.ask(subject, Kind.PREPARE)
    working = asyncio.create_task(bench.worker(width=4).drain())
    await bench.ask(99)
    async with asyncio.timeout(30):
        while (await bench.row(99)).state != "done":  # noqa: ASYNC110 - looks into the database, which does not tell
            await asyncio.sleep(0.01)
    assert bench.done == ["99"]
    gate.set()
    await working
    assert len(bench.done) == 21


async def test_a_failed_try_comes_again_later_each_time(bench: Bench) -> None:
    bench.jobs[Kind.CARD] = answers(Outcome("again", "slow"))
    await bench.ask(1)
    pauses = []
    for _ in range(5):
        await bench.worker().drain()
        due = await bench.due(1)
        pauses.append((due - bench.clock.at).total_seconds())
        bench.clock.at = due
    assert all(2**n <= pause <= 2**n * 1.2 for n, pause in enumerate(pauses))


async def test_after_too_many_failed_tries_a_row_is_given_up_with_its_cause(bench: Bench) -> None:
    async def broken(_job: Job) -> Outcome:
        raise RuntimeError("no such thing")

    bench.jobs[Kind.CARD] = broken
    await bench.ask(1)
    for _ in range(MOST_ATTEMPTS):
        assert (await bench.row(1)).state == "pending"
        await bench.worker().drain()
        bench.clock.move(timedelta(minutes=10))
    row = await bench.row(1)
    assert (row.state, row.attempts, row.last_error) == ("dead", MOST_ATTEMPTS, "unexpected error")
    await bench.ask(1)
    assert (await bench.row(1)).state == "pending", "the next wish is work of its own"


async def test_what_waits_for_people_is_never_given_up(bench: Bench) -> None:
    bench.jobs[Kind.CARD] = answers(Outcome("again", "not in channel", delay=timedelta(minutes=5)))
    await bench.ask(1)
    for _ in range(MOST_ATTEMPTS + 2):
        await bench.worker().drain()
        bench.clock.move(timedelta(minutes=5))
    assert (await bench.row(1)).state == "pending"


async def test_a_429_closes_the_bucket_and_the_others_flow(bench: Bench) -> None:
    pause = timedelta(seconds=30)
    told = {"1": Outcome("again", "ratelimited", delay=pause, close_bucket=pause)}

    async def limited(job: Job) -> Outcome:
        return told.pop(job.subject, DONE)

    bench.jobs[Kind.CARD] = limited
    await bench.ask(1, bucket="post:a")
    await bench.worker().drain()
    await bench.ask(2, bucket="post:a")
    await bench.ask(3, bucket="post:b")
    await bench.worker().drain()
    assert bench.done == ["1", "3"]
    bench.clock.move(pause)
    await bench.worker().drain()
    assert sorted(bench.done[2:]) == ["1", "2"]


async def test_an_outcome_that_cannot_be_recorded_comes_back_with_its_lease(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise DatabaseUnavailable("gone")

    await bench.ask(1)
    with monkeypatch.context() as broken:
        broken.setattr(leases, "record", away)
        await bench.worker().drain()
    assert (await bench.row(1)).state == "leased"


@pytest.mark.parametrize("fault", [DatabaseUnavailable("away"), RuntimeError("a bug")])
async def test_nothing_that_goes_wrong_ends_the_worker(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(worker_module, "POLL_SECONDS", 0.01)
    take, faults = leases.take, [fault, fault]

    def failing(*arguments: Any) -> list[Job]:
        if faults:
            raise faults.pop()
        return take(*arguments)

    monkeypatch.setattr(leases, "take", failing)
    worker = bench.worker()
    running = asyncio.create_task(worker.run())
    await bench.ask(1)
    async with asyncio.timeout(30):
        while not bench.done:  # noqa: ASYNC110 - the worker polls
            await asyncio.sleep(0.01)
    await worker.stop()
    await running


async def test_waking_it_saves_the_wait_for_the_next_poll(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "POLL_SECONDS", 3600)
    worker = bench.worker()
    bench.store.on_work = worker.wake
    done = asyncio.Event()

    async def tell(_job: Job) -> Outcome:
        done.set()
        return DONE

    bench.jobs[Kind.CARD] = tell
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0)
    await bench.ask(1)
    async with asyncio.timeout(30):
        await done.wait()
    await worker.stop()
    await running


async def test_stopping_lets_work_end_and_cuts_off_what_does_not(bench: Bench) -> None:
    worker = bench.worker()
    begun, short = asyncio.Event(), asyncio.Event()

    async def work(job: Job) -> Outcome:
        begun.set()
        await (short.wait() if job.subject == "1" else asyncio.Event().wait())
        return DONE

    bench.jobs[Kind.CARD] = work
    await bench.ask(1)
    await bench.ask(2)
    running = asyncio.create_task(worker.run())
    await begun.wait()
    short.set()
    await worker.stop(seconds=0.3)
    await running
    assert [(await bench.row(subject)).state for subject in (1, 2)] == ["done", "leased"]


async def test_what_is_being_leased_when_it_stops_is_done_before_it_has_stopped(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, leasing, go_on = leases.take, threading.Event(), threading.Event()

    def slow(*arguments: Any) -> list[Job]:
        leasing.set()
        go_on.wait(30)
        return take(*arguments)

    monkeypatch.setattr(leases, "take", slow)
    worker = bench.worker()
    await bench.ask(1)
    running = asyncio.create_task(worker.run())
    await asyncio.to_thread(leasing.wait, 30)
    stopping = asyncio.create_task(worker.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    assert (await bench.row(1)).state == "done"
    await running


async def test_each_row_is_counted_with_its_wait_its_time_and_its_tries(bench: Bench) -> None:
    async def gives_up(_job: Job) -> Outcome:
        return Outcome("dead", "rejected")

    bench.jobs[Kind.THREAD] = gives_up
    await bench.ask(1)
    await bench.ask(2, Kind.THREAD)
    bench.clock.move(timedelta(seconds=40))
    metrics = Metrics()
    await bench.worker(metrics=metrics).drain()
    found = counted(metrics)
    assert found["deskhand_jobs_total", "card", "done"] == found["deskhand_jobs_total", "thread", "dead"] == 1
    assert found["deskhand_job_wait_seconds_sum", "card"] == 40
    assert found["deskhand_job_seconds_count", "card"] == 1
    assert found["deskhand_job_attempts_sum", "thread"] == 1


async def test_a_row_that_comes_back_has_not_had_its_last_try(bench: Bench) -> None:
    bench.jobs[Kind.CARD] = answers(Outcome("again", "busy", delay=timedelta(hours=1)))
    await bench.ask(1)
    metrics = Metrics()
    await bench.worker(metrics=metrics).drain()
    assert ("deskhand_job_attempts_count", "card") not in counted(metrics)
