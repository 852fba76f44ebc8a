"""A snoozed ticket sleeps until its time, and whatever happens to it before wakes it or ends its sleep."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.arrival import AgentMessage, Merge
from bot.domain.errors import RefusalCode, Refused
from bot.domain.schedule import TimerKind
from bot.domain.ticket import State, Ticket
from bot.flow import claim, escalate, intake, queue, reply, resolve, snooze, timers, triage
from bot.schedule import Schedule
from store import journal, tickets
from store import timers as rows
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, ESCALATIONS, GIL, LENA, OMAR, arrives, suggest, writes
from tests.flow.ledger import notices, sound, spans
from tests.flow.office import Office

HOUR = timedelta(hours=1)


async def asleep(store: Store, clock: Clock, holder: str = ANA, until: timedelta = HOUR) -> int:
    """A ticket that its holder has put to sleep."""
    ticket_id = await arrives(store)
    if holder:
        await store.write(claim.claim, ticket_id, holder)
    await store.write(snooze.snooze, ticket_id, clock.at + until, holder or OMAR, "V-asleep")
    return ticket_id


async def at(store: Store, clock: Clock, by: timedelta) -> None:
    clock.move(by)
    await store.write(desk.people)


def alarms(uow: UnitOfWork) -> dict[int, datetime]:
    return {int(timer.subject): timer.due_at for timer in rows.of(uow, TimerKind.SNOOZE)}


async def agree(store: Store, ticket_id: int) -> Ticket:
    """Ticket and timer say the same, and the ledger is sound."""
    await sound(store, ticket_id)
    ticket = await store.read(tickets.get, ticket_id)
    timer = (await store.read(alarms)).get(ticket_id)
    assert ticket.snoozed_until == timer
    assert (ticket.state is State.SNOOZED) == (timer is not None)
    return ticket


async def test_it_wakes_at_its_time_and_not_before(either: Store, clock: Clock) -> None:
    ticket_id = await asleep(either, clock)
    assert (await agree(either, ticket_id)).snoozed_until == clock.at + HOUR
    schedule = Schedule(either, clock)
    clock.move(HOUR - timedelta(seconds=1))
    await schedule.tick()
    assert (await agree(either, ticket_id)).state is State.SNOOZED
    clock.move(timedelta(seconds=1))
    await schedule.tick()
    ticket = await agree(either, ticket_id)
    assert ticket.state is State.OPEN
    assert [entry.action for entry in await either.read(journal.entries, ticket_id)][-2:] == [
        "ticket.snoozed",
        "ticket.woke",
    ]


async def test_it_wakes_once_after_a_downtime_whichever_process_comes_first(either: Store, clock: Clock) -> None:
    ticket_id = await asleep(either, clock)
    clock.move(timedelta(days=9))
    for _ in range(3):
        await Schedule(either, clock).tick()
    woke = [entry for entry in await either.read(journal.entries, ticket_id) if entry.action == "ticket.woke"]
    assert [(entry.actor, entry.at) for entry in woke] == [("system", clock.at)]
    assert (await agree(either, ticket_id)).state is State.OPEN


async def test_snoozed_time_is_ours(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock)
    assert {span.holder.kind for span in await support.read(spans, ticket_id)} == {"support"}


async def test_the_time_can_be_changed(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock)
    await support.write(snooze.snooze, ticket_id, clock.at + 3 * HOUR, OMAR, "V2")
    clock.move(2 * HOUR)
    await Schedule(support, clock).tick()
    ticket = await agree(support, ticket_id)
    assert ticket.snoozed_until == clock.at + HOUR


async def test_a_second_submit_changes_nothing(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock)
    assert await support.write(snooze.snooze, ticket_id, clock.at + 3 * HOUR, ANA, "V-asleep") is None
    assert (await agree(support, ticket_id)).snoozed_until == clock.at + HOUR


async def test_somebody_wakes_it_before_its_time_and_again_does_nothing(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock)
    assert (await support.write(snooze.wake, ticket_id, OMAR)).state is State.OPEN
    version = (await agree(support, ticket_id)).version
    assert (await support.write(snooze.wake, ticket_id, OMAR)).version == version


async def test_putting_a_new_ticket_to_sleep_is_work_on_it(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock, holder="")
    actions = [entry.action for entry in await support.read(journal.entries, ticket_id)]
    assert actions[-2:] == ["ticket.worked_on", "ticket.snoozed"]
    assert (await agree(support, ticket_id)).assignee_id is None


async def answered_there(store: Store, ticket_id: int) -> None:
    message = AgentMessage(source="generic", event_id="evt-there", conversation="88", body="It comes.", public=True)
    await store.write(intake.take, message)


async def merged_away(store: Store, ticket_id: int) -> None:
    await arrives(store, 90)
    await store.write(intake.take, Merge(source="generic", event_id="evt-merge", conversation="88", into="90"))


def doing(use_case: Callable[..., Any], *args: Any, **named: Any) -> Callable[[Store, int], Awaitable[Any]]:
    async def does(store: Store, ticket_id: int) -> None:
        await store.write(use_case, ticket_id, *args, **named)

    return does


@pytest.mark.parametrize(
    ("happens", "state"),
    [
        (lambda store, _: writes(store), State.OPEN),
        (doing(claim.take_over, OMAR), State.OPEN),
        (doing(claim.assign, OMAR, LENA), State.OPEN),
        (doing(escalate.escalate, "angry", "", OMAR, "V2"), State.OPEN),
        (doing(reply.send_text, "It comes.", ANA, view_id="V2"), State.OPEN),
        (doing(resolve.resolve, OMAR), State.RESOLVED),
        (answered_there, State.WAITING_CUSTOMER),
        (merged_away, State.MERGED),
        (doing(claim.release, ANA), State.SNOOZED),
        (doing(triage.change_type, "refund", ANA), State.SNOOZED),
        (doing(triage.mark_sensitive, "harm", ANA, "V2"), State.SNOOZED),
    ],
    ids=[
        "customer", "take over", "assign", "escalate", "answer", "resolve", "answered there", "merge", "release",
        "type", "sensitive",
    ],
)  # fmt: skip
async def test_what_ends_its_sleep_and_what_does_not(
    support: Store, clock: Clock, happens: Callable[[Store, int], Awaitable[Any]], state: State
) -> None:
    ticket_id = await asleep(support, clock)
    await happens(support, ticket_id)
    assert (await agree(support, ticket_id)).state is state


async def test_somebody_claims_what_nobody_held(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock, holder="")
    await support.write(claim.claim, ticket_id, ANA)
    assert (await agree(support, ticket_id)).state is State.OPEN


@pytest.mark.parametrize(
    ("by", "code"), [(BOB, RefusalCode.NOT_A_MEMBER), (GIL, RefusalCode.NOT_A_MEMBER)], ids=["elsewhere", "guest"]
)
async def test_who_may_not(support: Store, clock: Clock, by: str, code: RefusalCode) -> None:
    ticket_id = await arrives(support)
    for attempt in (
        lambda: support.write(snooze.snooze, ticket_id, clock.at + HOUR, by, "V1"),
        lambda: support.write(snooze.offer, ticket_id, by),
        lambda: support.write(snooze.wake, ticket_id, by),
    ):
        with pytest.raises(Refused) as refused:
            await attempt()
        assert refused.value.code is code


async def test_not_into_the_past_and_what_was_typed_may_be_sent_again(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    for until in (clock.at, clock.at - HOUR):
        with pytest.raises(Refused) as refused:
            await support.write(snooze.snooze, ticket_id, until, ANA, "V1")
        assert refused.value.code is RefusalCode.PAST_TIME
    assert await support.write(snooze.snooze, ticket_id, clock.at + HOUR, ANA, "V1") is not None


async def test_not_while_a_reply_is_on_its_way_nor_when_it_is_resolved(support: Store, clock: Clock) -> None:
    waiting, done = await arrives(support, 1), await arrives(support, 2)
    await support.write(reply.approve, await support.write(suggest, waiting), None, ANA)
    await support.write(resolve.resolve, done, ANA)
    for ticket_id, code in ((waiting, RefusalCode.ALREADY_WAITING), (done, RefusalCode.WRONG_STATE)):
        for attempt in (
            lambda ticket_id=ticket_id: support.write(snooze.snooze, ticket_id, clock.at + HOUR, ANA, "V1"),
            lambda ticket_id=ticket_id: support.write(snooze.offer, ticket_id, ANA),
        ):
            with pytest.raises(Refused) as refused:
                await attempt()
            assert refused.value.code is code


async def test_the_queue_shows_it_apart(support: Store, clock: Clock) -> None:
    awake = await arrives(support, 1)
    sleeping = await asleep(support, clock)
    found = await support.read(queue.status, "orders", "", 0, ANA)
    assert [line.ticket_id for line in found.lines] == [awake]
    assert (found.total, found.counts["open"], found.counts["asleep"]) == (1, 1, 1)
    assert [(line.ticket_id, line.asleep_until) for line in found.asleep] == [(sleeping, clock.at + HOUR)]
    filtered = await support.read(queue.status, "orders", "asleep", 0, ANA)
    assert ([line.ticket_id for line in filtered.lines], filtered.asleep) == ([sleeping], ())
    assert [line.ticket_id for line in (await support.read(queue.status, "orders", "mine", 0, ANA)).lines] == [sleeping]


# What is seen


async def test_the_holder_is_told_once_in_the_thread(open_office: Office) -> None:
    office = open_office
    soon = timedelta(minutes=20)  # before the day's digest
    ticket_id = await asleep(office.store, office.clock, until=soon)
    await office.work(10)
    (card,) = office.cards()
    before = office.thread(card)
    assert not any("awake" in line for line in before)
    clock, schedule = office.clock, Schedule(office.store, office.clock)
    await at(office.store, clock, soon)
    await schedule.tick()
    office.sandbox.fail("chat.postMessage", drop_after=True)
    await office.work()
    await office.work(10)
    (said,) = office.thread(card)[len(before) :]
    assert f"T-{ticket_id} is awake again." in said
    assert f"'user_id': '{ANA}'" in said
    assert len(office.cards()) == 1
    await office.store.write(claim.take_over, ticket_id, OMAR)
    await office.work(10)
    assert sum("awake again" in line for line in office.thread(card)) == 1
    await at(office.store, clock, timedelta(minutes=1))
    await office.store.write(escalate.escalate, ticket_id, "angry", "", OMAR, "V2")
    await office.work(10)
    (moved,) = office.cards(ESCALATIONS)
    told = office.thread(moved)
    assert told, "its thread goes on there"
    assert not any("awake again" in line for line in told), "what is over is not told again"


async def test_one_that_nobody_holds_gets_a_new_card_at_the_bottom(open_office: Office) -> None:
    office = open_office
    ticket_id = await asleep(office.store, office.clock, holder="")
    await arrives(office.store, 90)
    await office.work(10)
    await at(office.store, office.clock, HOUR)
    await Schedule(office.store, office.clock).tick()
    await office.work()
    first, _, last = office.cards()
    assert f"T-{ticket_id} continues below" in first.text
    assert f"T-{ticket_id}" in last.text


async def test_the_holder_of_a_sealed_one_is_told_by_message(open_office: Office) -> None:
    office = open_office
    ticket_id = await arrives(office.store, body=DELICATE)
    await office.store.write(claim.claim, ticket_id, LENA)
    await office.store.write(snooze.snooze, ticket_id, office.clock.at + HOUR, LENA, "V1")
    await office.work(10)
    (card,) = office.cards(ESCALATIONS)
    assert "Asleep until" in str(card.blocks)
    await at(office.store, office.clock, HOUR)
    await Schedule(office.store, office.clock).tick()
    await office.work()
    assert ("woke", LENA) in await office.store.read(notices)
    (card,) = office.cards(ESCALATIONS)
    assert "Asleep until" not in str(card.blocks)
    assert office.thread(card) == []


async def test_a_wake_that_crashes_leaves_it_asleep_and_comes_again(support: Store, clock: Clock) -> None:
    ticket_id = await asleep(support, clock)
    clock.move(HOUR)
    timer = next(found for found in await support.read(timers.due, 10) if found.kind is TimerKind.SNOOZE)

    def crashes(uow: UnitOfWork) -> None:
        assert timers.run(uow, timer.id)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await support.write(crashes)
    assert (await agree(support, ticket_id)).state is State.SNOOZED
    assert await support.write(timers.run, timer.id)
    assert (await agree(support, ticket_id)).state is State.OPEN
