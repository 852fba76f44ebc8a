"""How a process ends: nothing new is taken, what is under way may end, and all of it within a deadline."""

import asyncio
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.inlets import Inlets
from bot.schedule import Schedule
from bot.slack.front import Front
from bot.slack.seating import Seating
from bot.worker import LAST_SECONDS, Worker
from handlers.door import Door

#: A stop takes no longer than this, in seconds: hosts kill after 30.
DEADLINE: Final = 25.0
#: The last of them are for closing.
CLOSING_SECONDS: Final = 3.0
#: For envelopes in hand. A listener ends within 2.5 (`bot.slack.listening`).
SOCKET_SECONDS: Final = 6.0
#: For HTTP requests in hand.
REQUEST_SECONDS: Final = 10.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Parts:
    """What a process consists of, as far as it has it."""

    schedule: Schedule | None
    door: Door | None
    seating: Seating | None
    worker: Worker | None
    front: Front | None
    inlets: Inlets | None = None

    async def end(self, seconds: float) -> None:
        """What comes in and what is being worked end side by side; then what only the clickers still wait for."""
        ending: list[Awaitable[None]] = []
        if self.schedule:
            ending.append(_told("schedule", self.schedule.stop()))
        if self.door:
            ending.append(_told("door", self.door.close()))
        if self.seating:
            ending.append(_told("sockets", self.seating.stop(SOCKET_SECONDS)))
        if self.inlets:
            ending.append(_told("inlets", self.inlets.stop()))
        if self.worker:
            ending.append(_told("worker", self.worker.stop(seconds - LAST_SECONDS)))
        await asyncio.gather(*ending)
        if self.front:
            await _told("front", self.front.drain())


async def _told(part: str, ending: Coroutine[Any, Any, None]) -> None:
    """Say which part was still at work when the time was up."""
    try:
        await ending
    except asyncio.CancelledError:
        log.warning("stop.cut_off", part=part)
        raise


async def within(seconds: float, work: Coroutine[Any, Any, None]) -> bool:
    """Whether `work` ended within `seconds`; if not, it is cut off."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        return False
    return True
