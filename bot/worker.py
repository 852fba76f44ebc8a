"""Claims due outbox rows, runs their job, records the outcome."""

import asyncio
import contextlib
import random
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import structlog

from bot.domain.errors import DatabaseUnavailable
from bot.domain.outbox import APART, Job, Outcome, backoff, term
from bot.flow import bursts, leases
from bot.jobs import JOBS
from bot.jobs.context import Context
from bot.telemetry import Metrics, correlated

#: For how long work is this worker's without a word; a send's lease has its own time (`bot.domain.outbox.term`).
LEASE: Final = timedelta(seconds=20)
#: Seconds between two words that work is still under way, for what may take longer than its lease.
BEAT_SECONDS: Final = 5.0
#: Seconds between two looks for what workers that are gone have left.
REAP_SECONDS: Final = 2.0
#: Polling is the net under the wake-up; an idle worker asks once a second.
POLL_SECONDS: Final = 1.0
#: How often it looks whether a burst begins or ends.
WATCH_SECONDS: Final = 1.0
#: After so many failed tries a row is given up and waits for a person, with its cause. A try that named its own pause
#: has not failed: it waits for a limit, a person or a record, however long that takes. Nor has one for whose cause
#: nobody here can do anything, such as a Slack that is away.
MOST_ATTEMPTS: Final = 25

#: At a stop preparations may go on for this long.
GIVE_BACK_SECONDS: Final = 3.0
#: What was cut off at a stop may still take this long to let go.
LAST_SECONDS: Final = 2.0

log = structlog.get_logger(__name__)


class Worker:
    """Runs jobs, `width` at a time, until it is stopped."""

    def __init__(
        self,
        context: Context,
        *,
        paces: Mapping[str, leases.Pace],
        width: int = 8,
        jitter: random.Random | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._context = context
        self._paces = dict(paces)
        self._width = width
        self._metrics = metrics or Metrics()
        self._jitter = jitter or random.Random()  # noqa: S311 - spreads retries, guards nothing
        self._wake = asyncio.Event()
        self._stopping = False
        self._running: dict[asyncio.Task[None], Job] = {}
        self._under_way: dict[Job, asyncio.Task[None]] = {}  # without those whose outcome is being recorded
        self._given_back: set[Job] = set()
        self._ended_all = asyncio.Event()
        self._ended_all.set()

    def wake(self) -> None:
        """Work has been committed. Call on the event loop; calling often is cheap."""
        self._wake.set()

    async def run(self) -> None:
        """Work until `stop`, and end what is under way then. A database that is away is waited for."""
        self._ended_all.clear()
        beating = asyncio.create_task(self._beat())
        try:
            await self._work_until_stopped()
            if self._running:
                await asyncio.wait(self._running)
        finally:
            beating.cancel()
            self._ended_all.set()

    async def _work_until_stopped(self) -> None:
        last_reap, last_watch = -REAP_SECONDS, -WATCH_SECONDS
        while not self._stopping:
            self._wake.clear()
            try:
                if time.monotonic() - last_reap > REAP_SECONDS:
                    await self.reap()
                    last_reap = time.monotonic()
                if time.monotonic() - last_watch > WATCH_SECONDS:
                    await self._context.runner.write(bursts.watch, "burst" in self._paces)
                    last_watch = time.monotonic()
                begun = await self._begin()
            except DatabaseUnavailable as error:
                log.warning("worker.database_away", cause=str(error))
                begun = False
            except Exception:  # whatever it is, all other work must not stop for it
                log.exception("worker.failed")
                begun = False
            if not begun:
                await self._rest()

    async def reap(self) -> None:
        """Bring back what workers that are gone have left."""
        while await self._context.runner.write(leases.reap):
            pass

    async def stop(self, seconds: float = 20.0) -> None:
        """Take no new work and let what is under way end, within a deadline. Unfinished leases come back by time.

        Preparations, which may take long and can be begun anew, are given back after a moment, for another worker.
        What is just being leased is under way too: left to itself, it would hold its lane for as long as the lease.
        """
        self._stopping = True
        self._wake.set()
        try:
            async with asyncio.timeout(seconds):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(GIVE_BACK_SECONDS):
                        await self._ended_all.wait()
                self._give_back()
                await self._ended_all.wait()
        except TimeoutError:
            for task in self._running:
                task.cancel()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await self._ended_all.wait()

    def _give_back(self) -> None:
        for job, task in self._under_way.items():
            if term(job.kind).renewed:
                self._given_back.add(job)
                task.cancel()

    async def drain(self) -> None:
        """Run everything that is due, and what it leads to, until nothing is; for tests and short commands."""
        while True:
            busy = bool(self._running)  # looked at first: what ends meanwhile may free a hand for what is due
            begun = await self._begin()
            if self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            elif not begun and not busy:
                return

    async def _begin(self) -> bool:
        free = self._width - sum(job.kind not in APART for job in self._running.values())
        if free <= 0:
            return False
        # At least one may prepare, and one hand stays free of it wherever there are two.
        slow = max(1, self._width // 2) - sum(job.kind in leases.SLOW for job in self._running.values())
        asked = asyncio.get_running_loop().time()
        jobs = await self._context.runner.write(leases.take, self._paces, free, slow, LEASE)
        for job in jobs:
            until = asked + term(job.kind).effect.total_seconds()
            task = asyncio.create_task(self._work(job, until), name=job.kind.value)
            self._running[task], self._under_way[job] = job, task
            task.add_done_callback(self._ended)
        return bool(jobs)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._wake.set()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _beat(self) -> None:
        """Say that this worker is alive and still at what takes long; end what it has lost meanwhile."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            long = [job for job in self._under_way if term(job.kind).renewed]
            if not long:
                continue
            try:
                kept = await self._context.runner.write(leases.keep, long, LEASE)
            except DatabaseUnavailable as error:
                log.warning("worker.leases_not_renewed", cause=str(error))
                continue
            for job in long:
                if job.id not in kept and job in self._under_way:
                    log.warning("job.lease_lost", job=job.id, kind=job.kind.value, subject=job.subject)
                    self._under_way[job].cancel()

    async def _work(self, job: Job, until: float) -> None:
        """`until` is the loop's time at which the effect ends, whether it is done or not."""
        with correlated(request=job.trace, job=job.id, kind=job.kind.value, subject=job.subject):
            began = time.monotonic()
            try:
                outcome = await self._effect(job, until)
            finally:
                self._under_way.pop(job, None)
            self._tell(job, outcome, time.monotonic() - began)
            delay = outcome.delay or backoff(job.attempts, self._jitter)
            try:
                if not await self._context.runner.write(leases.record, job, outcome, delay):
                    log.warning("job.lease_lost")
            except Exception as error:  # the lease runs out and the row comes back
                log.error("job.outcome_not_recorded", cause=str(error) or type(error).__name__)

    def _tell(self, job: Job, outcome: Outcome, seconds: float) -> None:
        kind, counted = job.kind.value, self._metrics
        counted.jobs.labels(kind, outcome.verdict).inc()
        counted.job_wait.labels(kind).observe(job.waited.total_seconds())
        counted.job_time.labels(kind).observe(seconds)
        if outcome.verdict != "again":
            counted.attempts.labels(kind).observe(job.attempts)
        if outcome.verdict == "done":
            log.info("job.done", seconds=round(seconds, 3), attempts=job.attempts)
        else:
            log.warning("job.not_done", verdict=outcome.verdict, cause=outcome.detail, attempts=job.attempts)

    async def _effect(self, job: Job, until: float) -> Outcome:
        # Counted from before the lease was asked for: a process that was frozen meanwhile finds its time over, and
        # goes no step further. By then another worker may be at the same work.
        try:
            async with asyncio.timeout_at(until):
                outcome = await JOBS[job.kind](self._context.within(until), job)
        except asyncio.CancelledError:
            if job not in self._given_back:
                raise
            outcome = Outcome("again", "given back at a stop", delay=timedelta(seconds=1))
        except TimeoutError:
            outcome = Outcome("again", "took too long")
        except DatabaseUnavailable as error:
            outcome = Outcome("again", f"database: {error}", patient=True)
        except Exception:
            log.exception("job.failed")
            outcome = Outcome("again", "unexpected error")
        lasting = outcome.patient or outcome.delay is not None
        if outcome.verdict == "again" and not lasting and job.attempts >= MOST_ATTEMPTS:
            return Outcome("dead", outcome.detail)
        return outcome
