"""Who has how much, and giving many tickets to others at once."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.load import Moved, Order
from bot.domain.people import Person
from bot.domain.ticket import State
from bot.flow import absence, claim, load, queue, reply, snooze
from store import journal, people, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, MARTA, OMAR, arrives
from tests.flow.ledger import notices, sound


def person(uow: UnitOfWork, slack_id: str) -> Person:
    found = people.staff(uow, slack_id)
    assert found is not None
    return found


async def who(store: Store, slack_id: str) -> int:
    return (await store.read(person, slack_id)).id


def holders(uow: UnitOfWork, ticket_ids: Iterable[int]) -> list[str]:
    found = (people.by_id(uow, tickets.get(uow, one).assignee_id) for one in ticket_ids)
    return [one.name if one else "" for one in found]


async def ana_has(store: Store, count: int, first: int = 1) -> list[int]:
    ids = [await arrives(store, first + number) for number in range(count)]
    for ticket_id in ids:
        await store.write(claim.claim, ticket_id, ANA)
    return ids


async def gives(store: Store, to: str, *, first: int = 0, by: str = LENA, view_id: str = "V1") -> Moved | None:
    """Ana's tickets go to somebody (a Slack id), back to the `queue`, or in turn (`spread`)."""
    from_id = await who(store, ANA)
    if to == "queue":
        order = Order(queue="orders", from_id=from_id, first=first, where="queue")
    elif to == "spread":
        order = Order(queue="orders", from_id=from_id, first=first, where="spread")
    else:
        order = Order(queue="orders", from_id=from_id, first=first, where="person", to_id=await who(store, to))
    return await store.write(load.reassign, order, by, view_id)


async def test_a_lead_sees_who_has_how_much_and_others_do_not(support: Store, clock: Clock) -> None:
    first, *_ = await ana_has(support, 3)
    await arrives(support, 9)
    await support.write(snooze.snooze, first, clock.at + timedelta(hours=5), ANA, "V9")
    await support.write(absence.away, clock.at + timedelta(days=1), OMAR, "V8")
    clock.move(timedelta(hours=3, minutes=30))  # the first answers were due half an hour ago
    await support.write(desk.people)
    found = (await support.read(queue.status, "orders", "", 0, LENA)).shares
    assert found is not None
    assert [(one.person.name, one.open, one.due, one.overdue, one.waiting) for one in found.loads] == [
        ("Ana", 3, 0, 3, 0)
    ]
    assert [(one.person.name, one.where.here) for one in found.idle] == [("Lena", True), ("Omar", False)]
    assert (await support.read(queue.status, "orders", "", 0, ANA)).shares is None
    assert (await support.read(queue.status, "orders", "mine", 0, LENA)).shares is None


async def test_all_of_a_persons_tickets_go_to_another_who_is_told_once(either: Store) -> None:
    ids = await ana_has(either, 3)
    found = await gives(either, OMAR)
    assert found is not None
    assert [(one.name if one else "", numbers) for one, numbers in found.moved] == [("Omar", tuple(ids))]
    assert await either.read(holders, ids) == ["Omar"] * 3
    assert await either.read(notices) == [("given_many", OMAR), ("taken_many", ANA)]
    for ticket_id in ids:
        await sound(either, ticket_id)
        assert (await either.read(journal.entries, ticket_id))[-1].action == "ticket.reassigned"


async def test_a_doubled_submit_moves_nothing_twice(support: Store) -> None:
    await ana_has(support, 2)
    assert await gives(support, OMAR) is not None
    assert await gives(support, OMAR) is None
    again = await gives(support, OMAR, view_id="V2")
    assert again is not None
    assert again.count == 0
    assert await support.read(notices) == [("given_many", OMAR), ("taken_many", ANA)]


async def test_the_first_ones_are_those_that_are_due_first(support: Store, clock: Clock) -> None:
    ids = await ana_has(support, 1)
    clock.move(timedelta(hours=2))
    await support.write(desk.people)
    ids += await ana_has(support, 2, first=5)
    await gives(support, OMAR, first=1)
    assert await support.read(holders, ids) == ["Omar", "Ana", "Ana"]


async def test_they_keep_their_state(support: Store, clock: Clock) -> None:
    asleep, awake = await ana_has(support, 2)
    await support.write(snooze.snooze, asleep, clock.at + timedelta(hours=5), ANA, "V9")
    await gives(support, OMAR)
    assert (await support.read(tickets.get, asleep)).state is State.SNOOZED
    assert (await support.read(tickets.get, awake)).state is State.OPEN


async def test_back_to_the_queue_but_what_is_about_to_leave(support: Store) -> None:
    leaving, other = await ana_has(support, 2)
    await support.write(reply.send_text, leaving, "It comes today.", ANA, view_id="V5")
    found = await gives(support, "queue")
    assert found is not None
    assert (found.leaving, [numbers for _, numbers in found.moved]) == ((leaving,), [(other,)])
    assert await support.read(holders, [leaving, other]) == ["Ana", ""]


async def test_in_turn_to_those_who_are_here(support: Store, clock: Clock) -> None:
    clock.move(timedelta(hours=2))
    await support.write(desk.people)
    ids = await ana_has(support, 4)
    await support.write(absence.away, None, OMAR, "V8")
    found = await gives(support, "spread")
    assert found is not None
    assert await support.read(holders, ids) == ["Lena"] * 4
    await support.write(absence.back, OMAR)
    ids = await ana_has(support, 4, first=20)
    await gives(support, "spread", view_id="V2")
    assert sorted(await support.read(holders, ids)) == ["Omar"] * 4, "who has fewest is given more"


async def test_when_nobody_else_is_here_nothing_moves(support: Store, clock: Clock) -> None:
    ids = await ana_has(support, 1)  # at eight, before the office opens
    found = await gives(support, "spread")
    assert found is not None
    assert (found.nobody, found.count) == (True, 0)
    assert await support.read(holders, ids) == ["Ana"]


async def test_sealed_ones_stay_where_somebody_may_not_see_them(support: Store) -> None:
    ids = await ana_has(support, 1)
    sealed = await arrives(support, 9, body=DELICATE)
    await support.write(claim.assign, sealed, LENA, MARTA)
    order = Order(queue="orders", from_id=await who(support, LENA), first=0, where="person",
                  to_id=await who(support, OMAR))  # fmt: skip
    found = await support.write(load.reassign, order, LENA, "V1")
    assert found is not None
    assert (found.sealed, found.count) == ((sealed,), 0)
    assert await support.read(holders, [*ids, sealed]) == ["Ana", "Lena"]
    assert await support.read(notices) == [("assigned", LENA)]


@pytest.mark.parametrize(("by", "to"), [(ANA, OMAR), (BOB, OMAR), (GIL, OMAR), (LENA, BOB)])
async def test_only_a_lead_may_and_only_to_members(support: Store, by: str, to: str) -> None:
    ids = await ana_has(support, 1)
    with pytest.raises(Refused) as refused:
        await gives(support, to, by=by)
    assert refused.value.code in (RefusalCode.NOT_A_MEMBER, RefusalCode.NOT_YOUR_ROLE)
    assert await support.read(holders, ids) == ["Ana"]


async def test_more_than_one_transaction_takes_are_left_for_the_next(
    support: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "MOST", 2)
    ids = await ana_has(support, 5)
    found = await gives(support, OMAR, first=4)
    assert found is not None
    assert (found.count, found.left) == (2, 2)
    assert (await support.read(holders, ids)).count("Omar") == 2
