"""Two processes take in the same things at the same time, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.arrival import Merge
from bot.domain.ticket import State
from bot.flow import intake
from store import conversations, journal
from store.store import Store
from tests import databases
from tests.flow.conftest import Clock
from tests.flow.desks import DESK
from tests.flow.test_intake import FIRST, count, take, ticket_of, wrote

Two = tuple[Store, Store]


@pytest.fixture(params=databases.KINDS)
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with databases.fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def two(shared: str, clock: Clock) -> AsyncIterator[Two]:
    stores = [Store(shared, DESK, secrets=[b"a key for tests"], clock=clock, now=clock) for _ in range(2)]
    for store in stores:
        await store.open()
    yield stores[0], stores[1]
    for store in stores:
        store.close()


async def test_the_same_event_five_times_is_one_ticket(two: Two) -> None:
    receipts = await asyncio.gather(*(two[number % 2].write(intake.take, FIRST) for number in range(5)))

    assert {receipt.number for receipt in receipts} == {"T-1001"}
    assert sorted(receipt.repeated for receipt in receipts) == [False, True, True, True, True]
    for table in ("ticket", "message", "inbox", "conversation"):
        assert await two[0].read(count, table) == 1


async def test_a_ticket_and_its_first_messages_in_any_order_are_one_ticket(two: Two) -> None:
    arrivals = [FIRST, wrote("One.", 1), wrote("Two.", 2), wrote("Three.", 3)]

    tickets = await asyncio.gather(*(take(two[number % 2], found) for number, found in enumerate(arrivals)))

    assert len(set(tickets)) == 1
    assert await two[0].read(count, "ticket") == 1
    assert len(await two[0].read(conversations.messages, tickets[0])) == 4
    assert await two[1].read(journal.intact, tickets[0])


async def test_two_conversations_merged_into_each_other_end_as_one(two: Two) -> None:
    first = await take(two[0], FIRST)
    second = await take(two[0], replace(FIRST, event_id="evt-2", conversation="89", message_id="890"))

    await asyncio.gather(
        two[0].write(intake.take, Merge(source="generic", event_id="x", conversation="88", into="89")),
        two[1].write(intake.take, Merge(source="generic", event_id="y", conversation="89", into="88")),
    )

    states = {(await two[0].read(ticket_of, number)).state for number in (first, second)}
    assert states == {State.NEW, State.MERGED}
    going_on = await take(two[1], wrote("Hello?", 5))
    assert (await two[1].read(ticket_of, going_on)).state is State.NEW
