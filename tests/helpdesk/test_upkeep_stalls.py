"""A helpdesk that takes a note and does not answer: nothing else waits for it, not even its own tickets' replies."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from tests.flow.clock import Clock
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room, connected
from tests.helpdesk.deeds import asked
from tests.helpdesk.side import Ticket
from tests.helpdesk.side_zendesk import Zendesk

#: More tickets than a worker has hands.
MANY = 12


@pytest.fixture
async def room(database: str, clock: Clock) -> AsyncIterator[Room]:
    side = Zendesk(clock)
    side.writes_besides = ("note",)
    await side.open()
    async with connected(side, database, clock) as opened:
        yield opened
    await side.close()


async def until(predicate: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not predicate():  # noqa: ASYNC110 - neither side tells
            await asyncio.sleep(0.02)


def notes(room: Room) -> int:
    """How many notes are on their way, or there."""
    return sum(body is not None and body.get("ticket", {}).get("comment", {}).get("public") is False
               for _, _, body in room.side.requests)  # fmt: skip


async def test_while_it_hangs_cards_and_replies_go_on(room: Room) -> None:
    answers = asyncio.Event()

    async def meanwhile(ticket: Ticket) -> None:
        if not ticket.messages[-1].public:
            await answers.wait()

    room.side.meanwhile = meanwhile
    first = await asked(room)
    for _ in range(MANY - 1):
        await asked(room)
    approved = await room.approves(1001)
    room.office.clock.move(UNDO + timedelta(seconds=5))  # the reply is due, and so are all notes
    working = asyncio.create_task(room.office.worker.run())
    await until(lambda: notes(room) == 1)
    await asked(room)
    room.office.worker.wake()
    await until(lambda: len(room.office.cards()) == MANY + 1)
    await until(lambda: [message.body for message in first.sent()] == [approved.body])
    assert notes(room) == 1
    answers.set()
    await room.office.worker.stop()
    await working
