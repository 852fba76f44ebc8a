"""The tick: inserts digests that have come due and closes what was resolved long enough ago.

APScheduler only ticks; what is due is decided by `bot.domain.schedule`, and that it happens once by a UNIQUE row.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.errors import DatabaseUnavailable
from bot.flow import digest, resolve, silence
from bot.flow.ports import Runner
from bot.telemetry import traced

#: Real seconds. Short, since the demo's business clock runs sixty times as fast.
TICK_SECONDS: Final = 5

log = structlog.get_logger(__name__)


class Schedule:
    """Ticks until it is stopped. Several processes may tick at once."""

    def __init__(self, runner: Runner, clock: Callable[[], datetime]) -> None:
        self._runner = runner
        self._started = clock()
        self._watch = silence.Watch()
        # One instance, coalesced and with a generous grace: after a pause one tick catches everything up.
        self._ticker = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
        )

    def start(self) -> None:
        """Begin to tick on the running loop."""
        self._ticker.add_job(traced(self.tick), "interval", seconds=TICK_SECONDS)
        self._ticker.start()

    def stop(self) -> None:
        self._ticker.shutdown(wait=False)

    async def tick(self) -> None:
        """Insert and close what is due. Safe to run at any time and twice; a database that is away is only logged."""
        try:
            await self._runner.write(digest.insert_due, self._started)
            await self._runner.write(resolve.close_due)
            await self._runner.write(silence.look, self._watch)
        except DatabaseUnavailable as error:
            log.warning("schedule.database_away", cause=str(error))
