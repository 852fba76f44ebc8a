"""What happens at the desk is told to its subscribers: all of it, in order, and as little of each as may be."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.domain.errors import RefusalCode, Refused
from bot.domain.events import EVENTS, OutgoingEvent, Taken
from bot.domain.handoff import Answer
from bot.domain.outbox import Kind
from bot.flow import claim, dead_letters, escalate, handoff_answers, reply, resolve, spikes, triage
from bot.flow.handoff import ask
from store import outbox, tickets
from store.store import Store
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, LENA, OMAR, TOMAS, arrives, suggest, writes
from tests.flow.office import Office, office
from tests.flow.test_handoff import WHERE
from tests.flow.test_spikes import named

ALL = tuple(EVENTS)
FILE = desk.FILE.model_validate(
    desk.FILE.model_dump()
    | {
        "subscribers": [
            {"name": "jira", "events": ALL},
            {"name": "warehouse", "events": ["handoff.created", "handoff.done"], "types": ["order_status"]},
            {"name": "crm", "events": ["ticket.claimed", "reply.sent"], "fields": [
                "subject", "conversation", "customer_id", "customer_name", "customer_email", "segment", "person"]},
        ]
    }
)  # fmt: skip
FOLLOWED = desk.DESK.model_copy(update={"file": FILE})


@dataclass
class Told:
    """A subscriber that answers as it is told to."""

    events: list[OutgoingEvent] = field(default_factory=list)
    answers: list[Taken] = field(default_factory=list)

    async def send(self, event: OutgoingEvent) -> Taken:
        self.events.append(event)
        return self.answers.pop(0) if self.answers else Taken("taken")

    @property
    def names(self) -> list[str]:
        return [event.name for event in self.events]


@dataclass
class Followed:
    office: Office
    told: dict[str, Told]

    @property
    def store(self) -> Store:
        return self.office.store


#: The same on both databases.
BOTH = pytest.mark.parametrize("followed", databases.KINDS, indirect=True)


@pytest.fixture
async def followed(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Followed]:
    with databases.fresh(getattr(request, "param", "sqlite"), tmp_path) as url:
        store = Store(url, FOLLOWED, secrets=[b"a key for tests"], clock=clock, now=clock)
        await store.open()
        await store.write(desk.people)
        told = {one.name: Told() for one in FILE.subscribers}
        async with office(store, clock, subscribers=told) as opened:
            yield Followed(opened, told)
        store.close()


@BOTH
async def test_what_happens_is_told_in_order_and_to_whom_it_concerns(followed: Followed) -> None:
    store, clock = followed.store, followed.office.clock
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    found = await store.write(ask, [ticket_id], WHERE, ANA, "V-ask")
    assert found is not None
    await store.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await store.write(handoff_answers.result, found.id, Answer.DONE, "In the depot.", TOMAS, "V-done")
    await store.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(minutes=1))
    await writes(store, "It never came.")
    await followed.office.work()

    names = [name for name in followed.told["jira"].names if name != "ticket.triaged"]
    assert names == [
        "ticket.created", "ticket.claimed", "handoff.created", "handoff.answered", "handoff.done", "ticket.resolved",
        "message.received", "ticket.reopened",
    ]  # fmt: skip
    assert followed.told["warehouse"].names == ["handoff.created", "handoff.done"]
    assert followed.told["crm"].names == ["ticket.claimed"]
    sequences = [event.data["sequence"] for event in followed.told["jira"].events]
    assert sequences == sorted(sequences)
    ids = [event.id for event in followed.told["jira"].events]
    assert len(set(ids)) == len(ids)
    by_name = {event.name: event for event in followed.told["jira"].events}
    assert by_name["handoff.created"].body["data"] == {
        "ticket": f"T-{ticket_id}", "sequence": by_name["handoff.created"].data["sequence"], "sensitive": False,
        "state": "waiting_department", "request_type": "order_status", "queue": "orders", "priority": "normal",
        "source": "generic", "created_at": "2026-11-23T08:00:00+00:00", "by": "person", "handoff": found.number,
        "department": "logistics", "url": by_name["handoff.created"].data["url"],
    }  # fmt: skip
    assert by_name["ticket.claimed"].data["state"] == "open"  # as it was then, whatever came afterwards


async def test_the_link_leads_to_the_card(followed: Followed) -> None:
    ticket_id = await arrives(followed.store)
    await followed.office.work(10)
    await followed.store.write(claim.claim, ticket_id, ANA)
    await followed.office.work(10)

    (card,) = followed.office.cards()
    event = followed.told["crm"].events[-1]
    assert event.data["url"] == f"https://asterandpine.slack.com/archives/{desk.ORDERS}/p{card.ts.replace('.', '')}"


async def test_nothing_personal_goes_along_unless_the_desk_file_names_it(followed: Followed) -> None:
    ticket_id = await arrives(followed.store)
    await followed.store.write(claim.claim, ticket_id, ANA)
    await followed.office.work()

    plain = json.dumps([event.body for event in followed.told["jira"].events])
    for word in ("Jo", "Doe", "jo.doe", "parcel", "4417", "Ana", ANA, "c-7"):
        assert word not in plain
    (event,) = followed.told["crm"].events
    assert {name: event.data[name] for name in FILE.subscribers[2].fields} == {
        "subject": "My parcel", "conversation": "88", "customer_id": "c-7", "customer_name": "Jo Doe",
        "customer_email": "jo.doe@mail.example", "segment": "", "person": "Ana",
    }  # fmt: skip


@pytest.mark.parametrize("late", [False, True], ids=["from the beginning", "marked afterwards"])
async def test_of_a_sensitive_ticket_only_event_and_number_are_told(followed: Followed, late: bool) -> None:
    store = followed.store
    ticket_id = await arrives(store, body="Where is my order 4417?" if late else DELICATE)
    await store.write(claim.claim, ticket_id, LENA)
    if late:
        await store.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V-mark")
    await followed.office.work()

    told = [event for one in followed.told.values() for event in one.events]
    assert {event.name for event in told} >= {"ticket.created", "ticket.claimed"}
    for event in told:
        assert event.data == {"ticket": f"T-{ticket_id}", "sequence": event.data["sequence"], "sensitive": True}


async def test_what_was_refused_or_undone_is_told_to_nobody(followed: Followed) -> None:
    store = followed.store
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)

    def fails(uow: UnitOfWork) -> None:
        tickets.lock(uow, ticket_id)
        resolve.resolve(uow, ticket_id, ANA)
        raise Refused(RefusalCode.WRONG_STATE, state="new", event="resolved")

    with pytest.raises(Refused):
        await store.write(fails)
    with pytest.raises(Refused):
        await store.write(escalate.escalate, ticket_id, "no such reason", "", ANA, "V-1")
    await followed.office.work()
    assert [name for name in followed.told["jira"].names if name != "ticket.triaged"] == [
        "ticket.created", "ticket.claimed",
    ]  # fmt: skip


@BOTH
async def test_one_that_takes_nothing_holds_up_neither_cards_nor_others(followed: Followed) -> None:
    jira, store = followed.told["jira"], followed.store
    jira.answers = [Taken("later", "ClientConnectorError", 8.0)] * 3
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    other = await arrives(store, 89)
    await store.write(claim.claim, other, OMAR)
    await followed.office.work()

    assert len(jira.events) == 1  # and nothing more until its pause is over
    assert followed.told["crm"].names == ["ticket.claimed", "ticket.claimed"]
    assert len(followed.office.cards()) == 2
    for _ in range(4):
        await followed.office.work(9)
    assert {event.data["ticket"] for event in jira.events} == {f"T-{ticket_id}", f"T-{other}"}
    first = [event.name for event in jira.events if event.data["ticket"] == f"T-{ticket_id}"]
    assert list(dict.fromkeys(first)) == ["ticket.created", "ticket.claimed"]


async def test_a_refused_event_is_a_dead_letter_and_the_next_one_goes_on(followed: Followed) -> None:
    jira, store = followed.told["jira"], followed.store
    jira.answers = [Taken("refused", "it answered 422")]
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    await followed.office.work()

    (letter,) = await store.read(dead_letters.listed)
    assert (letter.kind, letter.cause) == (Kind.EVENT, "it answered 422")
    assert letter.subject.endswith(":jira")
    assert "ticket.claimed" in jira.names
    assert await store.write(dead_letters.retry, letter.id, "person:1")
    await followed.office.work()
    assert jira.names.count("ticket.created") == 2
    assert jira.events[0].id == jira.events[-1].id
    assert await store.read(dead_letters.listed) == ()


async def test_nothing_is_given_up_before_three_days(followed: Followed) -> None:
    jira, store = followed.told["jira"], followed.store
    jira.answers = [Taken("later", "it answered 503", 300.0)] * 9
    await arrives(store)
    await followed.office.work()
    for _ in range(4):
        await followed.office.work(17 * 3600)
    assert await store.read(dead_letters.listed) == ()
    await followed.office.work(5 * 3600)
    (letter, *_) = await store.read(dead_letters.listed)
    assert letter.cause == "it answered 503; given up after 3 days"


async def test_whom_the_desk_file_has_no_more_is_told_nothing(followed: Followed, clock: Clock) -> None:
    ticket_id = await arrives(followed.store)
    await followed.store.write(claim.claim, ticket_id, ANA)
    after = Store(followed.store.url, desk.DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
    await after.open()
    async with office(after, clock) as opened:
        await opened.work()
        assert not [job for job in await after.read(_waiting) if job == Kind.EVENT.value]
    after.close()


def _waiting(uow: UnitOfWork) -> list[str]:
    return [row.kind for row in uow.session.exec(select(OutboxRow).where(OutboxRow.state != "done"))]


async def test_a_reply_is_told_when_it_has_reached_the_helpdesk(followed: Followed) -> None:
    store = followed.store
    ticket_id = await arrives(store)
    draft_id = await store.write(suggest, ticket_id)
    sent = await store.write(reply.approve, draft_id, await store.read(desk.last_message, ticket_id), ANA)
    await followed.office.work()
    assert "reply.sent" not in followed.told["crm"].names
    await followed.office.work(21)

    event = followed.told["crm"].events[-1]
    assert (event.name, event.data["reply"]) == ("reply.sent", sent.id)


@BOTH
async def test_a_spike_and_an_incident_are_told(followed: Followed) -> None:
    store = followed.store
    for number in range(4):
        await named(store, 100 + number)
    await store.write(spikes.look)
    await followed.office.work()
    (opened,) = [event for event in followed.told["jira"].events if event.name == "spike.opened"]
    await store.write(spikes.incident, opened.data["spike"], LENA)
    await store.write(spikes.end, opened.data["spike"], LENA)
    await followed.office.work()

    assert opened.data == {
        "spike": opened.data["spike"], "sequence": 1, "rule": "error", "request_type": "order_status", "tickets": 4,
    }  # fmt: skip
    about = [event.name for event in followed.told["jira"].events if "spike" in event.data]
    assert about == ["spike.opened", "incident.declared", "spike.over"]


@BOTH
async def test_to_each_subscriber_one_at_a_time(followed: Followed) -> None:
    store = followed.store
    for number in range(3):
        await store.write(claim.claim, await arrives(store, 200 + number), ANA)

    def lease(uow: UnitOfWork) -> list[str]:
        jobs = outbox.lease(uow, {}, limit=20, time=timedelta(seconds=20), kinds=(Kind.EVENT,), apart=())
        return sorted(job.subject.partition(":")[2] for job in jobs)

    assert await store.write(lease) == ["crm", "jira"]
    assert await store.write(lease) == []
