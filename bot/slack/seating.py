"""Keeps sockets to Slack open for as long as this process holds a seat, and waits for one while it does not."""

import asyncio
import contextlib
from typing import Any, Final

import structlog

from bot.domain.errors import DatabaseUnavailable
from bot.flow import seats
from bot.flow.ports import Runner
from bot.slack.errors import SlackError
from bot.slack.sockets import Sockets

#: Seconds between two words to the database that the seat is still held.
BEAT_SECONDS: Final = 5.0
#: Seconds between two looks for a free seat, and before Slack is tried again by whoever has one.
LOOK_SECONDS: Final = 2.0
#: Seconds for what is in hand when a seat was lost to another process.
LOST_SECONDS: Final = 5.0
WAITING: Final = "for a free seat: two other processes have sockets to Slack"

log = structlog.get_logger(__name__)


class Seating:
    """A process's place at Slack's sockets. `holder` names it among the others.

    A database that is away takes nobody's sockets: clicks are still answered with a sentence, and no other process
    could take the seat either. Whether it was taken meanwhile is seen at the first beat that reaches the database.
    """

    def __init__(self, runner: Runner, sockets: Sockets, holder: str) -> None:
        self.number: int | None = None
        self._runner = runner
        self._sockets = sockets
        self._holder = holder
        self._running: asyncio.Task[None] | None = None

    def report(self) -> dict[str, Any]:
        """For `/readyz`: the seat and its connections, or that none is free."""
        if self.number is None:
            return {"open": 0, "waiting": WAITING}
        return {"seat": self.number, **self._sockets.report()}

    async def start(self) -> None:
        """Take a seat if one is free, and open the first socket. Raises what keeps it from opening: a `SlackError`, or
        `DatabaseUnavailable`. Without a free seat this returns, and one is waited for."""
        await self._sit_down()
        self._running = asyncio.create_task(self._stay())

    async def stop(self, seconds: float) -> None:
        """Let what is in hand end, within `seconds`, close the sockets and give the seat back. Safe to call twice."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._stand_up(seconds)

    async def _sit_down(self) -> None:
        """Raises as `start`; nothing is held then."""
        self.number = await self._runner.write(seats.take, self._holder)
        if self.number is None:
            log.info("seat.none_free", remedy="nothing to do: this process serves HTTP, and takes a seat that is freed")
            return
        try:
            await self._sockets.open()
        except BaseException:
            await self._stand_up(0.0)
            raise
        log.info("seat.taken", seat=self.number)

    async def _stay(self) -> None:
        while True:
            try:
                if self.number is None:
                    await self._wait_for_one()
                await asyncio.sleep(BEAT_SECONDS)
                if self.number is not None and not await self._runner.write(seats.keep, self.number, self._holder):
                    log.warning("seat.lost", seat=self.number, remedy="nothing to do: another process has it")
                    await self._stand_up(LOST_SECONDS)
            except DatabaseUnavailable as error:
                log.warning("seat.not_confirmed", cause=str(error))
            except Exception:  # whatever it is, this process must not stay without sockets for it
                log.exception("seat.failed")
                await asyncio.sleep(LOOK_SECONDS)

    async def _wait_for_one(self) -> None:
        """Returns with a seat and an open socket."""
        while self.number is None:
            await asyncio.sleep(LOOK_SECONDS)
            if (number := await self._runner.write(seats.take, self._holder)) is None:
                continue
            try:
                await self._sockets.open()
            except SlackError as error:  # another process may get through
                log.warning("seat.given_back", seat=number, cause=str(error) or type(error).__name__)
                await self._runner.write(seats.leave, number, self._holder)
            else:
                self.number = number
                log.info("seat.taken", seat=number)

    async def _stand_up(self, seconds: float) -> None:
        await self._sockets.close(seconds)
        if self.number is not None:
            with contextlib.suppress(DatabaseUnavailable):  # then it runs out by itself
                await self._runner.write(seats.leave, self.number, self._holder)
        self.number = None
