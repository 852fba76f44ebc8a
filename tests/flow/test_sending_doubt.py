"""A send without a clear answer stops, is told, and is never repeated blindly."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import Kind, Outcome
from bot.domain.reply import Delivery, Reply, ReplyState
from bot.domain.ticket import State
from bot.flow import leases, reply, sending
from store import outbox
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, MARTA, suggest, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.sends import ORDER, UNDO, approved, get, job_of, sent_off, ticket_of


async def unsure(store: Store, clock: Clock) -> tuple[int, Reply]:
    ticket_id, sent, job = await sent_off(store, clock)
    await store.write(sending.record, job, sent.id, Delivery("unsure"))
    await store.write(leases.record, job, Outcome("unsure"), timedelta())
    return ticket_id, sent


async def test_what_may_have_arrived_stops_and_tells_owner_and_writer(support: Store, clock: Clock) -> None:
    ticket_id, sent = await unsure(support, clock)
    assert (await get(support, sent.id)).state is ReplyState.UNSURE
    assert set(await support.read(notices)) == {("reply_unsure", MARTA), ("reply_unsure", ANA)}
    clock.move(timedelta(hours=1))
    assert await support.write(outbox.lease, {}, limit=9, time=UNDO, kinds=(Kind.REPLY,)) == []
    await sound(support, ticket_id)


async def test_settled_as_arrived_it_counts_as_sent(support: Store, clock: Clock) -> None:
    ticket_id, sent = await unsure(support, clock)
    await support.write(sending.settle, sent.id, True, ANA)
    assert (await get(support, sent.id)).state is ReplyState.SENT
    assert (await ticket_of(support, ticket_id)).state is State.WAITING_CUSTOMER
    with pytest.raises(Refused) as refused:
        await support.write(sending.settle, sent.id, False, ANA)
    assert refused.value.code is RefusalCode.ALREADY_SENT


async def test_settled_as_lost_the_same_text_goes_again_after_the_undo_time(support: Store, clock: Clock) -> None:
    _, sent = await unsure(support, clock)
    await support.write(sending.settle, sent.id, False, LENA)
    again = await job_of(support, clock)
    outgoing = await support.write(sending.begin, again, sent.id, (ORDER,))
    assert outgoing is not None
    assert (outgoing.reply_id, outgoing.body) == (sent.id, sent.body)


async def test_of_two_who_settle_at_once_one_decides(either: Store, clock: Clock) -> None:
    ticket_id, sent = await unsure(either, clock)
    told = await asyncio.gather(
        *(either.write(sending.settle, sent.id, arrived, by) for arrived, by in ((True, ANA), (False, LENA))),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Refused) for answer in told) == 1
    assert ("reply" in await either.read(pending)) == ((await get(either, sent.id)).state is ReplyState.UNDO)
    await sound(either, ticket_id)


async def test_a_send_whose_worker_died_in_the_middle_is_unsure_and_told(either: Store, clock: Clock) -> None:
    ticket_id, sent, job = await sent_off(either, clock)
    clock.move(timedelta(seconds=61))
    assert await either.write(leases.reap)
    assert not await either.write(leases.reap)
    assert (await get(either, sent.id)).state is ReplyState.UNSURE
    assert ("reply_unsure", MARTA) in await either.read(notices)
    assert not await either.write(leases.record, job, Outcome("done"), timedelta())
    await sound(either, ticket_id)


async def test_a_late_yes_of_a_worker_that_was_given_up_settles_the_doubt(support: Store, clock: Clock) -> None:
    _, sent, job = await sent_off(support, clock)
    clock.move(timedelta(seconds=61))
    await support.write(leases.reap)
    await support.write(sending.record, job, sent.id, Delivery("sent"))
    assert (await get(support, sent.id)).state is ReplyState.SENT
    await writes(support)
    draft_id = await support.write(suggest, sent.ticket_id)
    await support.write(desk.people)
    await support.write(reply.approve, draft_id, None, ANA)
    assert (await job_of(support, clock)).id > job.id, "the lane goes on"


async def test_a_late_no_of_a_worker_that_was_given_up_changes_nothing(support: Store, clock: Clock) -> None:
    _, sent, job = await sent_off(support, clock)
    clock.move(timedelta(seconds=61))
    await support.write(leases.reap)
    await support.write(sending.settle, sent.id, False, LENA)
    again = await job_of(support, clock)
    await support.write(sending.begin, again, sent.id, (ORDER,))
    for late in ("not_connected", "moved_on", "unsure"):
        await support.write(sending.record, job, sent.id, Delivery(late))
    assert (await get(support, sent.id)).state is ReplyState.SENDING


async def test_a_send_that_had_not_begun_comes_back(support: Store, clock: Clock) -> None:
    _, sent = await approved(support)
    lost = await job_of(support, clock)
    clock.move(timedelta(seconds=61))
    await support.write(leases.reap)
    assert (await get(support, sent.id)).state is ReplyState.UNDO
    assert await support.write(sending.begin, lost, sent.id, (ORDER,)) is None, "its lease is gone"
    again = await job_of(support, clock)
    assert await support.write(sending.begin, again, sent.id, (ORDER,)) is not None


async def test_a_job_that_failed_in_the_middle_of_a_send_is_unsure_whatever_it_says(
    support: Store, clock: Clock
) -> None:
    _, sent, job = await sent_off(support, clock)
    await support.write(leases.record, job, Outcome("again", "took too long"), timedelta())
    assert (await get(support, sent.id)).state is ReplyState.UNSURE
    assert ("reply_unsure", ANA) in await support.read(notices)


async def test_a_send_that_is_given_up_before_it_began_is_stopped_and_told(support: Store, clock: Clock) -> None:
    ticket_id, sent = await approved(support)
    job = await job_of(support, clock)
    await support.write(leases.record, job, Outcome("dead", "never connected"), timedelta())
    assert (await get(support, sent.id)).state is ReplyState.STOPPED
    assert ("reply_stopped", ANA) in await support.read(notices)
    await sound(support, ticket_id)


async def test_a_helpdesk_that_asks_for_a_pause_gets_it_for_all_its_replies(support: Store, clock: Clock) -> None:
    for number in (88, 89):
        await approved(support, number=number)
    clock.move(UNDO)
    (job,) = await support.write(outbox.lease, {}, limit=1, time=UNDO, kinds=(Kind.REPLY,))
    pause = timedelta(seconds=30)
    await support.write(leases.record, job, Outcome("again", delay=pause, close_bucket=pause), pause)
    assert await support.write(outbox.lease, {}, limit=9, time=UNDO, kinds=(Kind.REPLY,)) == []
    clock.move(pause)
    assert len(await support.write(outbox.lease, {}, limit=9, time=UNDO, kinds=(Kind.REPLY,))) == 2


async def test_a_look_that_comes_too_late_is_told_what_is_true(support: Store, clock: Clock) -> None:
    _, sent = await unsure(support, clock)
    await support.write(sending.settle, sent.id, False, ANA)
    for arrived in (True, False):
        with pytest.raises(Refused) as refused:
            await support.write(sending.settle, sent.id, arrived, ANA)
        assert refused.value.code is RefusalCode.ALREADY_WAITING, "it is on its way, and has not arrived"
    await support.write(reply.take_back, sent.id, ANA)
    with pytest.raises(Refused) as refused:
        await support.write(sending.settle, sent.id, True, ANA)
    assert refused.value.code is RefusalCode.WRONG_STATE
    with pytest.raises(Refused) as refused:
        await support.write(sending.settle, sent.id + 1, True, ANA)
    assert refused.value.code is RefusalCode.NO_DRAFT
