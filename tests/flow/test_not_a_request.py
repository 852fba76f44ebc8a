"""What is no request ends, and comes back: by whoever was wrong about it, or by its customer."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode
from bot.domain.retention import Faded
from bot.domain.ticket import State
from bot.flow import claim, handoff, not_a_request, reply, resolve, triage
from bot.flow.card import facts, opened
from bot.slack import actions as act
from bot.slack import modals
from bot.words import words
from store import drafts, findings, journal
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, OMAR, TOMAS, arrives, suggest, writes
from tests.flow.ledger import pending, sound
from tests.flow.office import Office
from tests.flow.retention_office import everything, passes, waits, worked_but_no_request
from tests.flow.test_handoff import WHERE
from tests.flow.test_resolve import get, refused


def fade(uow: UnitOfWork, ticket_id: int) -> None:
    findings.keep(uow, ticket_id, faded=int(Faded.SLACK | Faded.MESSAGES))


async def test_it_ends_with_its_suggestion_and_says_who_said_so(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(suggest, ticket_id)
    ended = await support.write(not_a_request.end, ticket_id, ANA)
    assert ended.state is State.NOT_A_REQUEST
    assert await support.read(drafts.current, ticket_id) is None
    assert (await support.read(facts, ticket_id)).resolver == "Ana"
    assert "card" in await support.read(pending)
    assert await support.write(not_a_request.end, ticket_id, OMAR) == ended, "a second click changes nothing"
    await sound(support, ticket_id)


async def test_taken_back_it_is_new_for_whoever_had_it_and_not_counted_as_reopened(support: Store) -> None:
    ticket_id = await arrives(support)
    held = await support.write(claim.claim, ticket_id, ANA)
    await support.write(not_a_request.end, ticket_id, OMAR)
    again = await support.write(not_a_request.take_back, ticket_id, OMAR)
    assert (again.state, again.assignee_id, again.reopened) == (State.NEW, held.assignee_id, 0)
    assert {"prepare", "card"} <= await support.read(pending)
    assert await support.write(not_a_request.take_back, ticket_id, OMAR) == again
    await sound(support, ticket_id)


async def test_its_customer_makes_it_a_new_one(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(not_a_request.end, ticket_id, ANA)
    await writes(support, "But I do have a question.")
    assert (await get(support, ticket_id)).state is State.NEW


async def test_a_department_no_longer_works_for_it(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(handoff.ask, [ticket_id], WHERE, ANA, "V1")
    await support.write(not_a_request.end, ticket_id, ANA)
    assert not (await support.read(facts, ticket_id)).handoffs
    await sound(support, ticket_id)


async def test_it_does_not_end_while_a_reply_is_on_its_way(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(reply.send_text, ticket_id, "It comes.", ANA, view_id="V1")
    assert await refused(support, not_a_request.end, ticket_id, ANA) is RefusalCode.ALREADY_WAITING
    assert (await get(support, ticket_id)).state is State.OPEN


@pytest.mark.parametrize("by", [BOB, GIL, TOMAS])
async def test_it_is_for_who_works_the_queue(support: Store, by: str) -> None:
    ticket_id = await arrives(support)
    assert await refused(support, not_a_request.end, ticket_id, by) is RefusalCode.NOT_A_MEMBER
    await support.write(not_a_request.end, ticket_id, ANA)
    assert await refused(support, not_a_request.take_back, ticket_id, by) is RefusalCode.NOT_A_MEMBER


async def test_a_sealed_one_is_for_the_few_who_may_open_it(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(triage.mark_sensitive, ticket_id, "legal", ANA, "V1")
    assert await refused(support, not_a_request.end, ticket_id, ANA) is RefusalCode.NOT_YOUR_ROLE
    assert (await support.write(not_a_request.end, ticket_id, LENA)).state is State.NOT_A_REQUEST
    assert await refused(support, not_a_request.take_back, ticket_id, ANA) is RefusalCode.NOT_YOUR_ROLE


async def test_what_is_resolved_or_was_closed_is_no_longer_judged(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    assert await refused(support, not_a_request.end, ticket_id, ANA) is RefusalCode.WRONG_STATE


async def test_what_has_lost_its_text_does_not_come_back(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(not_a_request.end, ticket_id, ANA)
    await support.write(fade, ticket_id)
    assert await refused(support, not_a_request.take_back, ticket_id, ANA) is RefusalCode.WRONG_STATE


async def test_both_are_on_record(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(not_a_request.end, ticket_id, ANA)
    await support.write(not_a_request.take_back, ticket_id, OMAR)
    actions = [entry.action for entry in await support.read(journal.entries, ticket_id)]
    assert actions[-2:] == ["ticket.not_a_request", "ticket.is_a_request"]


async def test_a_clock_that_is_put_back_meanwhile_leaves_the_ledger_sound(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(not_a_request.end, ticket_id, ANA)
    clock.move(timedelta(minutes=-5))
    await support.write(not_a_request.take_back, ticket_id, ANA)
    await sound(support, ticket_id)


async def test_taken_back_after_its_text_has_left_slack_it_stands_there_again(open_office: Office) -> None:
    ticket_id = await worked_but_no_request(open_office)
    await passes(open_office, 31)
    assert "4417" not in everything(open_office)
    await open_office.store.write(desk.people)
    shown = await open_office.store.write(opened, ticket_id, ANA)
    assert act.IS_A_REQUEST in str(modals.about(shown, words("en"))["blocks"])
    await open_office.store.write(not_a_request.take_back, ticket_id, ANA)
    await open_office.work(60)
    assert "4417" in str(open_office.cards()[-1].blocks)
    assert await open_office.store.read(waits) == []
