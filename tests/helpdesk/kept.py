"""A desk that keeps its helpdesk up to date in all that it takes, tried on each that takes something."""

from collections.abc import AsyncIterator

import pytest

from tests.flow.clock import Clock
from tests.helpdesk.conftest import Room, connected
from tests.helpdesk.deeds import asked
from tests.helpdesk.side import Side, Ticket
from tests.helpdesk.sides import SIDES

TAKING = [side for side in SIDES if side.takes]
ANAS = "ana@shop.example"


@pytest.fixture(params=TAKING, ids=lambda side: side.kind)
async def side(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[Side]:
    made: Side = request.param(clock)
    made.writes_besides = made.takes
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def room(side: Side, database: str, clock: Clock) -> AsyncIterator[Room]:
    async with connected(side, database, clock) as opened:
        yield opened


def needs(room: Room, aspect: str) -> None:
    if aspect not in room.side.takes:
        pytest.skip(f"it takes no {aspect}")


async def settled(room: Room) -> Ticket:
    """A customer has asked, and the helpdesk has all that follows."""
    ticket = await asked(room)
    for _ in range(4):
        await room.work(10)
    return ticket


def writes_of(room: Room) -> int:
    return sum(method != "GET" for method, _, _ in room.side.requests)
