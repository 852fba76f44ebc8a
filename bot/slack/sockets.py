"""This process's connections to Slack in Socket Mode: several at once, so that one is always there."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp

from bot.domain.outbox import backoff
from bot.slack.errors import RateLimited, SlackDown, SlackError, Unclear
from bot.slack.gateway import Slack
from bot.slack.line import Line

#: Connections of one process. While they are handed over there are more for a moment; an app may have ten.
COUNT: Final = 2
#: Seconds for which a connection that has been replaced may still work on what it was handed.
HAND_OVER_SECONDS: Final = 6.0
#: Seconds after which Slack is asked again where it has refused for good: somebody may have mended it.
REFUSED_SECONDS: Final = 60.0
#: A connection is replaced when this part of the time has passed that Slack gives it.
PART_OF_LIFE: Final = 0.9
_MOST_DOUBLINGS: Final = 6

log = structlog.get_logger(__name__)


def planned(slot: int, count: int, life: float | None, *, first: bool) -> float | None:
    """Seconds after which a connection is replaced without being asked; None when that is not planned.

    The first ones are replaced one after the other, so that Slack never wants all of them new at the same time.
    """
    if life is None:
        return None
    return life * PART_OF_LIFE * ((slot + 1) / count if first else 1.0)


class Sockets:
    """`count` connections, each replaced before it goes and opened again when it is lost.

    `now` is real time.
    """

    def __init__(
        self,
        slack: Slack,
        app_token: str,
        bolt: AsyncApp,
        *,
        now: Callable[[], datetime],
        count: int = COUNT,
        jitter: random.Random | None = None,
        opened: Callable[[], None] | None = None,
    ) -> None:
        self._opened = opened
        self.refreshed_at: datetime | None = None
        self.trouble = ""
        self._slack = slack
        self._app_token = app_token
        self._bolt = bolt
        self._now = now
        self._count = count
        self._jitter = jitter or random.Random()  # noqa: S311 - spreads retries, guards nothing
        self._session: aiohttp.ClientSession | None = None
        self._lines: dict[int, Line] = {}
        self._opening = asyncio.Lock()
        self._keeping: list[asyncio.Task[None]] = []
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def open_count(self) -> int:
        """How many connections stand."""
        return sum(line.is_open for line in self._lines.values())

    @property
    def count(self) -> int:
        """How many there should be."""
        return self._count

    def report(self) -> dict[str, Any]:
        """For `/readyz`: how many stand, since when the newest one does, and what keeps the others from it."""
        refreshed = self.refreshed_at.isoformat(timespec="seconds") if self.refreshed_at else None
        told = {"open": self.open_count, "wanted": self._count, "refreshed_at": refreshed}
        return told | ({"trouble": self.trouble} if self.trouble and self.open_count < self._count else {})

    async def open(self) -> None:
        """Open the first connection, and the others soon after. Raises a `SlackError` when that one cannot be opened;
        from then on every one is opened again for as long as it takes."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_connect=5.0))
        try:
            self._lines[0] = await self._new()
        except BaseException:
            await self.close(0.0)
            raise
        self._keeping = [asyncio.create_task(self._keep(slot)) for slot in range(self._count)]

    async def close(self, seconds: float) -> None:
        """Let what is in hand end, within `seconds`, and close all of them. `open` may be called again afterwards."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        await asyncio.gather(*(line.let_go(seconds) for line in self._lines.values()), *self._leaving)
        self._lines, self._keeping = {}, []
        if self._session:
            await self._session.close()
            self._session = None

    async def _keep(self, slot: int) -> None:
        """One place: a connection that is replaced whenever it is leaving, the new one first."""
        line = self._lines.get(slot)
        first, failures = True, 0
        while True:
            if line is None:
                line = await self._reached(failures)
                self._take_over(slot, line)
            began = asyncio.get_running_loop().time()
            await _leaving(line, planned(slot, self._count, line.life, first=first))
            lived = asyncio.get_running_loop().time() - began
            # Lost as soon as it was opened, again and again: Slack is asked less and less often.
            failures = failures + 1 if line.was_lost and lived < REFUSED_SECONDS else 0
            log.info("socket.leaving", reason=line.reason or ("lost" if line.was_lost else "its time has come"))
            line, first = None, False

    def _take_over(self, slot: int, line: Line) -> None:
        before = self._lines.get(slot)
        self._lines[slot] = line
        if before is not None:
            task = asyncio.create_task(before.let_go(HAND_OVER_SECONDS))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _reached(self, failures: int) -> Line:
        """A new connection, however long it takes. After `failures` in a row it is not tried at once."""
        while True:
            if failures > 1:
                await asyncio.sleep(backoff(min(failures - 1, _MOST_DOUBLINGS), self._jitter).total_seconds())
            failures += 1
            try:
                return await self._new()
            except RateLimited as error:
                self._note(error)
                await asyncio.sleep(error.retry_after)
            except (SlackDown, Unclear) as error:
                self._note(error)
            except SlackError as error:  # the token was revoked, or Socket Mode switched off
                self._note(error)
                await asyncio.sleep(REFUSED_SECONDS)

    async def _new(self) -> Line:
        assert self._session is not None  # noqa: S101 - opened by `open`
        async with self._opening:
            url = await self._slack.socket_address(self._app_token)
            line = await Line.open(
                self._session, url, lambda request: run_async_bolt_app(self._bolt, request), self._slack.proxy(url)
            )
        self.refreshed_at, self.trouble = self._now(), ""
        log.info("socket.open", life=line.life)
        if self._opened:
            self._opened()
        return line

    def _note(self, error: SlackError) -> None:
        cause = f"{type(error).__name__}: {error.error}"
        if cause != self.trouble:
            log.warning("socket.not_opened", cause=cause)
        self.trouble = cause


async def _leaving(line: Line, seconds: float | None) -> None:
    try:
        async with asyncio.timeout(seconds):
            await line.leaving.wait()
    except TimeoutError:
        pass
