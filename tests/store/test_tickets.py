"""Tickets on both databases: one winner, a ledger without gaps, and a journal that shows what was tampered with."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.errors import RefusalCode, Refused
from bot.domain.ticket import Event, State
from store import journal, people, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.conftest import opened
from tests.flow.ledger import sound, spans


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database: str, clock: Clock) -> AsyncIterator[Store]:
    async with opened(database, clock) as found:
        yield found


def move(uow: UnitOfWork, ticket_id: int, event: Event) -> None:
    tickets.lock(uow, ticket_id)
    tickets.move(uow, ticket_id, event, "system")


async def test_one_update_decides_who_has_a_ticket(store: Store) -> None:
    ticket_id = await desk.arrives(store)

    def person(uow: UnitOfWork, slack_id: str) -> int:
        found = people.find(uow, "slack", slack_id)
        assert found is not None
        return found

    candidates = [await store.read(person, slack_id) for slack_id in (desk.ANA, desk.OMAR, desk.LENA, desk.BOB)]

    def claim(uow: UnitOfWork, person_id: int) -> bool:
        return tickets.claim(uow, ticket_id, person_id)

    won = await asyncio.gather(*(store.write(claim, person_id) for person_id in candidates * 5))
    assert sum(won) == 1
    assert (await store.read(tickets.get, ticket_id)).assignee_id == (candidates * 5)[won.index(True)]
    await sound(store, ticket_id)


async def test_a_number_is_given_once_and_begins_above_a_thousand(store: Store) -> None:
    made = await asyncio.gather(*(desk.arrives(store, number) for number in range(1, 9)))
    assert len(set(made)) == 8
    assert min(made) > 1000


async def test_the_ledger_is_cut_where_something_changes_and_nowhere_else(store: Store, clock: Clock) -> None:
    ticket_id = await desk.arrives(store)
    for event, pause in (
        (Event.WORKED_ON, 60),
        (Event.WORKED_ON, 60),
        (Event.ASKED_SECOND, 60),
        (Event.FULLY_APPROVED, 0),
        (Event.SENT_WAIT, 60),
        (Event.CUSTOMER_WROTE, 60),
        (Event.RESOLVED, 60),
        (Event.CLOSED, 0),
    ):
        clock.move(timedelta(minutes=pause))
        await store.write(move, ticket_id, event)
        await sound(store, ticket_id)
    found = await store.read(spans, ticket_id)
    assert [(span.state.value, span.holder.kind) for span in found] == [
        ("new", "support"),
        ("open", "support"),
        ("waiting_approval", "support"),
        ("open", "support"),
        ("waiting_customer", "customer"),
        ("open", "support"),
        ("resolved", "nobody"),
    ]
    assert found[0].business_seconds == 0, "before the office opens"
    assert found[1].business_seconds == 2 * 3600


async def test_a_clock_that_runs_backwards_leaves_a_sound_ledger(store: Store, clock: Clock) -> None:
    ticket_id = await desk.arrives(store)
    clock.move(timedelta(hours=-2))
    await store.write(move, ticket_id, Event.WORKED_ON)
    await sound(store, ticket_id)


async def test_a_move_that_the_table_does_not_list_changes_nothing(store: Store) -> None:
    ticket_id = await desk.arrives(store)
    before = await store.read(tickets.get, ticket_id)
    with pytest.raises(Refused) as refused:
        await store.write(move, ticket_id, Event.REOPENED)
    assert refused.value.code is RefusalCode.WRONG_STATE
    assert await store.read(tickets.get, ticket_id) == before
    assert before.state is State.NEW


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET actor = 'person:99' WHERE seq = 2",
        "UPDATE journal SET action = 'ticket.resolved' WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 2",
        "UPDATE journal SET seq = 9 WHERE seq = 3",
    ],
)
async def test_a_journal_shows_what_was_tampered_with(store: Store, tampering: str) -> None:
    ticket_id = await desk.arrives(store)
    for event in (Event.WORKED_ON, Event.RESOLVED):
        await store.write(move, ticket_id, event)
    assert await store.read(journal.intact, ticket_id)
    await store.write(lambda uow: uow.execute(text(tampering)))
    assert not await store.read(journal.intact, ticket_id)
