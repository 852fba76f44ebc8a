"""Two conversations become one: nobody's open request and no seal is lost by it."""

from datetime import timedelta

import pytest

from bot.domain.arrival import Merge, StatusChange
from bot.domain.escalation import Stage
from bot.domain.handoff import Part
from bot.domain.ticket import Event, State, Ticket
from bot.flow import claim, correct, escalation_answers, handoff, intake, reply, resolve, triage
from store import conversations, handoffs, journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import (
    ANA,
    DELICATE,
    LENA,
    MARTA,
    OMAR,
    REQUEST,
    arrives,
    last_message,
    people,
    suggest,
    writes,
)
from tests.flow.ledger import notices, pending, sound
from tests.flow.office import Office
from tests.flow.sends import get, ticket_of
from tests.flow.test_escalation import raised, standing
from tests.flow.test_handoff import WHERE
from tests.flow.test_merge import KIM

HARMLESS = "And my invoice?"


def move(uow: UnitOfWork, ticket_id: int, *events: Event) -> None:
    tickets.lock(uow, ticket_id)
    for event in events:
        tickets.move(uow, ticket_id, event, "system")


async def merge(store: Store, source: int = 89, into: int = 88) -> Ticket:
    """The ticket that conversation `source` leads to once it is merged."""
    told = Merge(source="generic", conversation=str(source), event_id=f"merge-{source}", into=str(into))
    receipt = await store.write(intake.take, told)
    assert receipt.ticket_id is not None
    led = await store.read(conversations.ticket_of, "generic", str(source))
    assert receipt.ticket_id == led == await store.read(conversations.ticket_of, "generic", str(into))
    return await ticket_of(store, receipt.ticket_id)


async def closed(store: Store, clock: Clock, ticket_id: int) -> None:
    await store.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(days=8))
    await store.write(resolve.close_due)
    await store.write(people)  # their roles are a week old by now


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), State.NEW),
        ((Event.WORKED_ON,), State.OPEN),
        ((Event.RESOLVED,), State.OPEN),
        ((Event.SENT_WAIT,), State.OPEN),
        ((Event.NOT_A_REQUEST,), State.NEW),
    ],
)
async def test_an_open_request_makes_the_other_one_ours_again(
    support: Store, before: tuple[Event, ...], after: State
) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(move, target, *before)

    goes_on = await merge(support)

    assert (goes_on.id, goes_on.state) == (target, after)
    assert (await ticket_of(support, source)).state is State.MERGED
    assert {"prepare", "card"} <= await support.read(pending)
    await sound(support, target)
    await sound(support, source)


@pytest.mark.parametrize("before", [(Event.RESOLVED,), (Event.SENT_WAIT,)])
async def test_an_answered_request_leaves_the_other_one_as_it_is(support: Store, before: tuple[Event, ...]) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(move, source, *before)
    await support.write(move, target, Event.RESOLVED)

    assert (await merge(support)).state is State.RESOLVED


async def test_an_answer_that_has_not_left_is_read_again(support: Store) -> None:
    target = await arrives(support, 88)
    draft_id = await support.write(suggest, target)
    sent = await support.write(reply.approve, draft_id, await support.read(last_message, target), ANA)
    await arrives(support, 89, body=HARMLESS)

    await merge(support)

    assert (await get(support, sent.id)).stop_reason == "new_message"


async def test_a_sealed_request_seals_the_ticket_that_goes_on(support: Store) -> None:
    target = await arrives(support, 88)
    await support.write(claim.claim, target, ANA)
    source = await arrives(support, 89, body=DELICATE)

    goes_on = await merge(support)

    assert (goes_on.sealed, goes_on.keys_needed) == (True, 2)
    assert set((await ticket_of(support, source)).classes) <= set(goes_on.classes)
    assert "ticket.marked_sensitive" in [entry.action for entry in await support.read(journal.entries, target)]
    await writes(support, "Any news?")
    assert (await ticket_of(support, target)).sealed, "also when it is read again"


async def test_approvals_once_asked_for_stay_asked_for(support: Store) -> None:
    await arrives(support, 88)
    source = await arrives(support, 89, body=DELICATE)
    await support.write(triage.unmark_sensitive, source, "A figure of speech", LENA, "V1")

    goes_on = await merge(support)

    assert (goes_on.sealed, goes_on.keys_needed) == (False, 2)


async def test_a_plain_request_seals_nothing(support: Store) -> None:
    await arrives(support, 88)
    await arrives(support, 89, body="And the other one?")

    goes_on = await merge(support)

    assert (goes_on.level, goes_on.keys_needed) == ("none", 1)


async def test_an_open_request_merged_into_a_closed_one_goes_on_as_its_continuation(
    either: Store, clock: Clock
) -> None:
    target = await arrives(either, 88)
    await closed(either, clock, target)
    source = await arrives(either, 89, body=DELICATE, attributes={"order": "4417"})
    await writes(either, "Hello?", 2, conversation="89")

    goes_on = await merge(either)

    assert (goes_on.state, goes_on.continues) == (State.NEW, target)
    assert (goes_on.sealed, goes_on.keys_needed) == (True, 2)
    assert goes_on.customer_id == (await ticket_of(either, source)).customer_id
    assert (await ticket_of(either, target)).state is State.CLOSED
    assert (await ticket_of(either, source)).state is State.MERGED
    said = [(line.author, line.body) for line in await either.read(conversations.messages, goes_on.id)]
    assert said == [("customer", DELICATE), ("customer", "Hello?")]
    assert await either.read(conversations.of_ticket, goes_on.id) == (1, "88")
    for each in (target, source, goes_on.id):
        await sound(either, each)


@pytest.mark.parametrize("body", ["And the other thing?", "Where is my order?"])
async def test_its_continuation_is_what_a_person_has_said_that_it_is(support: Store, clock: Clock, body: str) -> None:
    target = await arrives(support, 88)
    await closed(support, clock, target)
    source = await arrives(support, 89, subject="Hello", body=body)
    await support.write(triage.change_type, source, "return_item", ANA)

    goes_on = await merge(support)

    assert (goes_on.continues, goes_on.type, goes_on.type_source) == (target, "return_item", "person")


async def test_a_helpdesk_that_closes_what_it_has_merged_ends_nothing(support: Store, clock: Clock) -> None:
    await closed(support, clock, await arrives(support, 88))
    await arrives(support, 89)
    goes_on = await merge(support)

    told = StatusChange(source="generic", conversation="89", event_id="s", status="closed")
    await support.write(intake.take, told)

    assert (await ticket_of(support, goes_on.id)).state is State.NEW


async def test_an_answered_request_merged_into_a_closed_one_just_ends(support: Store, clock: Clock) -> None:
    target = await arrives(support, 88)
    await closed(support, clock, target)
    source = await arrives(support, 89)
    await support.write(resolve.resolve, source, ANA)

    goes_on = await merge(support)

    assert (goes_on.id, goes_on.state) == (target, State.CLOSED)


async def test_what_goes_on_is_read_with_what_was_asked_first_and_answered_where_it_goes_on(
    open_office: Office,
) -> None:
    store = open_office.store
    target, source = await arrives(store, 88), await arrives(store, 89, body=HARMLESS)

    goes_on = await merge(store)

    said = [line.body for line in await store.read(conversations.messages, target)]
    assert said == [REQUEST.body, HARMLESS]
    assert [e.detail["merged"] for e in await journaled(store, target, "ticket.took_in")] == [f"T-{source}"]
    await store.write(reply.send_text, target, "Both.", ANA, view_id="V", message_id=goes_on.last_message_id)
    await open_office.work(60)
    (left,) = open_office.helpdesk.taken
    assert (left.conversation, left.in_reply_to) == ("88", "880")
    assert (await ticket_of(store, target)).state is State.WAITING_CUSTOMER


async def journaled(store: Store, ticket_id: int, action: str) -> list[journal.Entry]:
    return [entry for entry in await store.read(journal.entries, ticket_id) if entry.action == action]


async def test_another_customer_s_words_are_not_read_with_it(support: Store) -> None:
    target = await arrives(support, 88)
    source = await arrives(support, 89, body=DELICATE, customer=KIM)

    goes_on = await merge(support)

    assert [line.body for line in await support.read(conversations.messages, target)] == [REQUEST.body]
    assert goes_on.sealed
    assert (await ticket_of(support, source)).state is State.MERGED


@pytest.mark.parametrize("later", [False, True])
async def test_what_was_merged_into_a_sealed_one_is_sealed_too(support: Store, later: bool) -> None:
    await arrives(support, 88, body="Where is my order 4417?" if later else DELICATE)
    source = await arrives(support, 89, body="And the other one?")

    await merge(support)
    if later:
        await writes(support, "My lawyer will sue you.", 2)

    ended = await ticket_of(support, source)
    assert (ended.sealed, ended.state) == (True, State.MERGED)


async def test_its_holder_department_urgency_and_promises_go_on(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    held = await support.write(claim.claim, source, OMAR)
    await support.write(correct.change_priority, source, "urgent", OMAR, "V1")
    asked = await support.write(handoff.ask, [source], WHERE, OMAR, "V2")
    assert asked is not None

    goes_on = await merge(support)

    assert (goes_on.assignee_id, goes_on.priority) == (held.assignee_id, "urgent")
    assert goes_on.state is State.WAITING_DEPARTMENT
    found = await support.read(handoffs.get, asked.id)
    assert found is not None
    assert {item.ticket_id: item.part for item in found.items} == {source: Part.WITHDRAWN, target: Part.WAITING}
    assert ("merged_yours_outside", OMAR) in await support.read(notices)


async def test_its_holder_goes_on_though_nobody_has_asked_slack_lately(support: Store, clock: Clock) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    held = await support.write(claim.claim, source, OMAR)
    clock.move(timedelta(hours=3))
    assert (await merge(support)).assignee_id == held.assignee_id
    assert (await ticket_of(support, target)).assignee_id == held.assignee_id


async def test_whoever_answers_for_it_answers_for_the_one_that_goes_on(support: Store) -> None:
    target, source = await arrives(support, 88), await raised(support, 89)

    goes_on = await merge(support)

    assert goes_on.escalated_to == "@marta"
    assert (await standing(support, target)).stage is Stage.ASKED
    await support.write(escalation_answers.accept, target, MARTA)
    assert (await standing(support, target)).stage is Stage.ACCEPTED
    await sound(support, source)
