"""Asks the sources that do not tell by themselves, in worker processes, each source by one process at a time."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Iterable
from typing import Final

import structlog

from bot.domain.errors import DatabaseUnavailable
from bot.domain.inlet import Drawn, SourceAway, Told
from bot.domain.outbox import backoff
from bot.flow import inlets
from bot.flow.ports import Inlet, Runner
from bot.telemetry import Metrics, correlated, token

#: Seconds between two words to the database that the right to ask is still held.
BEAT_SECONDS: Final = 5.0
#: Seconds between two looks whether another process has let go of it.
LOOK_SECONDS: Final = 2.0
#: A source that has nothing new is written down as having answered so often, in seconds.
NOTED_SECONDS: Final = 60.0
REMEDY: Final = "python -m bot inbox list, then retry"

log = structlog.get_logger(__name__)


class Inlets:
    """All sources that are asked. `holder` names this process among the others; `alone` says that there are none."""

    def __init__(
        self,
        runner: Runner,
        found: Iterable[Inlet],
        *,
        holder: str,
        metrics: Metrics,
        alone: bool = False,
        jitter: random.Random | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        chance = jitter or random.Random()  # noqa: S311 - spreads retries, guards nothing
        self._runner = runner
        self._alone = alone
        self._asking = [_Asking(runner, inlet, holder, metrics, chance, monotonic) for inlet in found]
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to ask. What a source cannot answer now is asked for later; nothing is raised for it."""
        for asking in self._asking:
            if self._alone:
                with contextlib.suppress(DatabaseUnavailable):  # then it runs out by itself
                    await self._runner.write(inlets.clear, asking.name)
            self._tasks.append(asyncio.create_task(asking.run()))

    async def stop(self) -> None:
        """Ask no more, let what is just being stored be stored, and give the right to ask back. Safe to call twice."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await asyncio.gather(*(asking.end() for asking in self._asking))


class _Asking:
    """One source."""

    def __init__(
        self,
        runner: Runner,
        inlet: Inlet,
        holder: str,
        metrics: Metrics,
        jitter: random.Random,
        monotonic: Callable[[], float],
    ) -> None:
        self.name = inlet.name
        self._runner = runner
        self._inlet = inlet
        self._holder = holder
        self._metrics = metrics
        self._jitter = jitter
        self._monotonic = monotonic
        self._noted = float("-inf")  # when it was last written down that it answered; -inf: it counts as away
        self._failures = 0

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._sit_down()
            working = asyncio.create_task(self._work())
            try:
                await self._hold()
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
            await self._close()

    async def end(self) -> None:
        await self._close()
        with contextlib.suppress(DatabaseUnavailable):  # then it runs out by itself
            await self._runner.write(inlets.leave, self.name, self._holder)

    async def _close(self) -> None:
        try:
            await self._inlet.close()
        except Exception:
            log.exception("inlet.not_closed", source=self.name)

    async def _sit_down(self) -> None:
        while True:
            try:
                if await self._runner.write(inlets.take, self.name, self._holder):
                    log.info("inlet.taken", source=self.name)
                    return
            except DatabaseUnavailable as error:
                log.warning("inlet.database_away", source=self.name, cause=str(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def _hold(self) -> None:
        """Returns when another process asks instead. A database that is away takes the right from nobody."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                if not await self._runner.write(inlets.keep, self.name, self._holder):
                    log.warning("inlet.lost", source=self.name, remedy="nothing to do: another process asks")
                    return
            except DatabaseUnavailable as error:
                log.warning("inlet.not_confirmed", source=self.name, cause=str(error))

    async def _work(self) -> None:
        self._noted = float("-inf")
        while True:
            pause = 0.0
            try:
                with correlated(request=token()):
                    more = await self._round()
                if not more:
                    await self._inlet.news()
            except inlets.Overtaken:
                log.warning("inlet.overtaken", source=self.name, remedy="nothing to do: it goes on from the newer mark")
            except SourceAway as error:
                pause = await self._away(str(error), error.retry_after)
            except DatabaseUnavailable as error:
                log.warning("inlet.database_away", source=self.name, cause=str(error))
                pause = self._pause()
            except Exception as error:  # whatever it is, what comes later must not be lost for it
                log.exception("inlet.failed", source=self.name)
                pause = await self._away(f"it could not be read ({type(error).__name__})", 0.0)
            await asyncio.sleep(pause)

    async def _round(self) -> bool:
        """Ask once, and store what was told. Whether there is more at once."""
        mark = await self._runner.read(inlets.mark, self.name)
        drawn = await self._inlet.since(mark)
        for told in drawn.told:
            await self._take(told, mark)
            mark = told.mark or mark
        await self._answered(drawn, mark)
        return drawn.more

    async def _take(self, told: Told, mark: str) -> None:
        if told.arrival is None and told.fault:
            await self._park(told, mark, told.fault)
            return
        try:
            receipt = await self._runner.write(inlets.draw, self.name, told, mark)
        except (DatabaseUnavailable, inlets.Overtaken):
            raise
        except Exception:
            name = token()
            log.exception("arrival parked", request=name, source=self.name, event_id=told.event_id, remedy=REMEDY)
            await self._park(told, mark, f"failed; see request {name} in the log")
            return
        if receipt is None:
            return
        self._metrics.arrivals.labels(self.name, "repeated" if receipt.repeated else "stored").inc()
        for parked in receipt.parked:  # it had waited for this ticket
            log.error("arrival parked", id=parked, source=self.name, remedy=REMEDY)
            self._metrics.parked.labels(self.name).inc()

    async def _park(self, told: Told, mark: str, why: str) -> None:
        log.error("inlet.parked", source=self.name, event_id=told.event_id, remedy=REMEDY)
        if await self._runner.write(inlets.park, self.name, told, mark, why):
            self._metrics.parked.labels(self.name).inc()

    async def _answered(self, drawn: Drawn, mark: str) -> None:
        now = self._monotonic()
        if drawn.mark != mark or now - self._noted >= NOTED_SECONDS:
            await self._runner.write(inlets.answered, self.name, mark, drawn.mark)
            self._noted = now
        self._failures = 0

    async def _away(self, why: str, retry_after: float) -> float:
        """Write down that a source is away; the pause before it is asked again."""
        pause = max(self._pause(), retry_after)
        self._noted = float("-inf")
        log.warning("inlet.away", source=self.name, cause=why, failures=self._failures, seconds=round(pause))
        with contextlib.suppress(DatabaseUnavailable):
            await self._runner.write(inlets.away, self.name, why)
        await self._close()
        return pause

    def _pause(self) -> float:
        self._failures += 1
        return backoff(min(self._failures, 12), self._jitter).total_seconds()
