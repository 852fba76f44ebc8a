"""The tick: runs the timers that have come due.

APScheduler only ticks; what is due are rows (`bot.flow.timers`), and that each is run once rests on their locks.
"""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.errors import DatabaseUnavailable
from bot.domain.outbox import backoff
from bot.flow import silence, timers
from bot.flow.ports import Runner
from bot.telemetry import traced
from store.timers import Timer

#: Real seconds. Short, since the demo's business clock runs sixty times as fast.
TICK_SECONDS: Final = 5
#: As many timers as one tick runs, one transaction each; the rest comes with the next one.
BATCH: Final = 200

log = structlog.get_logger(__name__)


class Schedule:
    """Ticks until it is stopped. Several processes may tick at once.

    `monotonic` gives seconds for the pauses of timers that fail; these are this process's own, so that the rows keep
    their true times.
    """

    def __init__(
        self, runner: Runner, clock: Callable[[], datetime], *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._runner = runner
        self._started = clock()
        self._monotonic = monotonic
        self._jitter = random.Random()  # noqa: S311 - spreads retries, guards nothing
        self._failed: dict[str, tuple[int, float]] = {}  # timer's name -> (failures in a row, not to be tried before)
        self._watch = silence.Watch()
        self._ticking = asyncio.Lock()
        self._stopping = False
        # One instance, coalesced and with a generous grace: after a pause one tick catches everything up.
        self._ticker = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
        )

    def start(self) -> None:
        """Begin to tick on the running loop."""
        self._ticker.add_job(traced(self.tick), "interval", seconds=TICK_SECONDS)
        self._ticker.start()

    async def stop(self) -> None:
        """Tick no more, and let a tick that is under way come to the end of its transaction."""
        self._stopping = True
        self._ticker.pause()
        try:
            await self._ticking.acquire()
        finally:
            self._ticker.shutdown(wait=False)

    async def tick(self) -> None:
        """Run what is due. Safe to run at any time and twice; a database that is away is only logged.

        A timer that fails holds up no other one: it stays, and this process tries it again after a growing pause.
        """
        try:
            async with self._ticking:
                await self._look()
        except DatabaseUnavailable as error:
            log.warning("schedule.database_away", cause=str(error))

    async def _look(self) -> None:
        await self._runner.write(timers.reconcile, self._started)
        for timer in await self._runner.read(timers.due, BATCH, self._pausing()):
            if self._stopping:  # each is a row: another process, or the next start, runs it
                return
            await self._run(timer)
        await self._runner.write(silence.look, self._watch)

    def _pausing(self) -> frozenset[str]:
        now = self._monotonic()
        return frozenset(name for name, (_, until) in self._failed.items() if now < until)

    async def _run(self, timer: Timer) -> None:
        try:
            await self._runner.write(timers.run, timer.id)
        except DatabaseUnavailable:
            raise
        except Exception:
            failures = self._failed.get(timer.name, (0, 0.0))[0] + 1
            pause = backoff(failures + 3, self._jitter).total_seconds()  # eight seconds at first, five minutes at most
            self._failed[timer.name] = (failures, self._monotonic() + pause)
            log.exception("timer.failed", timer=timer.name, failures=failures)
        else:
            self._failed.pop(timer.name, None)
