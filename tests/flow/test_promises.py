"""What a reply promises brings its ticket back at that time, unless we have answered again or it is resolved."""

from datetime import datetime, timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import ReplyState
from bot.domain.schedule import TimerKind
from bot.domain.ticket import State
from bot.flow import absence, claim, promises, reply, resolve, sending, timers
from bot.flow.card import facts
from bot.schedule import Schedule
from bot.slack.headline import holder_line
from bot.words import words
from store import journal, replies, tickets
from store import timers as rows
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, LENA, MARTA, arrives, last_message, suggest
from tests.flow.ledger import notices, sound
from tests.flow.office import Office

DAY = timedelta(days=1)


def goes_out(uow: UnitOfWork, reply_id: int) -> None:
    found = replies.get(uow, reply_id)
    assert found is not None
    sending.arrived(uow, tickets.lock(uow, found.ticket_id), found, f"x{reply_id}")


def alarms(uow: UnitOfWork) -> dict[str, datetime]:
    return {timer.subject: timer.due_at for timer in rows.of(uow, TimerKind.PROMISE)}


async def writes_back(
    store: Store, ticket_id: int, by: datetime | None, view: str = "V1", after: str | None = None, who: str = ANA
) -> int:
    """Somebody answers, and it arrives."""
    seen = await store.read(last_message, ticket_id)
    sent = await store.write(
        promises.promising, reply.send_text, by, ticket_id, "We look.", who, view_id=view, message_id=seen,
        after_send=after,
    )  # fmt: skip
    assert sent is not None
    if sent.state is ReplyState.UNDO:
        await store.write(goes_out, sent.id)
    return sent.id


async def promised(store: Store, clock: Clock, holder: str = ANA, body: str = "Where is my order 4417?") -> int:
    ticket_id = await arrives(store, body=body)
    if holder:
        await store.write(claim.claim, ticket_id, holder)
    await writes_back(store, ticket_id, clock.at + DAY)
    return ticket_id


async def passes(store: Store, clock: Clock, time: timedelta) -> None:
    clock.move(time)
    await store.write(desk.people)
    await Schedule(store, clock).tick()


async def test_it_comes_back_at_the_promised_time_and_not_before(either: Store, clock: Clock) -> None:
    ticket_id = await promised(either, clock)
    assert await either.read(alarms) == {str(ticket_id): clock.at + DAY}
    assert (await either.read(facts, ticket_id)).promised_at == clock.at + DAY
    await passes(either, clock, DAY - timedelta(seconds=1))
    assert (await either.read(tickets.get, ticket_id)).state is State.WAITING_CUSTOMER
    await passes(either, clock, timedelta(seconds=1))
    assert (await either.read(tickets.get, ticket_id)).state is State.OPEN
    await sound(either, ticket_id)
    for _ in range(2):
        await passes(either, clock, timedelta(hours=1))
    entries = [entry.action for entry in await either.read(journal.entries, ticket_id)]
    assert entries.count("promise.due") == 1
    shown = await either.read(facts, ticket_id)
    assert "late" in str(holder_line(shown, words("en")))
    assert await either.read(alarms) == {}


async def test_an_answer_since_then_keeps_the_promise(either: Store, clock: Clock) -> None:
    ticket_id = await promised(either, clock)
    clock.move(timedelta(minutes=5))
    await writes_back(either, ticket_id, None, "V2")
    assert await either.read(alarms) == {}
    assert (await either.read(facts, ticket_id)).promised_at is None
    await passes(either, clock, DAY)
    assert "promise.due" not in [entry.action for entry in await either.read(journal.entries, ticket_id)]


async def test_a_new_promise_takes_the_place_of_the_old_one(support: Store, clock: Clock) -> None:
    ticket_id = await promised(support, clock)
    await writes_back(support, ticket_id, clock.at + 2 * DAY, "V2")
    assert await support.read(alarms) == {str(ticket_id): clock.at + 2 * DAY}


async def test_a_resolved_ticket_does_not_come_back(support: Store, clock: Clock) -> None:
    ticket_id = await promised(support, clock)
    await support.write(resolve.resolve, ticket_id, ANA, "", "V2")
    await passes(support, clock, DAY)
    assert (await support.read(tickets.get, ticket_id)).state is State.RESOLVED
    assert (await support.read(facts, ticket_id)).promised_at is None


async def test_who_promises_another_answer_does_not_resolve(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await writes_back(support, ticket_id, clock.at + DAY, after="resolve")
    assert (await support.read(tickets.get, ticket_id)).state is State.WAITING_CUSTOMER


async def test_a_time_that_is_over_cannot_be_promised(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    with pytest.raises(Refused) as refused:
        await writes_back(support, ticket_id, clock.at)
    assert refused.value.code is RefusalCode.PAST_TIME
    assert await support.read(replies.newest, ticket_id) is None


async def test_what_is_taken_back_promises_nothing(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    seen = await support.read(last_message, ticket_id)
    sent = await support.write(promises.promising, reply.approve, clock.at + DAY, draft_id, seen, ANA)
    assert sent is not None
    assert await support.read(alarms) == {}
    await support.write(reply.take_back, sent.id, ANA)
    await passes(support, clock, DAY)
    assert (await support.read(facts, ticket_id)).promised_at is None
    assert await support.read(alarms) == {}


async def test_the_holder_hears_of_it_in_the_thread(open_office: Office, clock: Clock) -> None:
    store = open_office.store
    ticket_id = await arrives(store)
    await open_office.work()
    await store.write(claim.claim, ticket_id, ANA)
    for _ in range(3):
        await open_office.work(1)
    await writes_back(store, ticket_id, clock.at + DAY)
    await passes(store, clock, DAY)
    for _ in range(4):
        await open_office.work(1)
    told = [line for line in open_office.thread(open_office.cards()[-1]) if "was promised an answer" in line]
    assert len(told) == 1
    assert ANA in told[0]
    assert not any("awake" in line for line in open_office.thread(open_office.cards()[-1]))


async def test_of_an_absent_holder_the_channel_hears(open_office: Office, clock: Clock) -> None:
    store = open_office.store
    ticket_id = await arrives(store)
    await open_office.work()
    await store.write(claim.claim, ticket_id, ANA)
    await writes_back(store, ticket_id, clock.at + DAY)
    await open_office.work()
    assert len(open_office.cards()) == 1
    await store.write(absence.away, None, ANA, "VA")
    await passes(store, clock, DAY)
    await open_office.work()
    old, new = open_office.cards()
    assert f"T-{ticket_id} continues below" in old.text
    assert f"T-{ticket_id}" in new.text


async def test_of_a_sealed_ticket_the_holder_is_told_directly(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support, body=DELICATE)
    await support.write(claim.claim, ticket_id, LENA)
    sent = await writes_back(support, ticket_id, clock.at + DAY, who=LENA)
    await support.write(reply.second_approve, sent, MARTA)
    await support.write(goes_out, sent)
    await passes(support, clock, DAY)
    assert ("promise_due", LENA) in await support.read(notices)


async def test_somebody_at_the_ticket_makes_it_wait(support: Store, clock: Clock) -> None:
    ticket_id = await promised(support, clock)
    clock.move(DAY)
    (timer,) = [one for one in await support.read(timers.due, 10) if one.kind is TimerKind.PROMISE]
    assert await support.write(timers.run, timer.id)
    assert not await support.write(timers.run, timer.id)
    assert (await support.read(tickets.get, ticket_id)).state is State.OPEN
