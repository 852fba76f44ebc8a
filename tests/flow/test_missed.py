"""What was promised and not done by its time is on record, and told, once. Monday, eight; the desk opens at nine."""

from datetime import datetime, timedelta

from bot.domain.handoff import Answer
from bot.flow import claim, clocks, handoff_answers, resolve, timers
from bot.flow.handoff import ask
from store import journal
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.clocked import answered, at
from tests.flow.clocked import promises as promises
from tests.flow.desk import ANA, TOMAS, arrives, writes
from tests.flow.test_events import BOTH, Followed
from tests.flow.test_events import followed as followed
from tests.flow.test_handoff import WHERE

DAY = timedelta(days=1)


async def missed(store: Store, ticket_id: int) -> list[tuple[str, datetime]]:
    told = [each for each in await store.read(journal.entries, ticket_id) if each.action == "sla.missed"]
    return [(each.detail["target"], datetime.fromisoformat(each.detail["due"])) for each in told]


async def test_each_target_once_however_often_it_is_looked_at(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    clock.at = at(10, 59)
    assert await store.write(clocks.missed_now, 100) == 0
    clock.at = at(11)
    assert await store.write(clocks.missed_now, 100) == 1
    assert await store.write(clocks.missed_now, 100) == 0
    assert await missed(store, ticket_id) == [("first_response", at(11))]
    clock.at = at(17)
    await store.write(clocks.missed_now, 100)
    assert await missed(store, ticket_id) == [("first_response", at(11)), ("resolution", at(17))]


async def test_what_is_answered_in_time_is_not(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    clock.at = at(10)
    await answered(store)
    clock.at = at(9, days=3)
    assert await store.write(clocks.missed_now, 100) == 0
    assert await missed(store, ticket_id) == []


async def test_what_is_answered_too_late_is_on_record_with_the_answer(promises: Store, clock: Clock) -> None:
    """Nobody had looked between the two."""
    store, ticket_id = promises, await arrives(promises)
    clock.at = at(11, 1)
    await answered(store)
    assert await missed(store, ticket_id) == [("first_response", at(11))]
    clock.at = at(12)
    await writes(store, "And now?", 1)
    clock.at = at(14, 30)
    await store.write(desk.people)
    await store.write(resolve.resolve, ticket_id, ANA)
    assert await missed(store, ticket_id) == [("first_response", at(11)), ("next_response", at(14))]
    clock.at = at(9, days=1)
    assert await store.write(clocks.missed_now, 100) == 0


async def test_a_pause_makes_no_second_one_of_it(promises: Store, clock: Clock) -> None:
    store, ticket_id = promises, await arrives(promises)
    await store.write(claim.claim, ticket_id, ANA)
    clock.at = at(16, 59)
    await store.write(clocks.missed_now, 100)
    clock.at = at(10, days=1)
    await store.write(clocks.missed_now, 100)
    await answered(store)
    clock.at = at(11, days=1)
    await writes(store, "And now?", 1)
    await store.write(clocks.missed_now, 100)
    assert [target for target, _ in await missed(store, ticket_id)] == ["first_response", "resolution"]


async def test_where_nothing_is_promised_nothing_is_missed(store: Store, clock: Clock) -> None:
    await arrives(store)
    clock.move(30 * DAY)
    assert await store.write(clocks.missed_now, 100) == 0


@BOTH
async def test_it_is_told_once_with_what_was_promised(followed: Followed) -> None:
    store, clock = followed.store, followed.office.clock
    store.desk = store.desk.model_copy(update={"file": store.desk.file.model_copy(update={"sla": _POLICIES})})
    ticket_id = await arrives(store)
    clock.at = at(12)
    for _ in range(3):
        await store.write(clocks.missed_now, 100)
        await followed.office.work(30)
    (event,) = [event for event in followed.told["jira"].events if event.name == "sla.missed"]
    told = event.body["data"]
    assert (told["ticket"], told["target"], told["by"]) == (f"T-{ticket_id}", "first_response", "system")
    assert datetime.fromisoformat(told["due"]) == at(11)


_POLICIES = desk.FILE.model_validate(
    desk.FILE.model_dump() | {"sla": [{"name": "standard", "first_response": {"normal": "2h"}}]}
).sla


async def test_a_departments_answer_and_its_promise_are_told_once_each(followed: Followed) -> None:
    store, clock = followed.store, followed.office.clock
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    found = await store.write(ask, [ticket_id], WHERE, ANA, "V-ask")
    assert found is not None

    async def pass_by(moment: datetime) -> None:
        clock.at = moment + timedelta(minutes=1)
        await store.write(desk.people)
        for timer in await store.read(timers.due, 20):
            await store.write(timers.run, timer.id)
        await followed.office.work()

    await pass_by(found.accept_by)
    await store.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await pass_by(found.promised_at)
    told = [event.body["data"] for event in followed.told["jira"].events if event.name == "handoff.missed"]
    assert [(one["handoff"], one["department"], one["what"]) for one in told] == [
        (found.number, "logistics", "accept"),
        (found.number, "logistics", "promise"),
    ]
    assert [datetime.fromisoformat(one["due"]) for one in told] == [found.accept_by, found.promised_at]
