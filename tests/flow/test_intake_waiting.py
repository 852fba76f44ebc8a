"""What a source told of a conversation before there was a ticket: kept, and put in its place when one is opened."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.arrival import Arrival, Receipt
from bot.domain.ticket import State
from bot.domain.webhook_body import parse
from bot.flow import inbox, intake
from store import conversations, journal
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.ledger import sound
from tests.flow.test_intake import actions, ticket_of

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = timedelta(days=14)


def told(name: str, kind: str, at: datetime | None = None, **data: Any) -> Arrival:
    """What the webhook of that type says about conversation 500."""
    key = "ticket_id" if kind == "message.created" else "id"
    body: dict[str, Any] = {"type": kind, "data": {key: "500", **data}}
    if at is not None:
        body["timestamp"] = at.isoformat()
    return parse("generic", name, body, raw=json.dumps(body))


def answered(name: str = "a1", at: datetime | None = None, **data: Any) -> Arrival:
    return told(name, "message.created", at, **{"id": name, "author": "agent", "body": "We shipped it.", **data})


def asked(name: str = "m1", at: datetime | None = None, body: str = "It never came.") -> Arrival:
    return told(name, "message.created", at, id=name, author="customer", body=body)


def created(at: datetime | None = None, **data: Any) -> Arrival:
    return told("c1", "ticket.created", at, **{"message_id": "c1", "subject": "My parcel", "body": "Where?", **data})


async def take(store: Store, *arrivals: Arrival) -> Receipt:
    for arrival in arrivals:
        receipt = await store.write(intake.take, arrival)
    return receipt


async def lines(store: Store, ticket_id: int) -> list[tuple[str, str]]:
    return [(line.author, line.body) for line in await store.read(conversations.messages, ticket_id)]


async def opened(store: Store, *arrivals: Arrival) -> int:
    receipt = await take(store, *arrivals)
    assert receipt.ticket_id is not None
    assert await store.read(inbox.unfinished, "waiting") == []
    await sound(store, receipt.ticket_id)
    return receipt.ticket_id


async def test_a_status_from_before_does_not_end_a_new_request(store: Store, clock: Clock) -> None:
    kept = await take(store, told("s", "ticket.updated", status="solved"))
    assert not kept.done
    clock.move(LATER)

    ticket = await opened(store, asked())

    assert (await store.read(ticket_of, ticket)).state is State.NEW
    entry = (await store.read(journal.entries, ticket))[-1]
    assert (entry.action, entry.detail) == ("ticket.updated_outside", {"status": "solved", "applied": "False"})


async def test_a_priority_from_before_still_counts(store: Store) -> None:
    ticket = await opened(store, told("s", "ticket.updated", status="closed", priority="urgent"), asked())

    found = await store.read(ticket_of, ticket)
    assert (found.state, found.priority) == (State.NEW, "urgent")


async def test_an_answer_from_before_stands_in_front_and_answers_nothing(either: Store, clock: Clock) -> None:
    await take(either, answered(), answered("n1", body="He is a friend.", public=False))
    clock.move(LATER)

    ticket = await opened(either, asked())

    found = await either.read(ticket_of, ticket)
    stored = await either.read(conversations.messages, ticket)
    assert (found.state, found.first_response_at) == (State.NEW, None)
    assert [(line.author, line.public) for line in stored] == [("agent", True), ("note", False), ("customer", True)]
    assert [line.at for line in stored] == [MONDAY, MONDAY, MONDAY + LATER]
    assert found.last_message_id == stored[-1].id


async def test_a_line_from_before_stands_at_its_own_time(store: Store) -> None:
    ticket = await opened(store, answered(at=MONDAY - LATER), asked())

    first, _ = await store.read(conversations.messages, ticket)
    assert first.at == MONDAY - LATER


async def test_the_same_line_told_again_is_still_one(store: Store) -> None:
    ticket = await opened(store, answered(), asked())

    again = await take(store, answered(), told("evt-2", "message.created", id="a1", author="agent", body="Shipped."))

    assert again.repeated
    assert await lines(store, ticket) == [("agent", "We shipped it."), ("customer", "It never came.")]


async def test_what_came_before_its_created_webhook_happens_after_it(store: Store) -> None:
    ticket = await opened(store, answered(), told("s", "ticket.updated", status="solved"), created())

    assert (await store.read(ticket_of, ticket)).state is State.RESOLVED
    assert await lines(store, ticket) == [("customer", "Where?"), ("agent", "We shipped it.")]
    assert "ticket.sent_wait" in await store.read(actions, ticket)


@pytest.mark.parametrize(("after", "state"), [(-1, State.NEW), (0, State.RESOLVED), (1, State.RESOLVED)])
async def test_times_say_what_was_first(store: Store, after: int, state: State) -> None:
    solved = told("s", "ticket.updated", MONDAY + timedelta(minutes=after), status="solved")

    ticket = await opened(store, solved, created(MONDAY))

    assert (await store.read(ticket_of, ticket)).state is state


async def test_a_request_is_as_old_as_its_ticket_and_not_as_its_webhook(store: Store) -> None:
    sent_late = created(MONDAY + LATER, created_at=MONDAY.isoformat())

    ticket = await opened(store, answered(at=MONDAY + timedelta(hours=1)), sent_late)

    assert await lines(store, ticket) == [("customer", "Where?"), ("agent", "We shipped it.")]
    assert (await store.read(ticket_of, ticket)).state is State.WAITING_CUSTOMER


@pytest.mark.parametrize("at", ["soon", "", None, True, [], "0001-01-01T00:00:00+10:00", 1e300, -5])
async def test_a_time_that_is_none_is_no_time(store: Store, at: Any) -> None:
    assert parse("generic", "e", {"type": "ticket.updated", "timestamp": at, "data": {"id": "500"}}).at is None


@pytest.mark.parametrize("at", ["2026-11-23T08:00:00Z", "2026-11-23T09:00:00+01:00", "2026-11-23T08:00:00", 1795420800])
async def test_a_time_is_read_however_it_is_written(at: Any) -> None:
    assert parse("generic", "e", {"type": "ticket.updated", "timestamp": at, "data": {"id": "500"}}).at == MONDAY


async def test_a_merge_from_before_leads_the_request_on(store: Store) -> None:
    target = await take(store, parse("generic", "t", {"type": "ticket.created", "data": {"id": "9", "body": "?"}}))
    receipt = await take(store, told("x", "ticket.merged", into="9"), asked())

    assert receipt.ticket_id is not None
    assert (await store.read(ticket_of, receipt.ticket_id)).state is State.MERGED
    assert await store.read(conversations.ticket_of, "generic", "500") == target.ticket_id


async def test_what_cannot_be_worked_is_named_and_does_not_hold_the_ticket(store: Store) -> None:
    await store.write(intake.take, told("r", "ticket.rated", score=1))
    broken = parse("generic", "b", {"type": "ticket.updated", "data": {"id": "500"}}, raw="{")
    await store.write(intake.take, broken)

    receipt = await take(store, asked())

    [kept] = await store.read(inbox.unfinished, "parked")
    assert receipt.parked == (kept.id,)
    assert (kept.body, kept.error.split(":")[0]) == ("{", "the body is not JSON")
    assert receipt.ticket_id is not None
    assert "ticket.rated" in await store.read(actions, receipt.ticket_id)
