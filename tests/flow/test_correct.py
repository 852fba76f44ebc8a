"""A person puts right where a ticket belongs and how urgent it is; rules do not take that back."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode
from bot.domain.ticket import State
from bot.flow import claim, correct, posting, reply, resolve, triage
from bot.flow.card import opened
from store import conversations, journal, people
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, OMAR, TOMAS, arrives, suggest, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.office import Office
from tests.flow.test_resolve import get, refused


def holder(uow: UnitOfWork, ticket_id: int) -> str:
    person = people.by_id(uow, opened(uow, ticket_id, LENA).ticket.assignee_id)
    return person.name if person else ""


async def test_a_priority_moves_the_due_time_and_stands_above_the_rules(support: Store) -> None:
    ticket_id = await arrives(support)
    before = await get(support, ticket_id)
    after = await support.write(correct.change_priority, ticket_id, "urgent", ANA, "V1")
    assert after is not None
    assert (before.priority, after.priority) == ("normal", "urgent")
    assert before.first_response_due is not None
    assert after.first_response_due == before.first_response_due - timedelta(minutes=90)
    await writes(support, "And where is it now?")
    assert (await get(support, ticket_id)).priority == "urgent"
    entry = next(e for e in await support.read(journal.entries, ticket_id) if e.action == "ticket.priority_set")
    assert (entry.detail["priority"], entry.detail["before"]) == ("urgent", "normal")
    assert entry.actor.startswith("person:")
    await sound(support, ticket_id)


async def test_the_priority_that_it_has_can_be_confirmed_against_later_rules(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(correct.change_priority, ticket_id, "normal", ANA, "V1")
    await support.write(correct.change_priority, ticket_id, "normal", ANA, "V2")
    told = [e for e in await support.read(journal.entries, ticket_id) if e.action == "ticket.priority_set"]
    assert len(told) == 1


async def test_a_ticket_that_is_moved_stays_there_whatever_rules_say(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(suggest, ticket_id)
    moved = await support.write(correct.move_queue, ticket_id, "billing", ANA, "V1", "They paid twice.")
    assert moved is not None
    assert (moved.queue, moved.first_response_due) == ("billing", None), "that queue promises nothing"
    assert {"prepare", "card"} <= await support.read(pending)
    await writes(support, "Where is my order?")
    await support.write(triage.change_type, ticket_id, "return_item", BOB)
    assert (await get(support, ticket_id)).queue == "billing"
    notes = [line.body for line in await support.read(conversations.messages, ticket_id) if line.author == "note"]
    assert notes == ["They paid twice."]
    await sound(support, ticket_id)


async def test_whoever_may_not_work_there_loses_it_and_is_told(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(claim.claim, ticket_id, OMAR)
    await support.write(correct.move_queue, ticket_id, "billing", ANA, "V1")
    assert (await get(support, ticket_id)).assignee_id is None
    assert await support.read(notices) == [("moved_away", OMAR)]
    await sound(support, ticket_id)


async def test_whoever_moves_their_own_needs_no_letter_and_whoever_may_work_there_keeps_it(support: Store) -> None:
    mine, martas = await arrives(support, 88), await arrives(support, 89)
    await support.write(claim.claim, mine, ANA)
    await support.write(correct.move_queue, mine, "billing", ANA, "V1")
    await support.write(claim.claim, martas, desk.MARTA)  # its type is hers, wherever it lies
    await support.write(correct.move_queue, martas, "billing", ANA, "V2")
    assert await support.read(notices) == []
    assert (await get(support, mine)).assignee_id is None
    assert (await get(support, martas)).assignee_id is not None


async def test_its_card_leaves_for_the_other_channel(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(correct.move_queue, ticket_id, "billing", ANA, "V1")
    await open_office.work(60)
    (left,) = open_office.cards(desk.ORDERS)
    (here,) = open_office.cards(desk.BILLING)
    assert f"T-{ticket_id} moved to <#{desk.BILLING}>" in left.text
    assert "order 4417" not in str(left.blocks)
    assert here.text.startswith(f"T-{ticket_id}")
    plan = await open_office.store.write(posting.plan_card, ticket_id)
    assert plan is not None
    assert plan.channel == desk.BILLING


async def test_a_reply_on_its_way_is_waited_for(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(reply.send_text, ticket_id, "It comes.", ANA, view_id="V1")
    assert await refused(support, correct.move_queue, ticket_id, "billing", ANA, "V2") is RefusalCode.ALREADY_WAITING
    assert await refused(support, correct.places, ticket_id, ANA) is RefusalCode.ALREADY_WAITING
    await support.write(correct.change_priority, ticket_id, "high", ANA, "V3")
    assert (await get(support, ticket_id)).state is State.OPEN


@pytest.mark.parametrize("by", [BOB, GIL, TOMAS])
async def test_both_are_for_who_works_the_queue(support: Store, by: str) -> None:
    ticket_id = await arrives(support)
    assert await refused(support, correct.move_queue, ticket_id, "billing", by, "V1") is RefusalCode.NOT_A_MEMBER
    assert await refused(support, correct.change_priority, ticket_id, "low", by, "V2") is RefusalCode.NOT_A_MEMBER
    assert await refused(support, correct.places, ticket_id, by) is RefusalCode.NOT_A_MEMBER


async def test_a_sealed_one_is_for_the_few_who_may_open_it_and_stays_sealed(support: Store) -> None:
    ticket_id = await arrives(support, body=desk.DELICATE)
    assert await refused(support, correct.move_queue, ticket_id, "billing", ANA, "V1") is RefusalCode.NOT_YOUR_ROLE
    assert await refused(support, correct.change_priority, ticket_id, "low", ANA, "V2") is RefusalCode.NOT_YOUR_ROLE
    moved = await support.write(correct.move_queue, ticket_id, "billing", LENA, "V3")
    assert moved is not None
    assert (moved.queue, moved.sealed) == ("billing", True)


async def test_words_that_name_nothing_and_tickets_that_are_done_are_refused(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    assert await refused(support, correct.change_priority, ticket_id, "asap", ANA, "V1") is RefusalCode.UNKNOWN_WORD
    assert await refused(support, correct.move_queue, ticket_id, "moon", ANA, "V2") is RefusalCode.UNKNOWN_WORD
    await support.write(resolve.resolve, ticket_id, ANA)
    assert await refused(support, correct.change_priority, ticket_id, "low", ANA, "V3") is RefusalCode.WRONG_STATE
    assert await refused(support, correct.move_queue, ticket_id, "billing", ANA, "V4") is RefusalCode.WRONG_STATE
