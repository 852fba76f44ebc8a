"""A store on a fresh SQLite file, with a clock that stands still until a test moves it."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.domain.desk import Desk
from store.store import Store
from tests import databases
from tests.flow import desk as staffed
from tests.flow.clock import Clock
from tests.flow.desks import DESK
from tests.flow.flood import Flood, flooded
from tests.flow.office import Office, office

__all__ = ["Clock"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk() -> Desk:
    return DESK


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    with databases.fresh("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
async def store(database: str, desk: Desk, clock: Clock) -> AsyncIterator[Store]:
    opened = Store(database, desk, secrets=[b"a key for tests"], clock=clock, now=clock)
    await opened.open()
    yield opened
    opened.close()


@pytest.fixture
async def support(database: str, clock: Clock) -> AsyncIterator[Store]:
    """The desk of `tests.flow.desk` with its people."""
    async with opened(database, clock) as store:
        yield store


@pytest.fixture(params=databases.KINDS)
async def either(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """As `support`, on both databases."""
    with databases.fresh(request.param, tmp_path) as url:
        async with opened(url, clock) as store:
            yield store


@contextlib.asynccontextmanager
async def opened(url: str, clock: Clock) -> AsyncIterator[Store]:
    store = Store(url, staffed.DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
    try:
        await store.open()
        await store.write(staffed.people)
        yield store
    finally:
        store.close()


@pytest.fixture
async def open_office(support: Store, clock: Clock) -> AsyncIterator[Office]:
    """The desk with its worker, on SQLite, against a workspace."""
    async with office(support, clock) as opened_office:
        yield opened_office


@pytest.fixture
async def flood(either: Store, clock: Clock) -> AsyncIterator[Flood]:
    """The desk with its worker at Slack's pace, on both databases."""
    async with flooded(either, clock) as opened_office:
        yield opened_office


@pytest.fixture
async def quick(support: Store, clock: Clock) -> AsyncIterator[Flood]:
    """As `flood`, on SQLite."""
    async with flooded(support, clock) as opened_office:
        yield opened_office
