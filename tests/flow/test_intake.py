"""What comes in becomes one ticket with everything that follows from it, once."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.arrival import REPEATS_WITHIN, CustomerMessage, NewRequest, Sender
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Customer
from bot.domain.ticket import Event, State, Ticket
from bot.flow import intake
from store import conversations, findings, journal, people, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.conftest import Clock

JO = Sender(id="c-7", name="Jo Doe", email="jo.doe@mail.example", segment="gold", value=1200)
FIRST = NewRequest(
    source="generic",
    event_id="evt-1",
    conversation="88",
    message_id="880",
    subject="Where is my order?",
    body="Where is my order 4417? It should have been here Tuesday.",
    via="email",
    language="en",
    customer=JO,
    attributes={"order": "4417"},
    url="https://desk.example/88",
)


def wrote(body: str, number: int = 1, **other: Any) -> CustomerMessage:
    head: dict[str, Any] = {"source": "generic", "conversation": "88", "via": "email"}
    names = {"event_id": f"evt-m{number}", "message_id": f"m{number}"}
    return CustomerMessage(body=body, **(head | names | other))


def ticket_of(uow: UnitOfWork, ticket_id: int) -> Ticket:
    return tickets.get(uow, ticket_id)


def bodies(uow: UnitOfWork, ticket_id: int) -> list[str]:
    return [line.body for line in conversations.messages(uow, ticket_id)]


def actions(uow: UnitOfWork, ticket_id: int) -> list[str]:
    return [entry.action for entry in journal.entries(uow, ticket_id)]


def move(uow: UnitOfWork, ticket_id: int, *events: Event) -> None:
    tickets.lock(uow, ticket_id)
    for event in events:
        tickets.move(uow, ticket_id, event, "system")


def count(uow: UnitOfWork, table: str) -> int:
    found: int = uow.session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
    return found


def pending(uow: UnitOfWork) -> dict[str, int]:
    rows = uow.session.connection().execute(
        text("SELECT kind, count(*) AS number FROM outbox WHERE state = 'pending' GROUP BY kind")
    )
    return {row.kind: row.number for row in rows}


async def take(store: Store, arrival: Any) -> int:
    receipt = await store.write(intake.take, arrival)
    assert receipt.ticket_id is not None
    return receipt.ticket_id


async def test_a_request_becomes_a_ticket_with_its_work(store: Store, clock: Clock) -> None:
    receipt = await store.write(intake.take, FIRST)

    assert (receipt.number, receipt.done, receipt.repeated) == ("T-1001", True, False)
    ticket = await store.read(ticket_of, 1001)
    assert (ticket.state, ticket.queue, ticket.priority) == (State.NEW, "orders", "high")
    assert (ticket.subject, ticket.language, ticket.via, ticket.url) == (
        "Where is my order?", "en", "email", "https://desk.example/88",
    )  # fmt: skip
    assert await store.read(bodies, 1001) == [FIRST.body]
    assert await store.read(actions, 1001) == ["ticket.created"]
    assert await store.read(pending) == {"prepare": 1, "card": 1}


async def test_the_customer_is_known_the_next_time(store: Store) -> None:
    first = await take(store, FIRST)
    second = await take(store, replace(FIRST, event_id="evt-2", conversation="89", message_id="890"))

    def customers(uow: UnitOfWork) -> tuple[Customer, int]:
        found = [tickets.get(uow, number).customer_id for number in (first, second)]
        assert found[0] == found[1]
        return people.customer(uow, found[0]), findings.of(uow, second).contacts

    customer, contacts = await store.read(customers)
    assert (customer.external_id, customer.name, customer.segment) == ("c-7", "Jo Doe", "gold")
    assert contacts == 2


async def test_an_address_never_passes_for_a_customers_number(store: Store) -> None:
    ticket = await take(store, replace(FIRST, customer=Sender(email="c-7")))

    found = await store.read(lambda uow: people.customer(uow, tickets.get(uow, ticket).customer_id))

    assert found.external_id != "c-7"


async def test_two_people_without_a_name_are_two(store: Store) -> None:
    first = await take(store, replace(FIRST, customer=Sender()))
    second = await take(store, replace(FIRST, event_id="2", conversation="89", customer=Sender()))

    assert (await store.read(ticket_of, first)).customer_id != (await store.read(ticket_of, second)).customer_id


async def test_the_same_event_is_answered_as_the_first_time(store: Store) -> None:
    first = await store.write(intake.take, FIRST)
    again = await store.write(intake.take, FIRST)

    assert again == replace(first, repeated=True)
    assert await store.read(count, "ticket") == await store.read(count, "message") == 1


async def test_the_same_message_under_another_event_adds_nothing(store: Store) -> None:
    await take(store, FIRST)
    again = await store.write(intake.take, replace(FIRST, event_id="evt-2"))

    assert (again.number, again.repeated) == ("T-1001", True)
    assert await store.read(count, "message") == 1
    assert await store.read(actions, 1001) == ["ticket.created"]


async def test_five_at_once_are_one_ticket(store: Store) -> None:
    receipts = await asyncio.gather(*(store.write(intake.take, FIRST) for _ in range(5)))

    assert {receipt.number for receipt in receipts} == {"T-1001"}
    assert sorted(receipt.repeated for receipt in receipts) == [False, True, True, True, True]
    assert await store.read(count, "ticket") == 1


async def test_a_hash_counts_as_a_repeat_for_ten_minutes(store: Store, clock: Clock) -> None:
    unnamed = replace(FIRST, event_id="sha256:1", message_id="", repeats_within=REPEATS_WITHIN)
    await take(store, unnamed)
    clock.move(REPEATS_WITHIN - timedelta(seconds=1))
    assert (await store.write(intake.take, unnamed)).repeated
    clock.move(timedelta(seconds=2))

    later = await store.write(intake.take, replace(unnamed, conversation="89"))

    assert (later.number, later.repeated) == ("T-1002", False)


async def test_the_same_words_said_later_are_said_again(store: Store, clock: Clock) -> None:
    ticket = await take(store, FIRST)
    asked = wrote("Any news?", event_id="sha256:2", message_id="", repeats_within=REPEATS_WITHIN)
    await take(store, asked)
    assert (await store.write(intake.take, asked)).repeated
    clock.move(timedelta(days=1))

    tomorrow = await store.write(intake.take, asked)

    assert not tomorrow.repeated
    assert await store.read(bodies, ticket) == [FIRST.body, "Any news?", "Any news?"]


async def test_a_form_is_believed_also_when_it_comes_second(store: Store) -> None:
    ticket = await take(store, wrote("Where is my order?"))
    assert (await store.read(ticket_of, ticket)).type_source == "rule"

    await take(store, replace(FIRST, message_id="m1", attributes={"type": "refund"}))

    found = await store.read(ticket_of, ticket)
    assert (found.type, found.type_source, found.queue) == ("refund", "form", "billing")


async def test_a_message_joins_its_ticket(store: Store) -> None:
    ticket = await take(store, FIRST)

    assert await take(store, wrote("It is urgent.")) == ticket
    assert await store.read(bodies, ticket) == [FIRST.body, "It is urgent."]
    assert (await store.read(ticket_of, ticket)).state is State.NEW


async def test_a_message_before_its_ticket_opens_it(store: Store) -> None:
    ticket = await take(store, wrote("Hello there.\nWhere is my order 4417?"))
    assert (await store.read(ticket_of, ticket)).subject == "Hello there."

    assert await take(store, FIRST) == ticket

    found = await store.read(ticket_of, ticket)
    assert (found.subject, found.url) == (FIRST.subject, FIRST.url)
    customer = await store.read(lambda uow: people.customer(uow, tickets.get(uow, ticket).customer_id))
    assert customer.external_id == "c-7"
    assert await store.read(bodies, ticket) == ["Hello there.\nWhere is my order 4417?", FIRST.body]


async def test_the_created_event_of_a_known_message_only_fills_in(store: Store) -> None:
    ticket = await take(store, wrote(FIRST.body))

    await take(store, replace(FIRST, message_id="m1"))

    assert await store.read(bodies, ticket) == [FIRST.body]
    assert (await store.read(ticket_of, ticket)).subject == FIRST.subject


async def test_a_message_on_a_closed_ticket_opens_one_that_continues_it(store: Store) -> None:
    old = await take(store, FIRST)
    await store.write(move, old, Event.RESOLVED, Event.CLOSED)

    new = await take(store, wrote("It broke again."))

    ticket = await store.read(ticket_of, new)
    assert new != old
    assert (ticket.continues, ticket.subject) == (old, FIRST.subject)
    assert ticket.customer_id == (await store.read(ticket_of, old)).customer_id
    assert await take(store, wrote("And again.", 2)) == new


@pytest.mark.parametrize(
    ("before", "body", "after"),
    [
        ((Event.RESOLVED,), "It is still not here.", State.OPEN),
        ((Event.RESOLVED,), "Thank you very much!", State.RESOLVED),
        ((Event.NOT_A_REQUEST,), "I do have a question.", State.NEW),
        ((Event.WORKED_ON, Event.SENT_WAIT), "Here is the number.", State.OPEN),
    ],
)
async def test_what_a_message_does_to_the_state(
    store: Store, before: tuple[Event, ...], body: str, after: State
) -> None:
    ticket = await take(store, FIRST)
    await store.write(move, ticket, *before)

    await take(store, wrote(body))

    assert (await store.read(ticket_of, ticket)).state is after


async def test_a_later_threat_seals_the_ticket_and_asks_for_a_second_approval(store: Store) -> None:
    ticket = await take(store, FIRST)
    assert not (await store.read(ticket_of, ticket)).sealed

    await take(store, wrote("My lawyer will sue you if I do not hear from you today."))

    found = await store.read(ticket_of, ticket)
    assert (found.sealed, found.keys_needed) == (True, 2)


async def test_a_new_ticket_from_slack_is_one_for_a_double_submit(store: Store) -> None:
    def team(uow: UnitOfWork) -> None:
        people.remember(uow, role="staff", kind="slack", external_id="U0ANA", name="Ana Silva")
        people.store_roster(uow, "#support-orders", "C0ORDERS", ["U0ANA"])

    await store.write(team)
    given = {"subject": "Printer", "body": "It does not print.", "conversation": "V1", "answers": {"order": "4417"}}
    ask: Callable[[str], Any] = lambda by: store.write(intake.new_from_slack, **given, by=by)  # type: ignore[arg-type]  # noqa: E731
    first, second = await ask("U0ANA"), await ask("U0ANA")

    assert (first.number, second.number, second.repeated) == ("T-1001", "T-1001", True)
    asked = await store.read(intake.requester, "V1")
    assert asked is not None
    assert (asked[0], asked[1].number) == ("U0ANA", "T-1001")
    assert await store.read(intake.requester, "88") is None
    assert (await store.read(ticket_of, 1001)).via == "slack"
    with pytest.raises(Refused) as refused:
        await ask("U0STRANGER")
    assert refused.value.code is RefusalCode.NOT_A_MEMBER


async def test_an_idempotency_key_with_another_body_is_refused(store: Store) -> None:
    keyed = replace(FIRST, source="api", event_id="key:1", fingerprint="a")
    await store.write(intake.create, keyed)

    assert (await store.write(intake.create, keyed)).repeated
    with pytest.raises(intake.KeyReused):
        await store.write(intake.create, replace(keyed, fingerprint="b"))


async def test_the_journal_of_a_long_conversation_verifies(store: Store) -> None:
    ticket = await take(store, FIRST)
    for number in range(3):
        await take(store, wrote("More.", number))

    assert await store.read(journal.intact, ticket)
    assert (await store.read(pending))["card"] == 1


async def test_what_stands_only_in_a_field_of_a_form_seals_from_the_first_moment(store: Store) -> None:
    told = {"details": "My lawyer will sue you, I am in hospital."}
    ticket = await take(store, replace(FIRST, event_id="evt-form", conversation="form", attributes=told))

    assert (await store.read(ticket_of, ticket)).sealed
