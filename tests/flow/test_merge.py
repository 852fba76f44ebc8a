"""A person makes two tickets one: nobody's words, seal, approval, holder or department is lost by it."""

import pytest

from bot.domain.arrival import Sender, StatusChange
from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Part
from bot.domain.record import LinkedRecord
from bot.domain.reply import ReplyState
from bot.domain.ticket import State, Ticket
from bot.domain.twins import Why
from bot.flow import claim, correct, handoff, intake, merge, not_a_request, reply, resolve, triage
from bot.flow.card import facts
from store import conversations, drafts, findings, handoffs, journal, records
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, MARTA, OMAR, arrives, last_message, suggest, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.office import Office
from tests.flow.sends import get as get_reply
from tests.flow.test_handoff import WHERE
from tests.flow.test_resolve import get, refused

KIM = Sender(id="c-9", name="Kim Roe", email="kim@mail.example")


async def merged(store: Store, by: str = ANA, view: str = "V1", **second: object) -> tuple[Ticket, Ticket]:
    """Ticket 89 merged into ticket 88: the one that ended, and the one that goes on."""
    target, source = await arrives(store, 88), await arrives(store, 89, **second)
    return await put_together(store, source, target, by, view)


async def put_together(
    store: Store, source: int, target: int, by: str = ANA, view: str = "V1"
) -> tuple[Ticket, Ticket]:
    assert await store.write(merge.merge, source, target, by, view) is not None
    for each in (source, target):
        await sound(store, each)
    return await get(store, source), await get(store, target)


async def said(store: Store, ticket_id: int) -> list[str]:
    return [line.body for line in await store.read(conversations.messages, ticket_id)]


def link(uow: UnitOfWork, ticket_id: int, key: str = "4417") -> None:
    records.link(uow, ticket_id, LinkedRecord(source="orders", key=key, state="own", fields={}, read_at=None), "test")


async def test_the_messages_of_both_stand_in_the_one_that_goes_on(either: Store) -> None:
    ended, goes_on = await merged(either, body="And the other one?")
    assert (ended.state, goes_on.state) == (State.MERGED, State.NEW)
    assert await said(either, goes_on.id) == [desk.REQUEST.body, "And the other one?"]
    assert await said(either, ended.id) == ["And the other one?"]
    assert {"prepare", "card"} <= await either.read(pending)
    shown = await either.read(facts, ended.id)
    assert (shown.merged_into, shown.resolver) == (goes_on.id, "Ana")


async def test_what_is_written_next_goes_there_and_the_answer_to_where_it_was_written_last(support: Store) -> None:
    ended, goes_on = await merged(support, body="And the other one?")
    assert await support.read(conversations.of_ticket, goes_on.id) == (2, "89")
    assert goes_on.last_message_id == (await support.read(last_message, ended.id))
    assert await support.read(conversations.newest_customer_message, goes_on.id, 2) == (2, "890")
    await writes(support, "Hello?", conversation="88")
    assert (await said(support, goes_on.id))[-1] == "Hello?"
    assert await support.read(conversations.of_ticket, goes_on.id) == (1, "88")
    await writes(support, "Anybody?", 2, conversation="89")
    assert (await said(support, goes_on.id))[-1] == "Anybody?"
    assert (await get(support, ended.id)).state is State.MERGED


async def test_a_chain_of_merges_keeps_every_line(support: Store) -> None:
    first, second, third = await arrives(support, 88), await arrives(support, 89), await arrives(support, 90)
    await put_together(support, third, second, view="V1")
    await put_together(support, second, first, view="V2")
    assert len(await said(support, first)) == 3
    await writes(support, "Hello?", conversation="90")
    assert len(await said(support, first)) == 4


async def test_what_one_conversation_is_told_elsewhere_does_not_end_the_other(support: Store) -> None:
    _, goes_on = await merged(support)
    told = StatusChange(source="generic", conversation="89", event_id="s", status="closed")
    await support.write(intake.take, told)
    assert (await get(support, goes_on.id)).state is State.NEW


async def test_suggestions_of_both_are_made_anew_and_a_reply_that_has_not_left_is_stopped(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    draft_id = await support.write(suggest, target)
    await support.write(suggest, source)
    sent = await support.write(reply.approve, draft_id, await support.read(last_message, target), ANA)
    await put_together(support, source, target, OMAR)
    assert (await get_reply(support, sent.id)).state is ReplyState.STOPPED
    assert await support.read(drafts.current, target) is None
    assert await support.read(drafts.current, source) is None
    assert ("reply_stopped", ANA) in await support.read(notices)


async def test_while_its_own_reply_is_on_its_way_it_does_not_end(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(reply.send_text, source, "It comes.", ANA, view_id="V1")
    assert await refused(support, merge.merge, source, target, ANA, "V2") is RefusalCode.ALREADY_WAITING
    assert await refused(support, merge.offer, source, ANA) is RefusalCode.ALREADY_WAITING
    assert (await get(support, source)).state is State.OPEN


async def test_seal_and_approvals_carry_over(support: Store) -> None:
    ended, goes_on = await merged(support, LENA, body=DELICATE)
    assert (goes_on.sealed, goes_on.keys_needed) == (True, 2)
    assert set(ended.classes) <= set(goes_on.classes)


async def test_approvals_once_asked_for_stay_asked_for(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89, body=DELICATE)
    await support.write(triage.unmark_sensitive, source, "A figure of speech", LENA, "V1")
    _, goes_on = await put_together(support, source, target, LENA, "V2")
    assert (goes_on.sealed, goes_on.keys_needed) == (False, 2)


async def test_the_more_urgent_of_both_stands(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(correct.change_priority, source, "urgent", ANA, "V1")
    _, goes_on = await put_together(support, source, target, view="V2")
    assert goes_on.priority == "urgent"
    assert goes_on.first_response_due is not None


async def test_whoever_had_the_first_has_the_second_where_nobody_does(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    held = await support.write(claim.claim, source, OMAR)
    _, goes_on = await put_together(support, source, target)
    assert goes_on.assignee_id == held.assignee_id
    assert await support.read(notices) == [("merged_yours", OMAR)]


async def test_whoever_has_the_second_keeps_it_and_both_are_told(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    held = await support.write(claim.claim, target, LENA)
    await support.write(claim.claim, source, OMAR)
    _, goes_on = await put_together(support, source, target)
    assert goes_on.assignee_id == held.assignee_id
    assert await support.read(notices) == [("merged_yours", OMAR), ("merged_here", LENA)]


async def test_whoever_may_not_work_in_the_other_queue_does_not_get_it(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(correct.move_queue, target, "billing", MARTA, "V1")
    await support.write(claim.claim, source, OMAR)
    _, goes_on = await put_together(support, source, target, MARTA, "V2")
    assert goes_on.assignee_id is None


async def test_a_department_works_on_for_the_one_that_goes_on(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    asked = await support.write(handoff.ask, [source], WHERE, ANA, "V1")
    assert asked is not None
    _, goes_on = await put_together(support, source, target, view="V2")
    found = await support.read(handoffs.get, asked.id)
    assert found is not None
    assert {item.ticket_id: item.part for item in found.items} == {source: Part.WITHDRAWN, target: Part.WAITING}
    assert goes_on.state is State.WAITING_DEPARTMENT
    assert (await support.read(facts, target)).holder.name == "Logistics"
    assert "handoff" in await support.read(pending)


async def test_an_answered_one_leaves_the_other_as_it_is(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(resolve.resolve, source, ANA)
    await support.write(claim.claim, target, ANA)
    _, goes_on = await put_together(support, source, target)
    assert (goes_on.state, goes_on.last_message_id) == (State.OPEN, await support.read(last_message, target))
    assert await support.read(conversations.of_ticket, target) == (1, "88")


async def test_an_open_one_reopens_a_resolved_one(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(resolve.resolve, target, ANA)
    _, goes_on = await put_together(support, source, target)
    assert (goes_on.state, goes_on.resolved_at) == (State.OPEN, None)


async def test_different_customers_are_never_merged_and_it_says_why(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89, customer=KIM)
    with pytest.raises(Refused) as caught:
        await support.write(merge.merge, source, target, ANA, "V1")
    assert (caught.value.code, caught.value.facts) == (RefusalCode.OTHER_CUSTOMER, {"number": f"T-{target}"})
    assert (await get(support, source)).state is State.NEW


async def test_neither_are_conversations_that_one_answer_cannot_reach(support: Store) -> None:
    target = await arrives(support, 88)
    source = await arrives(support, 89)

    def from_elsewhere(uow: UnitOfWork) -> None:
        findings.keep(uow, source, source="slack")

    await support.write(from_elsewhere)
    assert await refused(support, merge.merge, source, target, ANA, "V1") is RefusalCode.OTHER_SOURCE


async def test_what_has_ended_neither_merges_nor_takes_in(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(not_a_request.end, target, ANA)
    assert await refused(support, merge.merge, source, target, ANA, "V1") is RefusalCode.TARGET_ENDED
    assert await refused(support, merge.merge, target, source, ANA, "V2") is RefusalCode.WRONG_STATE
    assert await refused(support, merge.merge, source, source, ANA, "V3") is RefusalCode.SAME_TICKET
    assert await refused(support, merge.merge, source, 9999, ANA, "V4") is RefusalCode.NO_SUCH_TICKET


@pytest.mark.parametrize("by", [BOB, GIL])
async def test_it_is_for_who_works_the_queue(support: Store, by: str) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    assert await refused(support, merge.merge, source, target, by, "V1") is RefusalCode.NOT_A_MEMBER
    assert await refused(support, merge.offer, source, by) is RefusalCode.NOT_A_MEMBER


async def test_whoever_may_not_open_a_sealed_one_merges_nothing_into_it_and_is_not_offered_it(support: Store) -> None:
    target, source = await arrives(support, 88, body=DELICATE), await arrives(support, 89)
    assert await refused(support, merge.merge, source, target, ANA, "V1") is RefusalCode.NOT_YOUR_ROLE
    assert (await support.write(merge.offer, source, ANA)).twins == ()
    assert [twin.ticket.id for twin in (await support.write(merge.offer, source, LENA)).twins] == [target]
    assert (await support.read(facts, source)).twin == ""


async def test_the_likeliest_are_offered_first_and_the_card_names_an_older_one(support: Store) -> None:
    other = await arrives(support, 88, subject="An invoice please")
    same_order = await arrives(support, 89, subject="Hello")
    source = await arrives(support, 90)
    alike = await arrives(support, 91)
    for each in (same_order, source):
        await support.write(link, each)
        await support.write(desk.look_at, each)
    found = (await support.write(merge.offer, source, ANA)).twins
    assert [(twin.ticket.id, twin.why) for twin in found] == [(same_order, Why.RECORD), (alike, Why.SUBJECT)]
    assert other not in {twin.ticket.id for twin in found}
    assert (await support.read(facts, source)).twin == f"T-{same_order}"
    assert (await support.read(facts, same_order)).twin == "", "the older one names no newer one"
    await support.write(not_a_request.end, same_order, ANA)
    assert (await support.read(facts, source)).twin == ""


async def test_both_are_on_record(support: Store) -> None:
    ended, goes_on = await merged(support)
    last = (await support.read(journal.entries, ended.id))[-1]
    assert (last.action, last.detail["into"]) == ("ticket.merged", goes_on.number)
    took = [e for e in await support.read(journal.entries, goes_on.id) if e.action == "ticket.took_in"]
    assert [entry.detail["merged"] for entry in took] == [ended.number]


async def test_the_thread_gets_the_messages_and_the_answer_leaves_once(open_office: Office) -> None:
    store = open_office.store
    target, source = await arrives(store, 88), await arrives(store, 89, body="And the other one, too?")
    await store.write(claim.claim, target, ANA)
    await open_office.work(20)
    await store.write(merge.merge, source, target, ANA, "V1")
    await open_office.work(60)
    first = open_office.cards()[0]
    assert any("And the other one, too?" in line for line in open_office.thread(first))
    assert any(f"Merged into T-{target} by Ana." in str(card.blocks) for card in open_office.cards())
    await store.write(desk.people)
    seen = await store.read(last_message, target)
    await store.write(reply.send_text, target, "Both come on Friday.", ANA, view_id="V2", message_id=seen)
    await open_office.work(60)
    (left,) = open_office.helpdesk.taken
    assert (left.conversation, left.in_reply_to, left.expect_last_message) == ("89", "890", "890")
    assert (await get(store, target)).state is State.WAITING_CUSTOMER


async def test_what_somebody_said_of_one_text_does_not_hide_what_the_other_shows(support: Store) -> None:
    target, source = await arrives(support, 88, body=DELICATE), await arrives(support, 89, body=DELICATE)
    await support.write(triage.unmark_sensitive, target, "A figure of speech", LENA, "V1")
    _, goes_on = await put_together(support, source, target, LENA, "V2")
    assert goes_on.sealed


async def test_an_escalated_one_does_not_end_in_one_that_nobody_answers_for(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)

    def escalated(uow: UnitOfWork) -> None:
        findings.keep(uow, source, escalated_to="@nadia")

    await support.write(escalated)
    assert await refused(support, merge.merge, source, target, ANA, "V1") is RefusalCode.ESCALATED
    _, goes_on = await put_together(support, target, source, view="V2")
    assert goes_on.escalated_to == "@nadia"
