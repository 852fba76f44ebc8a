"""A worker is frozen in the middle of a send, killed in the middle of a post, or told twice to stop.

Leases are five times as short as in earnest, so that the test need not wait for them.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psycopg
import pytest

from bot.cli import shop
from sandbox import Message, Sandbox
from store.engine import libpq
from tests.databases import fresh
from tests.scenarios.processes import Fleet
from tests.scenarios.reading import buttons, is_card_of

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(400)]

HURRIED = 5
PATIENCE = 40.0


@pytest.fixture
async def workspace() -> AsyncIterator[Sandbox]:
    async with Sandbox(
        "Shop",
        shop.PEOPLE,
        shop.CHANNELS,
        shop.USERGROUPS,
        customers=shop.customers(),
        limits=False,
        ack_timeout=10.0,
    ) as opened:
        yield opened


async def until(predicate: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not predicate():  # noqa: ASYNC110 - a database of other processes sets no event
            await asyncio.sleep(0.02)


async def test_what_a_worker_leaves_behind_is_taken_over_and_done_once(workspace: Sandbox, tmp_path: Path) -> None:
    with fresh("postgres", tmp_path) as url, psycopg.connect(libpq(url), autocommit=True) as database:
        fleet = Fleet(tmp_path, url, workspace, http=False)
        try:
            web, first, second = await asyncio.gather(
                fleet.start("web"), fleet.start("worker", hurried=HURRIED), fleet.start("worker", hurried=HURRIED)
            )
            workspace.customers.connect(f"{web.url}/hooks/generic", fleet.hook_secret)

            # Frozen while the helpdesk has its reply: another sees that nobody can tell, and sends nothing.
            workspace.customers.writes("c-7", "Where is my order 4417?", "Where is my order 4417?")
            card = await workspace.wait_for(lambda: _card(workspace, "T-1001", "approve"), timeout=PATIENCE)
            assert card is not None
            second.running.send_signal(signal.SIGSTOP)
            workspace.customers.fail(delay=3.0)
            await workspace.click("ana", card.channel, card.ts, "approve")
            await until(lambda: _state(database) == "sending")
            first.running.send_signal(signal.SIGSTOP)
            second.running.send_signal(signal.SIGCONT)
            await until(lambda: _state(database) == "unsure")
            first.running.send_signal(signal.SIGCONT)
            card = await workspace.wait_for(lambda: _card(workspace, "T-1001", "arrived"), timeout=PATIENCE)
            assert card is not None
            assert len(workspace.customers.reply_requests) <= 1
            await workspace.click("ana", card.channel, card.ts, "arrived")
            await until(lambda: _state(database) == "sent")

            # Killed while it posts: another posts it, once.
            second.running.send_signal(signal.SIGSTOP)
            before = len(workspace.calls("chat.postMessage"))
            workspace.fail("chat.postMessage", delay=20.0, status=503)
            workspace.customers.writes("c-2", "Opening hours", "Is your store in Lyon open on Mondays?")
            await until(lambda: len(workspace.calls("chat.postMessage")) > before)
            assert await first.ends(signal.SIGKILL) == -signal.SIGKILL
            second.running.send_signal(signal.SIGCONT)
            killed = time.monotonic()
            await workspace.wait_for(lambda: _card(workspace, "T-1002", "claim"), timeout=PATIENCE)
            assert time.monotonic() - killed < 20 / HURRIED + 30
            assert sum(is_card_of(message, "T-1002") for message in workspace.posted) == 1
            assert len(workspace.customers.reply_requests) <= 1

            # Told twice to stop, it does not wait for what it is doing.
            before = len(workspace.calls("chat.postMessage"))
            workspace.fail("chat.postMessage", delay=20.0, status=503, times=3)
            workspace.customers.writes("c-3", "Opening hours", "Is your store in Paris open on Mondays?")
            await until(lambda: len(workspace.calls("chat.postMessage")) > before)
            second.running.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.2)
            assert await second.ends(signal.SIGTERM) == 1
            assert await web.ends(signal.SIGTERM) == 0
        finally:
            await fleet.close()


def _card(workspace: Sandbox, number: str, action: str) -> Message | None:
    cards = [card for channel in workspace.workspace.channels for card in workspace.messages(channel)]
    return next((card for card in cards if is_card_of(card, number) and action in buttons(card)), None)


def _state(database: "psycopg.Connection[tuple[str]]") -> str:
    row = database.execute("SELECT state FROM reply ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ""
