"""Round-robin and pauses: who is here is given what nobody has, unless the queue is paused."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.desk import Desk
from bot.domain.errors import RefusalCode, Refused
from bot.flow import absence, card, claim, digest, escalate, pauses, queue, turns
from store import journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, LENA, OMAR, arrives, look_at
from tests.flow.ledger import notices, pending, sound
from tests.flow.test_load import holders

OPENS = timedelta(hours=1)  # it is eight, and the office opens at nine


def in_turn(at_most: int | None = None) -> Desk:
    orders, *others = desk.FILE.queues
    queues = (orders.model_copy(update={"assign": "round_robin", "at_most": at_most}), *others)
    return Desk(file=desk.FILE.model_copy(update={"queues": queues}), articles=(desk.ARTICLE,), hash="turns", toml="")


@pytest.fixture
async def dealing(database: str, clock: Clock) -> AsyncIterator[Store]:
    store = Store(database, in_turn(), secrets=[b"a key for tests"], clock=clock, now=clock)
    await store.open()
    await store.write(desk.people)
    yield store
    store.close()


async def at(store: Store, clock: Clock, by: timedelta) -> None:
    clock.move(by)
    await store.write(desk.people)


async def waiting(store: Store, count: int, first: int = 1) -> list[int]:
    ids = [await arrives(store, first + number) for number in range(count)]
    for ticket_id in ids:
        await store.write(look_at, ticket_id)
    return ids


async def test_it_is_off_by_default(support: Store, clock: Clock) -> None:
    await at(support, clock, OPENS)
    ids = await waiting(support, 2)
    await support.write(turns.deal)
    assert await support.read(holders, ids) == ["", ""]


async def test_each_gets_as_many_and_is_told(dealing: Store, clock: Clock) -> None:
    await at(dealing, clock, OPENS)
    ids = await waiting(dealing, 6)
    assert await dealing.write(turns.deal) is False
    found = await dealing.read(holders, ids)
    assert sorted(found) == ["Ana", "Ana", "Lena", "Lena", "Omar", "Omar"]
    assert found[:3] != [found[0]] * 3
    told = await dealing.read(notices)
    assert sorted(told) == sorted(("given_by_turn", one) for one in (ANA, OMAR, LENA) for _ in range(2))
    assert "card" in await dealing.read(pending)
    for ticket_id in ids:
        await sound(dealing, ticket_id)
        assert (await dealing.read(tickets.get, ticket_id)).by_turn
        assert "ticket.given" in [entry.action for entry in await dealing.read(journal.entries, ticket_id)]
    await dealing.write(turns.deal)
    assert await dealing.read(notices) == told, "nobody is told twice"


async def test_nobody_is_given_anything_outside_the_queues_hours(dealing: Store, clock: Clock) -> None:
    ids = await waiting(dealing, 1)
    await dealing.write(turns.deal)
    assert await dealing.read(holders, ids) == [""]
    await at(dealing, clock, OPENS)
    await dealing.write(turns.deal)
    assert await dealing.read(holders, ids) != [""]


async def test_nor_is_anybody_who_is_away(dealing: Store, clock: Clock) -> None:
    await at(dealing, clock, OPENS)
    for person in (ANA, LENA):
        await dealing.write(absence.away, None, person, f"V-{person}")
    ids = await waiting(dealing, 3)
    await dealing.write(turns.deal)
    assert await dealing.read(holders, ids) == ["Omar"] * 3


async def test_who_has_least_is_next_and_at_most_is_kept(database: str, clock: Clock) -> None:
    store = Store(database, in_turn(at_most=2), secrets=[b"a key for tests"], clock=clock, now=clock)
    await store.open()
    try:
        await at(store, clock, OPENS)
        busy = await waiting(store, 2)
        for ticket_id in busy:
            await store.write(claim.claim, ticket_id, ANA)
        ids = await waiting(store, 6, first=10)
        await store.write(turns.deal)
        assert sorted(await store.read(holders, ids)) == ["", "", "Lena", "Lena", "Omar", "Omar"]
    finally:
        store.close()


async def test_never_a_sealed_or_escalated_one_nor_one_that_nobody_has_looked_at(dealing: Store, clock: Clock) -> None:
    await at(dealing, clock, OPENS)
    unread = await arrives(dealing, 1)
    sealed = await arrives(dealing, 2, body=DELICATE)
    await dealing.write(look_at, sealed)
    (escalated,) = await waiting(dealing, 1, first=3)
    await dealing.write(escalate.escalate, escalated, "other", "", ANA, "V3")
    refund = await arrives(dealing, 4, subject="Refund", body="I want a refund.")
    await dealing.write(look_at, refund)
    await dealing.write(turns.deal)
    assert await dealing.read(holders, [unread, sealed, refund]) == ["", "", ""]
    assert not (await dealing.read(tickets.get, escalated)).by_turn


async def test_a_claim_or_another_holder_is_no_turn_any_more(dealing: Store, clock: Clock) -> None:
    await at(dealing, clock, OPENS)
    (ticket_id,) = await waiting(dealing, 1)
    await dealing.write(turns.deal)
    facts = await dealing.read(card.facts, ticket_id)
    assert facts.ticket.by_turn
    other = next(one for one in (ANA, OMAR) if one != (facts.holder_person.slack_id if facts.holder_person else ""))
    await dealing.write(claim.take_over, ticket_id, other)
    assert not (await dealing.read(tickets.get, ticket_id)).by_turn


async def test_a_paused_queue_deals_nothing_and_clocks_go_on(dealing: Store, clock: Clock) -> None:
    await at(dealing, clock, OPENS)
    (ticket_id,) = await waiting(dealing, 1)
    due = (await dealing.read(tickets.get, ticket_id)).first_response_due
    pause = await dealing.write(pauses.begin, "orders", "until 11:00 stock-taking", LENA)
    assert (pause.by, pause.reason, pause.until) == ("Lena", "stock-taking", clock.at + timedelta(hours=2))
    await dealing.write(turns.deal)
    assert await dealing.read(holders, [ticket_id]) == [""]
    shown = await dealing.read(queue.status, "orders", "", 0, ANA)
    assert shown.pause == pause
    assert (await dealing.read(card.facts, ticket_id)).paused_until == pause.until
    assert (await dealing.read(tickets.get, ticket_id)).first_response_due == due
    await at(dealing, clock, timedelta(minutes=1))
    told = await dealing.read(digest.asked, "orders", "today", LENA)
    assert told.pauses == (("Orders", "Lena", "stock-taking", "11:00"),)
    await at(dealing, clock, timedelta(minutes=119))
    assert (await dealing.read(queue.status, "orders", "", 0, ANA)).pause is None
    await dealing.write(turns.deal)
    assert await dealing.read(holders, [ticket_id]) != [""]


async def test_a_pause_is_replaced_and_ended_early(either: Store, clock: Clock) -> None:
    await either.write(pauses.begin, "orders", "until 11:00 one", LENA)
    second = await either.write(pauses.begin, "orders", "until 12:00 two", LENA)
    assert await either.read(pauses.running, "orders") == second
    assert await either.read(pauses.running, "billing") is None
    assert await either.write(pauses.resume, "orders", LENA) is True
    assert await either.write(pauses.resume, "orders", LENA) is False
    assert await either.read(pauses.running, "orders") is None
    clock.move(timedelta(hours=6))
    await either.write(desk.people)
    await either.write(pauses.begin, "orders", "until 16:00 three", LENA)
    found = await either.read(pauses.running, "orders")
    assert found is not None
    assert found.reason == "three"


@pytest.mark.parametrize(
    ("said", "by", "code"),
    [
        ("until 11:00 stock-taking", ANA, RefusalCode.NOT_YOUR_ROLE),
        ("until 11:00 stock-taking", BOB, RefusalCode.NOT_A_MEMBER),
        ("stock-taking", LENA, RefusalCode.PAST_TIME),
        ("until 2026-12-24 11:00 too long", LENA, RefusalCode.PAST_TIME),
        ("until 2026-11-01 11:00 over", LENA, RefusalCode.PAST_TIME),
        ("until 11:00", LENA, RefusalCode.REASON_NEEDED),
    ],
)
async def test_a_lead_says_until_when_and_why(support: Store, said: str, by: str, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(pauses.begin, "orders", said, by)
    assert refused.value.code is code
    assert await support.read(pauses.running, "orders") is None


async def test_cards_of_what_nobody_has_are_drawn_anew(support: Store, clock: Clock) -> None:
    await waiting(support, 2)

    def done(uow: UnitOfWork) -> None:
        uow.session.connection().exec_driver_sql("UPDATE outbox SET state = 'done'")

    await support.write(done)
    await support.write(pauses.begin, "orders", "until 11:00 stock-taking", LENA)
    assert await support.read(pending) == {"card"}
