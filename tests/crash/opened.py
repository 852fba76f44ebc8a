"""Opens worlds: one shop after the other, with what is slow made once."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Final
from unittest.mock import patch

from bot.assistant.embedded import Embedded
from bot.domain.desk import Desk
from tests import databases
from tests.crash.said import listened
from tests.crash.seams import installed
from tests.crash.world import World

#: Seconds in which a click is answered and may open a modal, in place of Slack's three.
PATIENCE: Final = 20.0
#: How long PostgreSQL waits for a lock, in place of two seconds; in milliseconds. A click is answered after it.
LOCK_MS: Final = 10_000
#: Seconds that a start waits for Slack, in place of eight: until it has been met every click is answered 500.
MEETING: Final = 120.0


@contextmanager
def shortened() -> Iterator[None]:
    """Learn once for all worlds, and let helpdesks try again soon."""
    learned: list[Embedded] = []

    def embedded(desk: Desk, _told: object = (), _decided: object = ()) -> Embedded:
        learned[:] = learned or [Embedded(desk)]
        return learned[0]

    with (
        patch("bot.parts.Embedded", embedded),
        patch("sandbox.webhooks.FIRST_WAIT", 0.01),
        patch("sandbox.webhooks.LONGEST_WAIT", 0.05),
    ):
        yield


@asynccontextmanager
async def world(kind: databases.Kind, folder: Path) -> AsyncIterator[World]:
    """A running world on a new database of its own."""
    with ExitStack() as stack:
        url = stack.enter_context(databases.fresh(kind, folder))
        stack.enter_context(installed())
        said = stack.enter_context(listened())
        # The database has the newest schema already.
        stack.enter_context(patch("bot.app.migrate", SimpleNamespace(upgrade=lambda url: None)))
        # How fast this machine is must not decide what comes of a start or of a click.
        stack.enter_context(patch("bot.app.MEETING_SECONDS", MEETING))
        stack.enter_context(patch("bot.slack.listening.PATIENCE", PATIENCE))
        stack.enter_context(patch("sandbox.triggers.LIFETIME", PATIENCE))
        stack.enter_context(patch("store.engine.LOCK_MS", LOCK_MS))
        opened = World(folder, url, said)
        opened.sandbox._ack_timeout = PATIENCE

        def now() -> datetime:
            return opened.now()

        stack.enter_context(patch("bot.app.real_now", now))
        await opened.open()
        try:
            yield opened
        finally:
            await opened.close()
