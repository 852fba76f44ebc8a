"""How an escalation ends, what whoever had the ticket hears of it, and what is shown of it in Slack."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.errors import RefusalCode, Refused
from bot.domain.escalation import Stage
from bot.domain.ticket import State
from bot.flow import absence, claim, escalation_answers, resolve, triage
from bot.flow.card import facts
from bot.flow.escalate import escalate
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, ESCALATIONS, LENA, MARTA, NADIA, OMAR, arrives
from tests.flow.office import Office
from tests.flow.test_escalation import raised, standing, tick, told


async def test_settled_it_goes_back_to_its_queue_and_to_who_had_it(support: Store) -> None:
    ticket_id = await raised(support)
    before = await standing(support, ticket_id)
    await support.write(escalation_answers.accept, ticket_id, MARTA)
    settled = await support.write(escalation_answers.settle, ticket_id, "We refund it.", MARTA, "V2")
    assert settled is not None
    assert (settled.escalated_to, settled.assignee_id) == ("", before.first_holder)
    assert (await support.read(facts, ticket_id)).card_place == "#support-orders"
    assert (await support.read(facts, ticket_id)).escalation is None
    assert (await standing(support, ticket_id)).stage is Stage.SETTLED
    with pytest.raises(Refused) as refused:
        await support.write(escalation_answers.accept, ticket_id, MARTA)
    assert refused.value.code in (RefusalCode.ESCALATION_OVER, RefusalCode.NOT_YOUR_ROLE)
    assert await support.write(escalate, ticket_id, "angry", "", ANA, "V-again"), "it may be escalated again"


async def test_one_that_nobody_had_goes_back_to_nobody(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(escalate, ticket_id, "angry", "", ANA, "V1")
    await support.write(escalation_answers.accept, ticket_id, MARTA)
    settled = await support.write(escalation_answers.settle, ticket_id, "", MARTA, "V2")
    assert settled is not None
    assert settled.assignee_id is None


async def test_resolving_ends_it_and_says_so_to_who_had_it(support: Store, clock: Clock) -> None:
    ticket_id = await raised(support)
    await support.write(escalation_answers.accept, ticket_id, MARTA)
    await support.write(resolve.resolve, ticket_id, MARTA)
    assert (await standing(support, ticket_id)).stage is Stage.ENDED
    clock.move(timedelta(days=2))
    await tick(support)
    assert await told(support) == [("escalated", "@marta"), ("escalation_news", ANA)]


async def test_one_at_a_time(support: Store) -> None:
    ticket_id = await raised(support)
    with pytest.raises(Refused) as refused:
        await support.write(escalate, ticket_id, "other", "", OMAR, "V2")
    assert (refused.value.code, refused.value.facts["who"]) == (RefusalCode.ALREADY_ESCALATED, "Marta")


def _as_it_was(uow: UnitOfWork, ticket_id: int) -> None:
    """An older Deskhand has escalated it."""
    uow.execute(text("UPDATE ticket SET escalated_to = '@marta', escalation_reason = 'angry'"))
    tickets.lock(uow, ticket_id)


async def test_what_an_older_version_has_escalated_shows_and_can_be_settled(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(_as_it_was, ticket_id)
    assert (await support.read(facts, ticket_id)).escalation is None
    assert (await support.read(facts, ticket_id)).card_place == "#support-escalations"
    settled = await support.write(escalation_answers.settle, ticket_id, "", LENA, "V2")
    assert settled is not None
    assert settled.escalated_to == ""


async def test_what_happens_at_once_is_told_in_one_message(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await raised(store)
    await open_office.work(1)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    await store.write(escalation_answers.settle, ticket_id, "We refund it.", MARTA, "V2")
    assert await told(store, "escalation_news") == [("escalation_news", ANA)]
    await open_office.work(5)
    (message,) = [one for one in open_office.sandbox.dms("ana") if "accepted" in str(one.blocks)]
    said = str(message.blocks)
    assert "Marta has accepted it" in said
    assert "it is back in the queue" in said
    assert "We refund it." in said


async def test_whoever_is_asked_reads_it_in_one_glance(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await raised(store)
    await open_office.work(1)
    (message,) = open_office.sandbox.dms("marta")
    said = str(message.blocks)
    for part in ("Ana escalated", "Wants", "Where is my order 4417?", "Tried", "Mood", "accept_escalation", "pass_on"):
        assert part in said
    (shown,) = open_office.cards(ESCALATIONS)
    assert "Escalated to <@U0MARTA> by Ana" in str(shown.blocks)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    await open_office.work(1)
    (shown,) = open_office.cards(ESCALATIONS)
    assert "Escalated to Marta by Ana" in str(shown.blocks)
    assert "accepted" in str(shown.blocks)


async def test_of_a_sealed_one_nothing_is_said_outside_open(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await arrives(store, body=DELICATE)
    await store.write(claim.claim, ticket_id, LENA)
    await store.write(escalate, ticket_id, "angry", "He has a lawyer.", LENA, "V1")
    await open_office.work(1)
    await store.write(escalation_answers.pass_on, ticket_id, NADIA, "It is about the lawyer.", MARTA, "V2")
    await store.write(escalation_answers.accept, ticket_id, NADIA)
    await store.write(escalation_answers.settle, ticket_id, "The lawyer is wrong.", NADIA, "V3")
    await open_office.work(5)
    posted = str([message.blocks for message in open_office.sandbox.posted]) + str(
        [message.text for message in open_office.sandbox.posted]
    )
    for private in ("lawyer", "4417", "angry", "Jo D"):
        assert private not in posted
    assert "Lena escalated T-" in posted


async def test_one_that_becomes_sensitive_meanwhile_shows_its_reason_no_more(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await raised(store)
    await open_office.work(1)
    await store.write(triage.mark_sensitive, ticket_id, "legal", ANA, "V2")
    await open_office.work(1)
    (shown,) = open_office.cards(ESCALATIONS)
    assert "angry" not in str(shown.blocks)
    assert "Escalated to" in str(shown.blocks)
    assert (await store.read(tickets.get, ticket_id)).state is State.OPEN


async def test_settled_it_does_not_go_back_to_somebody_who_is_away(support: Store) -> None:
    ticket_id = await raised(support)
    await support.write(escalation_answers.accept, ticket_id, MARTA)
    await support.write(absence.away, None, ANA, "V-away")
    settled = await support.write(escalation_answers.settle, ticket_id, "", MARTA, "V2")
    assert settled is not None
    assert settled.assignee_id is None
