"""Two conversations become one: nobody's open request and no seal is lost by it."""

from datetime import timedelta

import pytest

from bot.domain.arrival import Merge, StatusChange
from bot.domain.ticket import Event, State, Ticket
from bot.flow import claim, intake, reply, resolve, triage
from store import conversations, journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, LENA, arrives, last_message, people, suggest, writes
from tests.flow.ledger import pending, sound
from tests.flow.sends import get, ticket_of

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
    await arrives(support, 89, body=HARMLESS)

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
