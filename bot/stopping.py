"""How a process ends: nothing new is taken, what is under way may end, and all of it within a deadline."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, Final

from aiohttp import web

from bot.slack.front import Front
from bot.slack.seating import Seating
from bot.worker import LAST_SECONDS, Worker

#: A stop takes no longer than this, in seconds: hosts kill after 30.
DEADLINE: Final = 25.0
#: The last of them are for closing.
CLOSING_SECONDS: Final = 3.0
#: For envelopes in hand. A listener ends within 2.5 (`bot.slack.listening`).
SOCKET_SECONDS: Final = 6.0
#: For a request that is on its way on a connection that was just accepted.
LINGER_SECONDS: Final = 0.3
#: For HTTP requests in hand.
REQUEST_SECONDS: Final = 10.0


async def end_work(
    seconds: float, *, seating: Seating | None, served: web.AppRunner | None, worker: Worker | None, front: Front | None
) -> None:
    """What comes in and what is being worked end side by side; then what only the clickers still wait for."""
    ending: list[Awaitable[None]] = []
    if seating:
        ending.append(seating.stop(SOCKET_SECONDS))
    if served:
        ending.append(_end_requests(served))
    if worker:
        ending.append(worker.stop(seconds - LAST_SECONDS))
    await asyncio.gather(*ending)
    if front:
        await front.drain()


async def _end_requests(served: web.AppRunner) -> None:
    """No new connection; one that was just accepted may still bring its request, and is answered."""
    for site in list(served.sites):
        await site.stop()
    await asyncio.sleep(LINGER_SECONDS)
    await served.cleanup()


async def within(seconds: float, work: Coroutine[Any, Any, None]) -> bool:
    """Whether `work` ended within `seconds`; if not, it is cut off."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        return False
    return True
