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
from bot.domain.outbox import Job, Outcome, backoff
from bot.flow import leases
from bot.jobs import JOBS
from bot.jobs.context import Context
from bot.telemetry import Metrics, correlated

#: An effect ends before its lease does, so that nobody else begins the same work while it is under way. A lease
#: therefore needs no renewing.
EFFECT_SECONDS: Final = 45.0
LEASE: Final = timedelta(seconds=60)
#: Polling is the net under the wake-up; an idle worker asks once a second.
POLL_SECONDS: Final = 1.0
#: After so many failed tries a row is given up and waits for a person, with its cause. A try that named its own pause
#: has not failed: it waits for a limit, a person or a record, however long that takes. Nor has one for whose cause
#: nobody here can do anything, such as a Slack that is away.
MOST_ATTEMPTS: Final = 25

#: What was cut off at a stop may still take this long to let go.
LAST_SECONDS: Final = 5.0

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
        self._running: set[asyncio.Task[None]] = set()
        self._ended_all = asyncio.Event()
        self._ended_all.set()

    def wake(self) -> None:
        """Work has been committed. Call on the event loop; calling often is cheap."""
        self._wake.set()

    async def run(self) -> None:
        """Work until `stop`, and end what is under way then. A database that is away is waited for."""
        self._ended_all.clear()
        try:
            await self._work_until_stopped()
            if self._running:
                await asyncio.wait(self._running)
        finally:
            self._ended_all.set()

    async def _work_until_stopped(self) -> None:
        last_reap = -LEASE.total_seconds()
        while not self._stopping:
            self._wake.clear()
            try:
                if time.monotonic() - last_reap > LEASE.total_seconds() / 4:
                    await self.reap()
                    last_reap = time.monotonic()
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

        What is just being leased is under way too: left to itself, it would hold its lane for as long as the lease.
        """
        self._stopping = True
        self._wake.set()
        try:
            async with asyncio.timeout(seconds):
                await self._ended_all.wait()
        except TimeoutError:
            for task in self._running:
                task.cancel()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await self._ended_all.wait()

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
        free = self._width - len(self._running)
        if free <= 0:
            return False
        # At least one may prepare, and one hand stays free of it wherever there are two.
        slow = max(1, self._width // 2) - sum(task.get_name() in leases.SLOW for task in self._running)
        jobs = await self._context.runner.write(leases.take, self._paces, free, slow, LEASE)
        for job in jobs:
            task = asyncio.create_task(self._work(job), name=job.kind)
            self._running.add(task)
            task.add_done_callback(self._ended)
        return bool(jobs)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._wake.set()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _work(self, job: Job) -> None:
        with correlated(request=job.trace, job=job.id, kind=job.kind.value, subject=job.subject):
            began = time.monotonic()
            outcome = await self._effect(job)
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

    async def _effect(self, job: Job) -> Outcome:
        try:
            async with asyncio.timeout(EFFECT_SECONDS):
                outcome = await JOBS[job.kind](self._context, job)
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
