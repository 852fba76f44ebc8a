"""Work committed by one process wakes the workers of another at once, on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from store import bell as bell_module
from store.bell import Bell
from store.engine import libpq
from tests import databases


@pytest.fixture
def url(tmp_path: Path) -> str:
    return databases.server()


@asynccontextmanager
async def running(*work: object) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(one) for one in work]  # type: ignore[call-overload]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_one_process_rings_another_hears(url: str) -> None:
    heard = asyncio.Event()
    here, there = Bell(url, lambda: None), Bell(url, heard.set)
    async with running(here.carry(), there.listen()), asyncio.timeout(30):
        await heard.wait()  # it has begun to listen
        for _ in range(3):
            heard.clear()
            here.ring()
            await heard.wait()


async def test_many_rings_at_once_are_few_notices(url: str) -> None:
    times, heard = 0, asyncio.Event()

    def count() -> None:
        nonlocal times
        times += 1
        heard.set()

    here, there = Bell(url, lambda: None), Bell(url, count)
    async with running(there.listen()), asyncio.timeout(30):
        await heard.wait()
        heard.clear()
        for _ in range(1000):
            here.ring()
        async with running(here.carry()):
            await heard.wait()
    assert times <= 3


async def test_a_server_that_drops_everybody_is_heard_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell_module, "RETRY_SECONDS", 0.05)
    heard = asyncio.Event()
    here, there = Bell(url, lambda: None), Bell(url, heard.set)
    async with running(here.carry(), there.listen()), asyncio.timeout(30):
        await heard.wait()
        heard.clear()
        async with await psycopg.AsyncConnection.connect(libpq(url), autocommit=True) as server:
            await server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query IN (%s, %s) AND pid <> pg_backend_pid()",
                (f"LISTEN {bell_module.CHANNEL}", f"NOTIFY {bell_module.CHANNEL}"),
            )
        await heard.wait()  # it listens again, and looks for what it has missed
        heard.clear()
        while not heard.is_set():
            here.ring()
            await asyncio.sleep(0.05)
