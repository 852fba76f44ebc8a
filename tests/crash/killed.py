"""A world whose Deskhand is a process of its own, and dies by SIGKILL."""

import asyncio
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import text

from bot.desk import load
from store.engine import writer
from tests.crash.seams import Point
from tests.crash.world import Died, World
from tests.soak.processes import Processes

T = TypeVar("T")

#: Real seconds for whatever a process does; long enough for a busy machine.
PATIENCE: Final = 60.0
_LOOK: Final = 0.05
_SOON: Final = timedelta(seconds=3)


class Killed(World):
    """Each life is armed with the next of `points`; without any it lives on."""

    def __init__(self, folder: Path, url: str, points: list[Point]) -> None:
        super().__init__(folder, url)
        self.http = False
        self.points = points
        self.reached = 0
        self._began = datetime.now(UTC)
        # Nine o'clock of the shop's day when all begins, so that the digest of half past eight is due.
        self._desk_ahead = self.start_of_day + timedelta(hours=1) - self._began
        self._processes = Processes(folder, url, self.sandbox, parts=("run",), module="tests.crash.process")
        # Its articles were checked so many days before today, whatever day the shop has.
        self.desk = load(self._processes.desk_file, self._began.date())
        self.folder = folder / "shop"
        self.write_orders()

    async def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self.sandbox.start()
        self._had_a_digest()
        await self.start()

    async def close(self) -> None:
        await self._processes.stop()
        await self.sandbox.stop()
        self._looking.close()

    async def start(self) -> None:
        """Start a process that will die at the next point, if one is left."""
        self.died = asyncio.Event()
        point = self.points.pop(0) if self.points else None
        await self._processes.start(
            CRASH_AT=point.name if point else "",
            CRASH_TIME=str(point.time if point else 1),
            AHEAD=str(self.ahead.total_seconds()),
            DESK_AHEAD=str(self._desk_ahead.total_seconds()),
        )
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        self.reached += await self._processes.ended() == -signal.SIGKILL
        self.died.set()

    @property
    def secret(self) -> str:
        """The key of the journal."""
        return self._processes.secret_key

    def desk_now(self) -> datetime:
        """The time by the desk's clock."""
        return datetime.now(UTC) + self._desk_ahead

    async def kill(self) -> None:
        """SIGKILL from outside, where the point was not met."""
        self._processes.kill()
        await self.died.wait()

    async def restart(self) -> None:
        self.deaths += 1
        self.ahead += timedelta(seconds=61)
        await self.start()

    async def settle(self, within: timedelta = _SOON) -> None:
        """Wait until nothing is due, nor will be within this time. The undo time is a second here."""
        async with asyncio.timeout(PATIENCE):
            while [row for row in self._waiting() if row.leased or row.at <= self.now() + min(within, _SOON)]:
                await self._look()
            await self.sandbox.settled()
            await self._look()

    async def until(self, predicate: Callable[[], T | None]) -> T:
        async with asyncio.timeout(PATIENCE / 6):
            while not (found := predicate()):
                await self._look()
            return found

    async def _look(self) -> None:
        await asyncio.sleep(_LOOK)
        if self.died.is_set():
            raise Died

    async def tick(self) -> None:
        """The process ticks by itself, and the desk's clock runs."""
        await self.until(lambda: self.sandbox.messages("support-managers"))

    async def undo_time_passes(self) -> None:
        await self._look()

    def _had_a_digest(self) -> None:
        """The digest of the day before ran, so that none is left out from now on."""
        spec, day = self.desk.file.digests[0], self.start_of_day.date() - timedelta(days=1)
        self._change(
            "INSERT INTO digest_run (desk_id, digest, audience, local_date, created_at)"
            " SELECT id, :digest, :audience, :day, created_at FROM desk",
            digest=spec.name, audience=spec.channel, day=day,
        )  # fmt: skip

    def forget_the_digest_before(self) -> None:
        """It never stood in Slack."""
        self._change("DELETE FROM digest_run WHERE local_date < :today", today=self.start_of_day.date())

    def _change(self, statement: str, **given: object) -> None:
        engine = writer(self.address)
        with engine.begin() as connection:
            connection.execute(text(statement), given)
        engine.dispose()
