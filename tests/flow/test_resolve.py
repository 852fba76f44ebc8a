"""Ending a ticket, opening it again, and raising it to whoever answers for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.ticket import State, Ticket
from bot.flow import claim, escalate, reply, resolve, triage
from bot.flow.card import facts, history, opened
from store import drafts, findings, journal, tickets
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, MARTA, NADIA, OMAR, PRIYA, arrives, suggest, writes
from tests.flow.ledger import notices, pending, sound


async def refused(store: Store, use_case: Callable[..., Any], *args: Any, **named: Any) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        await store.write(use_case, *args, **named)
    return caught.value.code


async def get(store: Store, ticket_id: int) -> Ticket:
    return await store.read(tickets.get, ticket_id)


async def test_resolving_ends_the_wait_and_the_suggestion(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(suggest, ticket_id)
    done = await support.write(resolve.resolve, ticket_id, ANA)
    assert (done.state, done.resolved_at) == (State.RESOLVED, clock.at)
    assert await support.read(drafts.current, ticket_id) is None
    assert await support.write(resolve.resolve, ticket_id, OMAR) == done, "a second click changes nothing"
    await sound(support, ticket_id)


async def test_nothing_is_resolved_while_its_reply_is_on_its_way(support: Store) -> None:
    ticket_id = await arrives(support)
    sent = await support.write(reply.send_text, ticket_id, "Hello", ANA, view_id="V1")
    assert sent is not None
    assert await refused(support, resolve.resolve, ticket_id, ANA) is RefusalCode.ALREADY_WAITING
    assert await refused(support, claim.release, ticket_id, ANA) is RefusalCode.ALREADY_WAITING


async def test_reopened_it_is_counted_and_waits_again(support: Store) -> None:
    ticket_id = await arrives(support)
    assert await refused(support, resolve.reopen, ticket_id, ANA) is RefusalCode.WRONG_STATE
    await support.write(resolve.resolve, ticket_id, ANA)
    again = await support.write(resolve.reopen, ticket_id, ANA)
    assert (again.state, again.reopened, again.resolved_at) == (State.OPEN, 1, None)
    assert "prepare" in await support.read(pending)
    assert await refused(support, resolve.reopen, ticket_id, ANA) is RefusalCode.WRONG_STATE
    await sound(support, ticket_id)


async def test_resolved_it_closes_by_itself_after_its_time_and_not_before(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(days=6, hours=23))
    assert await support.write(resolve.close_due) == 0
    clock.move(timedelta(hours=1))
    assert await support.write(resolve.close_due) == 1
    assert (await get(support, ticket_id)).state is State.CLOSED
    await support.write(desk.people)
    for use_case in (resolve.resolve, resolve.reopen, claim.claim):
        assert await refused(support, use_case, ticket_id, ANA) is RefusalCode.WRONG_STATE
    await sound(support, ticket_id)


async def test_a_thank_you_leaves_it_resolved_and_a_question_does_not(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    await writes(support, "Thank you!", 1)
    assert (await get(support, ticket_id)).state is State.RESOLVED
    await writes(support, "But where is the second parcel?", 2)
    ticket = await get(support, ticket_id)
    assert (ticket.state, ticket.reopened) == (State.OPEN, 1)


@pytest.mark.parametrize("by", [BOB, GIL])
async def test_strangers_end_open_and_raise_nothing(support: Store, by: str) -> None:
    ticket_id = await arrives(support)
    assert await refused(support, resolve.resolve, ticket_id, by) is RefusalCode.NOT_A_MEMBER
    await support.write(resolve.resolve, ticket_id, ANA)
    assert await refused(support, resolve.reopen, ticket_id, by) is RefusalCode.NOT_A_MEMBER
    assert await refused(support, escalate.escalate, ticket_id, "angry", "", by, "V1") is RefusalCode.NOT_A_MEMBER
    assert await refused(support, triage.change_type, ticket_id, "refund", by) is RefusalCode.NOT_A_MEMBER


async def test_escalating_tells_the_owner_why_once(support: Store) -> None:
    ticket_id = await arrives(support)
    raised = await support.write(escalate.escalate, ticket_id, "angry", "Please call her.", ANA, "V1")
    assert raised is not None
    assert (raised.state, raised.escalated_to, raised.escalation_reason) == (State.OPEN, "@marta", "angry")
    assert await support.write(escalate.escalate, ticket_id, "angry", "Please call her.", ANA, "V1") is None
    assert await support.read(notices) == [("escalated", "@marta")]
    assert (await support.read(facts, ticket_id)).card_place == "#support-escalations"
    await sound(support, ticket_id)


async def test_the_journal_of_an_escalation_holds_its_reason_and_no_text(support: Store) -> None:
    ticket_id = await arrives(support)
    code = await refused(support, escalate.escalate, ticket_id, "Jo shouted at me", "", ANA, "V1")
    assert code is RefusalCode.UNKNOWN_WORD
    await support.write(escalate.escalate, ticket_id, "angry", "Jo shouted at me", ANA, "V1")
    entries = await support.read(journal.entries, ticket_id)
    assert "shouted" not in str(entries)
    assert entries[-1].detail == {"to": "@marta", "reason": "angry"}


async def test_what_is_resolved_is_not_escalated(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    assert await refused(support, escalate.escalate, ticket_id, "angry", "", ANA, "V1") is RefusalCode.WRONG_STATE
    assert (await get(support, ticket_id)).escalated_to == ""


async def test_a_person_says_what_it_is_and_rules_do_not_unsay_it(support: Store) -> None:
    ticket_id = await arrives(support)
    changed = await support.write(triage.change_type, ticket_id, "refund", ANA)
    assert (changed.type, changed.type_source, changed.queue) == ("refund", "person", "billing")
    assert changed.first_response_due is None, "the new queue has no policy"
    await writes(support, "Where is my order?")
    assert (await get(support, ticket_id)).type == "refund"
    assert await refused(support, triage.change_type, ticket_id, "nothing", BOB) is RefusalCode.UNKNOWN_WORD
    await sound(support, ticket_id)


async def test_anybody_on_the_team_may_mark_it_and_only_owner_or_lead_unmark_it_with_a_reason(support: Store) -> None:
    ticket_id = await arrives(support)
    marked = await support.write(triage.mark_sensitive, ticket_id, "harm", BOB, "V1")
    assert marked is not None
    assert (marked.sealed, marked.keys_needed) == (True, 2)
    assert await support.write(triage.mark_sensitive, ticket_id, "harm", BOB, "V1") is None
    assert await refused(support, triage.unmark_sensitive, ticket_id, "no", ANA, "V2") is RefusalCode.NOT_YOUR_ROLE
    assert await refused(support, triage.unmark_sensitive, ticket_id, " ", LENA, "V3") is RefusalCode.REASON_NEEDED
    assert await refused(support, triage.mark_sensitive, ticket_id, "harm", GIL, "V4") is RefusalCode.NOT_A_MEMBER
    unmarked = await support.write(triage.unmark_sensitive, ticket_id, "no harm meant", LENA, "V3")
    assert unmarked is not None
    assert (unmarked.sealed, unmarked.keys_needed) == (False, 2)
    await sound(support, ticket_id)


async def test_behind_the_seal_only_its_owner_deputies_holder_and_leads_look_and_it_is_on_record(
    support: Store,
) -> None:
    ticket_id = await arrives(support, body=DELICATE)
    for stranger in (ANA, BOB, NADIA, GIL):
        assert await refused(support, opened, ticket_id, stranger)
    for close in (MARTA, PRIYA, LENA):
        assert (await support.write(opened, ticket_id, close)).ticket.id == ticket_id
    actions = [entry.action for entry in await support.read(journal.entries, ticket_id)]
    assert actions.count("ticket.opened") == 3
    who = [line.who for line in await support.read(history, ticket_id, LENA) if line.action == "ticket.opened"]
    assert who == ["Marta", "Priya", "Lena"]


async def test_the_first_answer_is_due_in_the_business_time_of_its_queue(support: Store, clock: Clock) -> None:
    ticket = await get(support, await arrives(support))  # Monday at eight; the office opens at nine
    assert ticket.first_response_due == clock.at + timedelta(hours=3)
    clock.move(timedelta(hours=8))  # at four, an hour before it closes
    later = await get(support, await arrives(support, 89))
    assert later.first_response_due == clock.at + timedelta(hours=18)


async def test_whoever_resolves_may_say_whether_it_could_have_been_avoided(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA, "", "V1", "routing")
    assert (await support.read(findings.of, ticket_id)).avoidable == "routing"
    await support.write(resolve.resolve, ticket_id, OMAR, "", "V2", "")
    assert (await support.read(findings.of, ticket_id)).avoidable == "routing", "no answer takes none away"
    await support.write(resolve.resolve, ticket_id, OMAR, "", "V3", "no")
    assert (await support.read(findings.of, ticket_id)).avoidable == "no"
    said = [e.detail["avoidable"] for e in await support.read(journal.entries, ticket_id) if "avoidable" in e.detail]
    assert said == ["routing", "no"]


async def test_any_other_answer_changes_nothing(support: Store) -> None:
    ticket_id = await arrives(support)
    assert await refused(support, resolve.resolve, ticket_id, ANA, "", "V1", "magic") is RefusalCode.UNKNOWN_WORD
    assert (await get(support, ticket_id)).state is State.NEW
