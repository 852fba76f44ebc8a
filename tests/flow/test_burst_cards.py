"""What people do in a burst: take, open, claim, escalate and seal, without waiting for the flood."""

import asyncio
from itertools import count

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.flow import burst_cards, card, claim, escalate, resolve, triage
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, BOB, ESCALATIONS, GIL, LENA, OMAR
from tests.flow.flood import ENOUGH, Flood, most_in_a_minute

PRESSES = count()


async def take(flood: Flood, by: str, page: int = 1) -> int:
    taken = await flood.store.write(burst_cards.take_next, 1, page, by, f"press {next(PRESSES)}")
    assert taken is not None
    return taken.id


async def test_each_of_many_who_take_the_next_one_gets_one_of_their_own(flood: Flood) -> None:
    ids = await flood.comes(ENOUGH)
    await flood.passes(5)
    people = [ANA, OMAR, LENA] * 4
    taken = await asyncio.gather(*(take(flood, who) for who in people))
    assert sorted(taken) == sorted(set(taken))
    assert set(taken) <= set(ids)
    await flood.passes(30)
    for ticket_id in taken:
        assert flood.card_of(ticket_id)
        assert f"T-{ticket_id}" not in str([message.blocks for message in flood.lists()])


async def test_the_next_one_is_the_most_urgent_then_the_oldest(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    (urgent,) = await quick.comes(1, urgent=1)
    await quick.passes(3)
    assert [await take(quick, ANA) for _ in range(3)] == [urgent, *[i for i in ids if not quick.card_of(i)][:2]]


async def test_a_claimed_card_comes_at_once_with_its_thread_and_without_waiting_for_the_burst(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH, urgent=30)
    await quick.passes(5)
    wanted = ids[40]
    await quick.store.write(claim.claim, wanted, ANA)
    await quick.passes(4)
    own = quick.card_of(wanted)
    assert own is not None
    assert quick.office.thread(own)
    assert f"T-{wanted}" not in str(quick.lists()[0].blocks)


async def test_opening_a_listed_ticket_gives_it_a_card(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(5)
    for _ in range(2):
        await quick.store.write(card.opened, ids[40], ANA)
    await quick.passes(3)
    assert quick.card_of(ids[40])
    assert most_in_a_minute([message for message in quick.posts() if message != quick.card_of(ids[40])]) <= 6


async def test_who_may_not_claim_gets_nothing(quick: Flood) -> None:
    await quick.comes(ENOUGH)
    await quick.passes(5)
    with pytest.raises(Refused) as refused:
        await take(quick, BOB)
    assert refused.value.code is RefusalCode.NOT_A_MEMBER


async def test_a_list_that_nobody_is_on_any_more_says_so(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(5)

    def all_are_resolved(uow: UnitOfWork) -> None:
        for ticket_id in ids:
            resolve.resolve(uow, ticket_id, LENA)

    await quick.store.write(all_are_resolved)
    await quick.passes(10)
    (shown,) = quick.lists()
    assert "Nobody waits on this list any more." in str(shown.blocks)
    with pytest.raises(Refused) as refused:
        await take(quick, ANA)
    assert refused.value.code is RefusalCode.NOTHING_LEFT


async def test_a_listed_ticket_that_turns_out_sensitive_leaves_the_list_and_stands_sealed(flood: Flood) -> None:
    ids = await flood.comes(ENOUGH)
    await flood.passes(5)
    late = ids[50]
    await flood.store.write(triage.mark_sensitive, late, "harm", ANA, "V1")
    await flood.passes(4)
    assert f"T-{late}" not in flood.shown()
    sealed = flood.card_of(late)
    assert sealed is not None
    assert sealed.channel == ESCALATIONS


async def test_an_escalated_ticket_leaves_the_list_too(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(5)
    await quick.store.write(escalate.escalate, ids[50], "angry", "", ANA, "V1")
    await quick.passes(4)
    assert f"T-{ids[50]}" not in quick.shown()
    own = quick.card_of(ids[50])
    assert own is not None
    assert own.channel == ESCALATIONS


async def test_who_may_see_behind_the_seal_takes_the_next_sensitive_one(quick: Flood) -> None:
    await quick.comes(ENOUGH, sensitive=ENOUGH)
    await quick.passes(5)
    with pytest.raises(Refused):
        await take(quick, ANA)
    taken = await take(quick, LENA)
    await quick.passes(4)
    own = quick.card_of(taken)
    assert own is not None
    assert own.channel == ESCALATIONS


async def test_an_escalation_does_not_wait_behind_a_burst_of_sensitive_ones(quick: Flood) -> None:
    (plain,) = await quick.comes(1)
    await quick.passes(10)
    await quick.comes(ENOUGH, sensitive=ENOUGH)
    await quick.passes(5)
    await quick.store.write(escalate.escalate, plain, "angry", "", ANA, "V1")
    await quick.passes(3)
    own = quick.card_of(plain)
    assert own is not None
    assert own.channel == ESCALATIONS


async def test_a_ticket_that_ended_before_anybody_saw_it_needs_no_card(quick: Flood) -> None:
    ids = await quick.comes(ENOUGH)
    await quick.passes(5)
    await quick.store.write(resolve.resolve, ids[50], LENA)
    await quick.passes(10)
    assert f"T-{ids[50]}" not in quick.shown()
    await quick.store.write(resolve.reopen, ids[50], LENA)
    await quick.passes(10)
    assert f"T-{ids[50]}" in quick.shown()


async def test_a_list_is_opened_for_whoever_may_open_one_of_it(quick: Flood) -> None:
    await quick.comes(ENOUGH)
    await quick.passes(5)
    assert (await quick.store.read(burst_cards.choices, 1, 1, ANA)).entries
    for outsider in (GIL, BOB):
        with pytest.raises(Refused) as refused:
            await quick.store.read(burst_cards.choices, 1, 1, outsider)
        assert refused.value.code is RefusalCode.NOT_A_MEMBER
