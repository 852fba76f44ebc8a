"""Asking a model outside: on record before it leaves, within the day's money between processes, settled afterwards."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.outside import Came, OutsideCall, Spent, Usage, cost_of
from bot.domain.ticket import Ticket
from bot.flow import card, outside, prepare, triage
from bot.flow.outside import WEEK
from store import drafts, journal, outside_calls, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import MARTA, SUGGESTION, arrives
from tests.flow.ledger import notices, pending, sound
from tests.flow.outside_desk import answered, asking, outside_desk
from tests.flow.retention_days import closed, time_takes


@pytest.fixture(params=databases.KINDS)
async def stores(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[tuple[Store, Store]]:
    """Two processes on one database; on SQLite there is only one process."""
    with databases.fresh(request.param, tmp_path) as url:
        opened = [Store(url, outside_desk(), secrets=[b"a key for tests"], clock=clock, now=clock) for _ in range(2)]
        if request.param == "sqlite":
            opened = [opened[0], opened[0]]
        for store in dict.fromkeys(opened):
            await store.open()
        await opened[0].write(desk.people)
        yield opened[0], opened[1]
        for store in dict.fromkeys(opened):
            store.close()


@pytest.fixture
def store(stores: tuple[Store, Store]) -> Store:
    return stores[0]


async def begun(store: Store, ticket_id: int, micros: int | None = 3000) -> int:
    call_id = await store.write(outside.begin, asking(ticket_id, micros))
    assert call_id is not None
    return call_id


async def calls(store: Store, ticket_id: int) -> tuple[OutsideCall, ...]:
    return await store.read(outside.calls_of, ticket_id)


def spent(uow: UnitOfWork) -> tuple[int, int]:
    return outside_calls.spent(uow, outside.today(uow))


async def test_what_leaves_is_on_record_before_it_leaves(store: Store) -> None:
    ticket_id = await arrives(store)

    await store.write(outside.begin, asking(ticket_id))

    (call,) = await calls(store, ticket_id)
    assert (call.came, call.vendor, call.sent) == (Came.SENT, "OpenAI", "Customer: [PERSON_1] asks")
    assert "outside.asked" in [entry.action for entry in await store.read(journal.entries, ticket_id)]
    assert await store.read(spent) == (3000, 1)
    await sound(store, ticket_id)


async def test_its_cost_is_settled_when_the_answer_is_there_and_only_once(store: Store) -> None:
    ticket_id = await arrives(store)
    call_id = await begun(store, ticket_id)

    await store.write(outside.finish, call_id, answered(120))
    await store.write(outside.finish, call_id, answered(9000))

    (call,) = await calls(store, ticket_id)
    assert (call.came, call.cost_micros, call.cached_tokens) == (Came.ANSWERED, 120, 600)
    assert await store.read(spent) == (120, 1)
    assert cost_of(await calls(store, ticket_id)) == 120


@pytest.mark.parametrize(
    ("came", "kept"), [(Came.TIMED_OUT, 3000), (Came.SENT, 3000), (Came.BUSY, 0), (Came.QUOTA, 0), (Came.FAULT, 0)]
)
async def test_what_nobody_knows_stays_spent_and_what_was_never_worked_on_does_not(
    store: Store, came: Came, kept: int
) -> None:
    ticket_id = await arrives(store)
    call_id = await begun(store, ticket_id)

    if came is not Came.SENT:
        await store.write(outside.finish, call_id, answered(None, came))

    assert (await store.read(spent))[0] == kept


async def test_the_ceiling_holds_between_processes(stores: tuple[Store, Store]) -> None:
    ticket_ids = [await arrives(stores[0], number) for number in range(88, 96)]

    ids = await asyncio.gather(
        *(stores[place % 2].write(outside.begin, asking(one)) for place, one in enumerate(ticket_ids))
    )

    assert sum(call is not None for call in ids) == 3  # 3 × 0.003 of 0.01
    assert await stores[0].read(spent) == (9000, 3)
    assert sum(kind == "outside_spent" for kind, _ in await stores[0].read(notices)) == 1


async def test_calls_without_a_price_are_held_to_their_number(store: Store) -> None:
    ticket_id = await arrives(store)

    ids = [await store.write(outside.begin, asking(ticket_id, None)) for _ in range(6)]

    assert [call is not None for call in ids] == [True] * 5 + [False]
    assert cost_of(await calls(store, ticket_id)) is None


async def test_the_owner_of_the_prompts_is_told_once_a_day(store: Store, clock: Clock) -> None:
    ticket_id = await arrives(store)
    for _ in range(2):
        await store.write(outside.begin, asking(ticket_id, 4000))
    assert await store.read(notices) == [("outside_spent", "@marta")]

    await store.write(outside.begin, asking(ticket_id, 4000))
    assert await store.read(notices) == [("outside_spent", "@marta")]

    clock.move(timedelta(days=1))
    assert await store.write(outside.begin, asking(ticket_id, 9000)) is not None
    assert len(await store.read(notices)) == 2


async def test_cost_is_told_by_day_and_type(store: Store, clock: Clock) -> None:
    order, invoice = await arrives(store), await arrives(store, 89, body="I need the invoice")
    for ticket_id, cost in ((order, 100), (order, 200), (invoice, 50)):
        call_id = await begun(store, ticket_id)
        await store.write(outside.finish, call_id, answered(cost))
    clock.move(timedelta(days=1))
    call_id = await begun(store, order)
    await store.write(outside.finish, call_id, answered(7))

    assert [(micros, number) for _, micros, number in await store.read(outside.cost_by_day, 2)] == [(350, 3), (7, 1)]
    assert await store.read(outside.cost_by_type, 7) == (
        ("invoice", 1, Spent(micros=50, calls=1)),
        ("order_status", 1, Spent(micros=307, calls=3)),
    )


async def test_the_cost_of_today_and_of_the_week_is_told(store: Store, clock: Clock) -> None:
    ticket_id = await arrives(store)
    await store.write(outside.finish, await begun(store, ticket_id), answered(100))
    clock.move(timedelta(days=1))
    await store.write(outside.finish, await begun(store, ticket_id), answered(20))

    found = await store.read(outside.cost)

    assert found is not None
    assert (found.today, found.ceiling) == (Spent(micros=20, calls=1), 10_000)
    assert [spent for _, spent in found.by_day] == [Spent(micros=100, calls=1), Spent(micros=20, calls=1)]
    assert found.types == (("Where is my order", 1, Spent(micros=120, calls=2)),)


async def test_the_model_that_is_named_is_the_one_that_was_asked(store: Store, clock: Clock) -> None:
    """`OPENAI_MODEL` goes before the desk file's, and whoever tells of the cost does not read the environment."""
    await store.write(outside.begin, replace(asking(await arrives(store)), model="our-own"))
    named = await store.read(outside.cost)
    assert named is not None
    assert (named.vendor, named.model) == ("OpenAI", "our-own")

    clock.move(timedelta(days=WEEK + 1))
    later = await store.read(outside.cost)
    assert later is not None
    assert later.model == "gpt-6-luna"


async def test_a_cost_that_nobody_knows_is_told_as_such(store: Store, clock: Clock) -> None:
    ticket_id = await arrives(store)
    await store.write(outside.finish, await begun(store, ticket_id, None), answered(None))
    clock.move(timedelta(days=1))
    await store.write(outside.finish, await begun(store, ticket_id, None), answered(None))
    await store.write(outside.finish, await begun(store, ticket_id), answered(20))

    found = await store.read(outside.cost)

    assert found is not None
    assert [(spent, spent.told) for _, spent in found.by_day] == [
        (Spent(micros=0, calls=1, unknown=1), False),
        (Spent(micros=20, calls=2, unknown=1), True),
    ]
    assert found.types == (("Where is my order", 1, Spent(micros=20, calls=3, unknown=2)),)


async def test_what_was_sent_goes_with_its_time_and_the_figures_stay(store: Store, clock: Clock) -> None:
    ticket_id = await arrives(store)
    call_id = await begun(store, ticket_id)
    await store.write(outside.finish, call_id, answered())

    assert await time_takes(store, clock, 29) == 0
    assert await time_takes(store, clock, 1) > 0

    (call,) = await calls(store, ticket_id)
    assert (call.request, call.answer, call.sent) == ("", "", "")
    assert (call.cost_micros, call.input_tokens, call.prompt_version) == (120, 800, 1)


async def test_a_closed_tickets_calls_lose_their_text_with_its_suggestions(store: Store, clock: Clock) -> None:
    ticket_id = await closed(store, clock)
    call_id = await begun(store, ticket_id)
    await time_takes(store, clock, 30)

    await store.write(outside.finish, call_id, answered())  # an answer that comes after that leaves no text either

    (call,) = await calls(store, ticket_id)
    assert (call.request, call.answer) == ("", "")


def put(uow: UnitOfWork, ticket_id: int, raised: tuple[str, ...]) -> bool:
    ticket: Ticket = tickets.lock(uow, ticket_id)
    return prepare.store(uow, ticket, ticket.last_message_id, replace(SUGGESTION, raised=raised), 1)


async def test_what_a_model_finds_sensitive_is_sealed_and_prepared_again(store: Store) -> None:
    ticket_id = await arrives(store)

    assert await store.write(put, ticket_id, ("harm",)) is False

    ticket = await store.read(tickets.get, ticket_id)
    assert (ticket.level, ticket.sealed, "harm" in ticket.classes) == ("sensitive", True, True)
    assert await store.read(drafts.current, ticket_id) is None
    assert "prepare" in await store.read(pending)
    await sound(store, ticket_id)


async def test_a_model_does_not_bring_back_what_a_person_took_away(store: Store) -> None:
    ticket_id = await arrives(store)
    await store.write(put, ticket_id, ("harm",))
    await store.write(triage.unmark_sensitive, ticket_id, "a figure of speech", MARTA, "V1")

    assert await store.write(put, ticket_id, ("harm",)) is True

    assert (await store.read(tickets.get, ticket_id)).level == "none"


@pytest.mark.parametrize(("engine", "kept"), [("outside", ("reply", 7)), ("embedded", ("", None))])
async def test_a_suggestion_keeps_its_prompt_and_the_version(
    store: Store, engine: str, kept: tuple[str, int | None]
) -> None:
    ticket_id = await arrives(store)
    call_id = await begun(store, ticket_id)
    usage = Usage(
        call_id=call_id, prompt_id="reply", prompt_version=7, input_tokens=800, cached_tokens=0, output_tokens=90,
        cost_micros=120,
    )  # fmt: skip
    ticket = await store.read(tickets.get, ticket_id)
    made = replace(SUGGESTION, engine=engine, usage=usage)

    await store.write(prepare.store, ticket, ticket.last_message_id, made, 1)

    draft = await store.read(drafts.current, ticket_id)
    assert draft is not None
    assert (draft.prompt_id, draft.prompt_version) == kept


async def test_who_opens_a_ticket_sees_what_was_sent(store: Store) -> None:
    ticket_id = await arrives(store)
    await store.write(outside.begin, asking(ticket_id))

    found = await store.write(card.opened, ticket_id, MARTA)

    assert [call.sent for call in found.outside] == ["Customer: [PERSON_1] asks"]
