"""A reply of which nobody knows whether it arrived is looked for before anything else, where that can be asked."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import IN_FLIGHT, Kind, Outcome, term
from bot.domain.reply import Delivery, Found, Reply, ReplyState
from bot.domain.ticket import State
from bot.flow import leases, looking, reply, sending
from bot.flow.card import facts
from store import conversations, journal
from tests.flow import desk
from tests.flow.desk import ANA, MARTA, arrives, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.office import Office
from tests.flow.sends import WITH_ORDER, get, job_of
from tests.flow.test_sending_again import approve

LEASE = term(Kind.REPLY).lease
AWAY = IN_FLIGHT.total_seconds()
MISSING, UNKNOWN = Found("missing"), Found("unknown")


@pytest.fixture
async def asked(open_office: Office) -> Office:
    """A desk whose helpdesk can be asked."""
    (source,) = desk.FILE.sources
    file = desk.FILE.model_copy(update={"sources": (source.model_copy(update={"read_back": True}),)})
    open_office.store.desk = desk.DESK.model_copy(update={"file": file})
    return open_office


async def doubted(office: Office, *finds: Found) -> tuple[int, Reply]:
    """A reply whose send had no clear answer."""
    office.assistant.suggestion = WITH_ORDER
    ticket_id = await arrives(office.store)
    await office.work(10)
    sent = await approve(office, ticket_id)
    office.helpdesk.answers = [Delivery("unsure", detail="the helpdesk answered 500")]
    office.helpdesk.finds = list(finds)
    await office.work(21)
    return ticket_id, sent


def card_of(office: Office) -> str:
    return str(office.cards()[0].blocks)


async def test_it_is_looked_for_only_when_its_request_can_no_longer_be_on_its_way(asked: Office) -> None:
    ticket_id, sent = await doubted(asked, Found("arrived", external_id="991"))
    await asked.work(2)
    await asked.work(AWAY - 5)
    assert asked.helpdesk.looked_for == []
    await asked.work(5)
    assert asked.helpdesk.looked_for == [sent.id]
    assert (await get(asked.store, sent.id)).state is ReplyState.SENT
    assert len(asked.helpdesk.taken) == 1
    lines = await asked.store.read(conversations.messages, ticket_id)
    assert [(line.author, line.external_id) for line in lines] == [("customer", "880"), ("agent", "991")]
    await sound(asked.store, ticket_id)


async def test_meanwhile_the_card_says_so_and_nobody_can_take_it_back(asked: Office) -> None:
    ticket_id, sent = await doubted(asked)
    await asked.work(2)
    assert (await asked.store.read(facts, ticket_id)).reply == await get(asked.store, sent.id)
    assert "Looking whether this arrived…" in card_of(asked)
    with pytest.raises(Refused) as refused:
        await asked.store.write(reply.take_back, sent.id, ANA)
    assert refused.value.code is RefusalCode.TOO_LATE
    await writes(asked.store, "Any news?")
    assert (await get(asked.store, sent.id)).looked_for, "it may have arrived: no message takes that back"
    assert [name for name, _ in await asked.store.read(notices) if name == "reply_unsure"] == []


async def test_what_is_not_there_leaves_again_once_as_the_same_reply(asked: Office) -> None:
    ticket_id, sent = await doubted(asked, MISSING)
    for _ in range(4):
        await asked.work(AWAY)
    assert [out.reply_id for out in asked.helpdesk.taken] == [sent.id, sent.id]
    assert (await get(asked.store, sent.id)).state is ReplyState.SENT
    told = [entry.action for entry in await asked.store.read(journal.entries, ticket_id)]
    since = [action for action in told[told.index("reply.looking") :] if action.startswith("reply.")]
    assert since == ["reply.looking", "reply.missing", "reply.sending"]
    await sound(asked.store, ticket_id)


async def test_before_it_leaves_again_it_is_looked_at_in_full(asked: Office) -> None:
    _, sent = await doubted(asked, MISSING)
    asked.orders.fields = {"status": "delivered", "eta": ""}
    for _ in range(3):
        await asked.work(AWAY)
    stopped = await get(asked.store, sent.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "record_changed")
    assert len(asked.helpdesk.taken) == 1


async def test_a_customer_who_wrote_meanwhile_is_not_answered_past(asked: Office) -> None:
    _, sent = await doubted(asked, MISSING)
    await writes(asked.store, "Any news?")
    for _ in range(3):
        await asked.work(AWAY)
    assert (await get(asked.store, sent.id)).stop_reason == "new_message"
    assert len(asked.helpdesk.taken) == 1


async def test_a_helpdesk_that_does_not_say_is_asked_again_and_then_a_person_is(asked: Office) -> None:
    _, sent = await doubted(asked, *[UNKNOWN] * 99)
    await asked.work(2)
    await asked.work(AWAY)
    for _ in range(5):
        await asked.work(looking.PATIENCE.total_seconds() / 6)
    assert (await get(asked.store, sent.id)).looked_for
    assert len(asked.helpdesk.looked_for) >= 5
    await asked.work(looking.PATIENCE.total_seconds() / 6)
    assert (await get(asked.store, sent.id)).state is ReplyState.UNSURE
    assert {("reply_unsure", ANA), ("reply_unsure", MARTA)} <= set(await asked.store.read(notices))
    assert "We cannot tell whether this arrived" in card_of(asked)
    assert len(asked.helpdesk.taken) == 1
    await asked.store.write(desk.people)
    await asked.store.write(sending.settle, sent.id, True, ANA)
    assert (await get(asked.store, sent.id)).state is ReplyState.SENT


async def test_a_helpdesk_that_asks_for_a_pause_is_given_it(asked: Office) -> None:
    await doubted(asked, Found("unknown", retry_after=400.0), Found("arrived"))
    await asked.work(2)
    await asked.work(AWAY)
    await asked.work(399)
    assert len(asked.helpdesk.looked_for) == 1
    await asked.work(2)
    assert len(asked.helpdesk.looked_for) == 2


async def test_what_never_comes_to_be_there_is_given_up_and_told(asked: Office) -> None:
    ticket_id, sent = await doubted(asked, *[MISSING] * 9)
    asked.helpdesk.answers = [Delivery("unsure")] * 9
    for _ in range(3 * looking.MOST_SENDS):
        await asked.work(AWAY)
    stopped = await get(asked.store, sent.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "not_taken")
    assert len(asked.helpdesk.taken) == looking.MOST_SENDS
    assert ("reply_stopped", ANA) in await asked.store.read(notices)
    assert (await asked.store.read(facts, ticket_id)).ticket.state is State.OPEN
    await sound(asked.store, ticket_id)


async def test_a_late_yes_after_it_was_found_missing_keeps_it_from_leaving_again(asked: Office) -> None:
    """The request had been held up for longer than anybody waits: whoever sent it still has the last word."""
    asked.assistant.suggestion = WITH_ORDER
    ticket_id = await arrives(asked.store)
    await asked.work(10)
    sent = await approve(asked, ticket_id)
    lost = await job_of(asked.store, asked.clock)
    await asked.store.write(sending.begin, lost, sent.id, WITH_ORDER.records)
    asked.clock.move(LEASE + timedelta(seconds=1))
    await asked.store.write(leases.reap)
    looks = await job_of(asked.store, asked.clock)
    outcome = await asked.store.write(looking.record, looks, sent.id, MISSING)
    await asked.store.write(leases.record, looks, outcome, outcome.delay or timedelta())
    assert (await get(asked.store, sent.id)).state is ReplyState.UNDO
    await asked.store.write(sending.record, lost, sent.id, Delivery("sent"))
    assert (await get(asked.store, sent.id)).state is ReplyState.SENT
    assert "reply" not in await asked.store.read(pending)
    await asked.work(60)
    assert asked.helpdesk.taken == []


async def test_of_a_worker_without_its_lease_only_a_yes_counts(asked: Office) -> None:
    _, sent = await doubted(asked)
    slow = await job_of(asked.store, asked.clock)
    asked.clock.move(LEASE + timedelta(seconds=1))
    await asked.store.write(leases.reap)
    assert (await asked.store.write(looking.record, slow, sent.id, MISSING)) == Outcome("done")
    assert (await get(asked.store, sent.id)).looked_for
    await asked.store.write(looking.record, slow, sent.id, Found("arrived"))
    assert (await get(asked.store, sent.id)).state is ReplyState.SENT


async def test_a_send_whose_worker_died_is_looked_for_too(asked: Office) -> None:
    asked.assistant.suggestion = WITH_ORDER
    ticket_id = await arrives(asked.store)
    await asked.work(10)
    sent = await approve(asked, ticket_id)
    job = await job_of(asked.store, asked.clock)
    await asked.store.write(sending.begin, job, sent.id, WITH_ORDER.records)
    asked.helpdesk.finds = [Found("arrived")]
    asked.clock.move(LEASE + timedelta(seconds=1))
    await asked.store.write(leases.reap)
    assert (await get(asked.store, sent.id)).looked_for
    await asked.work()
    assert asked.helpdesk.looked_for == [], "the dead one's request may be on its way still"
    await asked.work(term(Kind.REPLY).effect.total_seconds())
    assert (await get(asked.store, sent.id)).state is ReplyState.SENT
    assert asked.helpdesk.taken == []
