"""Who works on a ticket: one winner, and everybody else is told who."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action
from bot.domain.ticket import State
from bot.flow import card, claim, resolve
from store import journal, people, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, NADIA, OMAR, arrives
from tests.flow.ledger import notices, sound


def holder(uow: UnitOfWork, ticket_id: int) -> str:
    person = people.by_id(uow, tickets.get(uow, ticket_id).assignee_id)
    return person.name if person else ""


async def refusal(store: Store, *args: object) -> Refused:
    with pytest.raises(Refused) as refused:
        await store.write(*args)  # type: ignore[arg-type]
    return refused.value


async def test_of_twenty_who_claim_at_once_one_wins_and_the_others_are_told_who(either: Store) -> None:
    ticket_id = await arrives(either)

    async def click(by: str) -> str:
        try:
            await either.write(claim.claim, ticket_id, by)
        except Refused as refused:
            return refused.facts["who"] if refused.code is RefusalCode.TAKEN else refused.code.value
        return "won"

    clicks = [ANA, OMAR, LENA] * 6 + [ANA, OMAR]
    told = await asyncio.gather(*map(click, clicks))
    winner = await either.read(holder, ticket_id)
    for by, answer in zip(clicks, told, strict=True):
        assert answer == ("won" if desk.NAMES[by] == winner else winner)
    await sound(either, ticket_id)
    actions = [entry.action for entry in await either.read(journal.entries, ticket_id)]
    assert actions.count("ticket.claimed") == 1


async def test_claiming_ones_own_ticket_again_changes_nothing(support: Store) -> None:
    ticket_id = await arrives(support)
    first = await support.write(claim.claim, ticket_id, ANA)
    assert first.state is State.OPEN
    assert await support.write(claim.claim, ticket_id, ANA) == first


@pytest.mark.parametrize("by", [BOB, GIL, "U_NOBODY"])
async def test_strangers_guests_and_other_queues_claim_nothing(support: Store, by: str) -> None:
    ticket_id = await arrives(support)
    assert (await refusal(support, claim.claim, ticket_id, by)).code is RefusalCode.NOT_A_MEMBER


async def test_a_membership_that_is_too_old_is_not_trusted(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    clock.move(timedelta(minutes=16))
    assert (await refusal(support, claim.claim, ticket_id, ANA)).code is RefusalCode.MEMBERSHIP_UNKNOWN
    await support.write(desk.people)
    await support.write(claim.claim, ticket_id, ANA)


async def test_a_place_that_the_desk_file_no_longer_names_refuses_nobody(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(people.store_roster, "#long-gone", "C_GONE", [])
    clock.move(timedelta(minutes=16))
    await support.write(desk.people)
    await support.write(claim.claim, ticket_id, ANA)


async def test_what_is_resolved_or_ended_is_not_claimed(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    assert (await refusal(support, claim.claim, ticket_id, ANA)).code is RefusalCode.WRONG_STATE
    assert await support.read(holder, ticket_id) == ""


async def test_taking_over_tells_who_had_it(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(claim.claim, ticket_id, ANA)
    await support.write(claim.take_over, ticket_id, OMAR)
    assert await support.read(holder, ticket_id) == "Omar"
    assert await support.read(notices) == [("taken_over", ANA)]


async def test_whoever_has_a_ticket_is_told_so_and_not_offered_to_take_it_over(support: Store) -> None:
    ticket_id = await arrives(support)
    held = await support.write(claim.claim, ticket_id, ANA)

    refused = await refusal(support, claim.take_over, ticket_id, ANA)

    assert (refused.code, refused.facts["number"]) == (RefusalCode.ALREADY_YOURS, held.number)
    assert await support.read(tickets.get, ticket_id) == held
    assert Action.TAKE_OVER not in ((await support.write(card.opened, ticket_id, ANA)).may or ())
    assert Action.TAKE_OVER in ((await support.write(card.opened, ticket_id, OMAR)).may or ())
    await sound(support, ticket_id)


async def test_assigning_tells_the_receiver_who_must_belong_there(support: Store) -> None:
    ticket_id = await arrives(support)
    for receiver in (BOB, GIL, "U0NOBODY"):
        refused = await refusal(support, claim.assign, ticket_id, receiver, LENA)
        assert (refused.code, refused.facts["outsider"]) == (RefusalCode.NOT_A_MEMBER, "receiver")
    await support.write(claim.assign, ticket_id, OMAR, LENA)
    assert await support.read(holder, ticket_id) == "Omar"
    assert await support.read(notices) == [("assigned", OMAR)]
    await support.write(claim.assign, ticket_id, OMAR, LENA)
    assert await support.read(notices) == [("assigned", OMAR)], "assigning again tells nobody again"


async def test_only_the_holder_or_a_lead_gives_a_ticket_back(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(claim.claim, ticket_id, ANA)
    assert (await refusal(support, claim.release, ticket_id, OMAR)).code is RefusalCode.NOT_YOUR_ROLE
    await support.write(claim.release, ticket_id, ANA)
    assert await support.read(holder, ticket_id) == ""
    await sound(support, ticket_id)


async def test_a_resolved_ticket_is_not_given_back(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(claim.claim, ticket_id, ANA)
    await support.write(resolve.resolve, ticket_id, ANA)
    assert (await refusal(support, claim.release, ticket_id, ANA)).code is RefusalCode.WRONG_STATE


async def test_a_sealed_ticket_is_claimed_by_its_owner_or_a_lead_only(support: Store) -> None:
    ticket_id = await arrives(support, body=desk.DELICATE)
    assert (await refusal(support, claim.claim, ticket_id, ANA)).code is RefusalCode.NOT_YOUR_ROLE
    assert (await refusal(support, claim.claim, ticket_id, NADIA)).code is RefusalCode.NOT_YOUR_ROLE
    await support.write(claim.claim, ticket_id, desk.MARTA)


async def test_two_processes_that_close_the_same_tickets_do_not_trip(either: Store, clock: Clock) -> None:
    ticket_ids = [await arrives(either, number) for number in (88, 89, 90)]
    for ticket_id in ticket_ids:
        await either.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(days=7))
    await asyncio.gather(*(either.write(resolve.close_due) for _ in range(4)))
    for ticket_id in ticket_ids:
        assert (await either.read(tickets.get, ticket_id)).state is State.CLOSED
        await sound(either, ticket_id)
