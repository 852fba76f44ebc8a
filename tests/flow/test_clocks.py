"""A ticket's clocks follow from what happens to it. Monday, eight; the desk is open from nine to five."""

from dataclasses import replace
from datetime import datetime

from bot.domain.arrival import AgentMessage, Merge, StatusChange
from bot.domain.outbox import Kind
from bot.domain.sla import Due, Target
from bot.flow import card, claim, clocks, digest, intake, queue, resolve, sending, snooze, timers, triage, warning
from bot.words import words
from store import backlog, tickets
from store import clocks as rows
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.clocked import answered, at, clocked
from tests.flow.clocked import promises as promises
from tests.flow.desk import ANA, BOB, JO, LENA, arrives, writes
from tests.flow.sends import sent_off

FIRST, NEXT, RESOLUTION = Target.FIRST, Target.NEXT, Target.RESOLUTION


async def due(store: Store, ticket_id: int) -> dict[Target, datetime]:
    """What is owed, as the ticket says and as the columns of lists do."""
    ticket = await store.read(tickets.get, ticket_id)
    assert list(ticket.due) == sorted(ticket.due)

    def nearest(uow: UnitOfWork) -> datetime | None:
        return tickets.row(uow, ticket_id).due_at

    assert await store.read(nearest) == next((owed.at for owed in ticket.due), None)
    return {owed.target: owed.at for owed in ticket.due}


async def test_an_answer_stops_them_and_the_customers_next_message_starts_them_again(
    promises: Store, clock: Clock
) -> None:
    store, ticket_id = promises, await arrives(promises)
    assert await due(store, ticket_id) == {FIRST: at(11), RESOLUTION: at(17)}
    clock.at = at(10)
    await answered(store)
    assert await due(store, ticket_id) == {}
    assert await store.read(lambda uow: clocks.stopped(uow, tickets.get(uow, ticket_id)))
    assert (await store.read(card.facts, ticket_id)).clock_stopped
    clock.at = at(16, days=1)
    await writes(store, "And now?", 1)
    assert await due(store, ticket_id) == {NEXT: at(10, days=2), RESOLUTION: at(15, days=2)}
    clock.at = at(16, 30, days=1)
    await writes(store, "Hello?", 2)
    assert (await due(store, ticket_id))[NEXT] == at(10, days=2), "the oldest message that nobody has answered counts"
    clock.at = at(9, days=2)
    await answered(store, 2)
    assert await due(store, ticket_id) == {}


async def test_what_is_resolved_owes_nothing_and_goes_on_when_it_is_reopened(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    clock.at = at(10)
    await store.write(desk.people)
    await store.write(resolve.resolve, ticket_id, ANA)
    assert await due(store, ticket_id) == {}
    ticket = await store.read(tickets.get, ticket_id)
    assert ticket.first_response_due == at(11), "by when it was due stays known"
    clock.at = at(9, days=1)
    await writes(store, "It is broken again.")
    assert await due(store, ticket_id) == {FIRST: at(10, days=1), RESOLUTION: at(16, days=1)}


async def test_sleep_and_departments_are_ours(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    before = await due(store, ticket_id)
    await store.write(claim.claim, ticket_id, ANA)
    await store.write(snooze.snooze, ticket_id, at(9, days=3), ANA, "V1")
    assert await due(store, ticket_id) == before


async def test_priority_type_queue_and_segment_count_at_once(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    urgent = StatusChange(source="generic", event_id="evt-u", conversation="88", priority="urgent")
    await store.write(intake.take, urgent)
    assert await due(store, ticket_id) == {FIRST: at(9, 30)}
    await store.write(triage.change_type, ticket_id, "refund", ANA)
    assert await due(store, ticket_id) == {}, "the new queue promises nothing"
    gold = await arrives(store, 90, customer=replace(JO, id="c-9", segment="gold"))
    assert await due(store, gold) == {FIRST: at(10)}


async def test_a_customer_who_becomes_gold_is_gold_on_the_ticket_that_they_write_on(
    promises: Store, clock: Clock
) -> None:
    store, ticket_id = promises, await arrives(promises)
    assert (await due(store, ticket_id))[FIRST] == at(11)
    gold = replace(desk.REQUEST, event_id="evt-2", message_id="882", customer=replace(JO, segment="gold"))
    await store.write(intake.take, gold)
    assert await due(store, ticket_id) == {FIRST: at(10)}


async def test_what_is_merged_into_it_is_a_message_to_answer(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises, 1)
    await answered(store, conversation="1")
    clock.at = at(10)
    other = await arrives(store, 2)
    clock.at = at(11)
    await store.write(intake.take, Merge(source="generic", event_id="evt-merge", conversation="2", into="1"))
    assert await due(store, other) == {}
    assert (await due(store, ticket_id))[NEXT] == at(13)


async def test_an_answer_that_crossed_with_a_message_leaves_that_one_owed(promises: Store, clock: Clock) -> None:
    store = promises
    ticket_id, reply, job = await sent_off(store, clock)
    clock.at = at(10)
    await writes(store, "One more thing.")
    clock.at = at(10, 1)
    await store.write(lambda uow: sending.arrived(uow, tickets.lock(uow, ticket_id), reply, "r-1"))
    assert job.kind is Kind.REPLY
    assert (await due(store, ticket_id)).keys() == {NEXT, RESOLUTION}
    assert (await due(store, ticket_id))[NEXT] == at(12)


async def test_a_line_from_the_team_alone_answers_nothing(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    before = await due(store, ticket_id)
    note = AgentMessage(source="generic", event_id="evt-n", conversation="88", body="Odd.", public=False)
    await store.write(intake.take, note)
    assert await due(store, ticket_id) == before


async def test_queue_counts_every_clock(promises: Store, clock: Clock) -> None:
    store = promises
    first, answered_one = await arrives(store, 1), await arrives(store, 2)
    clock.at = at(9)
    await answered(store, conversation="2")
    await writes(store, "And now?", 1, conversation="2")

    async def shown(chosen: str) -> dict[int, datetime | None]:
        await store.write(desk.people)
        found = await store.read(queue.status, "orders", chosen, 0, ANA)
        return {line.ticket_id: line.due for line in found.lines}

    assert await shown("") == {first: at(11), answered_one: at(11)}
    clock.at = at(10, 30)
    assert await shown("due soon") == {first: at(11), answered_one: at(11)}
    await answered(store, 2, conversation="2")
    assert await shown("due soon") == {first: at(11)}
    await writes(store, "Hm.", 2, conversation="2")
    clock.at = at(12, 31)
    assert (await shown("overdue")).keys() == {first, answered_one}
    assert (await store.read(queue.status, "orders", "", 0, ANA)).counts["overdue"] == 2


async def test_open_tickets_follow_a_new_desk_file(database: str, support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    ended = await arrives(support, 90)
    await support.write(resolve.resolve, ended, ANA)
    assert await due(support, ticket_id) == {FIRST: at(11)}
    assert await support.write(clocks.catch_up, 10) == 0
    support.close()
    async with clocked(database, clock) as store:
        assert await due(store, ticket_id) == {FIRST: at(11)}
        assert await store.write(clocks.catch_up, 10) == 1
        assert await due(store, ticket_id) == {FIRST: at(11), RESOLUTION: at(17)}
        assert await store.write(clocks.catch_up, 10) == 0


def test_a_chore_sees_to_it() -> None:
    assert "clocks" in timers.chores(desk.FILE)


async def test_what_was_answered_keeps_by_when_it_was_due(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    clock.at = at(10)
    await answered(store)
    urgent = StatusChange(source="generic", event_id="evt-u", conversation="88", priority="urgent")
    await store.write(intake.take, urgent)
    assert (await store.read(tickets.get, ticket_id)).first_response_due == at(11)


def test_due_is_told_in_order() -> None:
    assert sorted([Due(at(11), RESOLUTION), Due(at(10), NEXT)])[0].target is NEXT


async def test_the_digest_counts_every_clock_that_is_overdue_just_now(promises: Store, clock: Clock) -> None:
    store = promises
    await arrives(store, 1)
    await arrives(store, 2)
    clock.at = at(9)
    await answered(store, conversation="2")
    await writes(store, "And now?", 1, conversation="2")
    clock.at = at(17)
    await store.write(desk.people)
    found = await store.read(digest.asked, "orders", "today", LENA)
    assert found.overdue == {"first_response": 1, "next_response": 1, "resolution": 2}
    assert words("en").overdue_now(found.overdue) == ("Overdue just now: 1 first answer, 1 next answer, 2 resolutions.")
    assert (await store.read(digest.asked, "billing", "today", BOB)).overdue == {}


async def test_what_is_read_by_columns_is_read_on_both_databases(either: Store, clock: Clock) -> None:
    ticket_id, other = await arrives(either, 1), await arrives(either, 2)
    await either.write(claim.claim, ticket_id, ANA)
    clock.at = at(10, 30)
    found = await either.read(rows.warned)
    assert [(one.ticket_id, one.owed, one.late_at) for one in found] == [
        (number, (Due(at(11), FIRST),), None) for number in (ticket_id, other)
    ]
    assert await either.read(rows.warned_of, ticket_id) == ((Due(at(11), FIRST), at(10, 30)),)
    assert await either.read(rows.overdue, ["orders"]) == {}
    clock.at = at(12)
    assert [one.late_at for one in await either.read(rows.warned)] == [at(12), at(12)]
    assert await either.read(rows.overdue, ["orders", "billing"]) == {"first_response": 2}
    deeds = await either.read(rows.last_deeds, [ticket_id, other])
    assert deeds == {ticket_id: MONDAY}
    assert await either.read(rows.by_another_version, 10) == []
    await either.write(warning.look)
    assert await either.read(lambda uow: backlog.waiting(uow, Kind.WARNING)) == {"#support-orders", f"lead:{LENA}"}
    await either.write(warning.look)
