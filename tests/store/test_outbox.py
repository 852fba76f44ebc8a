"""Work that leaves the process: in order, once, and never lost."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.outbox import DONE, Job, Kind, Outcome
from store import outbox
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.desk import DESK
from tests.store.work import Clock, ask, lease, rows

AGAIN = Outcome("again", "slow")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database: str, clock: Clock) -> AsyncIterator[Store]:
    opened = Store(database, DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
    await opened.open()
    yield opened
    opened.close()


def finish(uow: UnitOfWork, job: Job, outcome: Outcome = DONE, delay: float = 0) -> bool:
    return outbox.finish(uow, job, outcome, timedelta(seconds=delay))


async def test_the_most_urgent_goes_first_and_what_is_not_due_waits(store: Store, clock: Clock) -> None:
    for subject, priority, delay in ((1, 50, 0), (2, 10, 0), (3, 80, 0), (4, 10, 5)):
        await store.write(ask, subject, priority=priority, delay=delay)
    assert [job.subject for job in await store.write(lease)] == ["2", "1", "3"]
    clock.move(5)
    assert [job.subject for job in await store.write(lease)] == ["4"]


async def test_asking_again_touches_the_row_and_makes_it_no_later_and_no_less_urgent(store: Store) -> None:
    await store.write(ask, 1, priority=50, delay=60)
    await store.write(ask, 1, priority=10)
    await store.write(ask, 1, priority=80, delay=90)
    (job,) = await store.write(lease)
    assert (job.subject, job.touched) == ("1", "3")
    assert await store.read(rows) == [("card", "1", "leased")]


async def test_only_the_head_of_a_lane_goes(store: Store) -> None:
    for subject in (1, 2, 3):
        await store.write(ask, subject, Kind.REPLY, lane="ticket:1:helpdesk", priority=90 - subject)
    for wanted in ("1", "2", "3"):
        (job,) = await store.write(lease)
        assert job.subject == wanted
        assert await store.write(lease) == []
        await store.write(finish, job)


async def test_a_slow_suggestion_does_not_hold_the_card(store: Store) -> None:
    await store.write(ask, 1, Kind.PREPARE)
    await store.write(lease)
    await store.write(ask, 1, Kind.CARD)
    assert [job.kind for job in await store.write(lease)] == [Kind.CARD]


async def test_unsure_blocks_its_own_lane_only_until_a_person_has_looked(store: Store) -> None:
    await store.write(ask, 1, Kind.REPLY, lane="ticket:1:helpdesk")
    (job,) = await store.write(lease)
    await store.write(finish, job, Outcome("unsure", "no answer"))
    await store.write(ask, 2, Kind.REPLY, lane="ticket:1:helpdesk")
    await store.write(ask, 3, Kind.REPLY, lane="ticket:9:helpdesk")
    assert [job.subject for job in await store.write(lease)] == ["3"]
    await store.write(outbox.settle_unsure, Kind.REPLY, 1)
    assert [job.subject for job in await store.write(lease)] == ["2"]


async def test_a_lower_number_that_shows_late_waits_for_the_one_under_way(store: Store) -> None:
    await store.write(ask, 2, Kind.REPLY, lane="ticket:1:helpdesk")
    (job,) = await store.write(lease)

    def shows_late(uow: UnitOfWork) -> None:
        ask(uow, 1, Kind.REPLY, lane="ticket:1:helpdesk")
        uow.execute(text("UPDATE outbox SET id = -1 WHERE subject = '1'"))

    await store.write(shows_late)
    assert await store.write(lease) == []
    await store.write(finish, job)
    assert [job.subject for job in await store.write(lease)] == ["1"]


async def test_an_outcome_with_a_lost_lease_changes_nothing(store: Store, clock: Clock) -> None:
    await store.write(ask, 1)
    (slow,) = await store.write(lease)
    clock.move(61)
    (gone,) = await store.write(outbox.expired, 5)
    assert gone == slow
    await store.write(finish, gone, AGAIN)
    (second,) = await store.write(lease)
    assert not await store.write(outbox.holds, slow)
    for late in (DONE, AGAIN, Outcome("dead"), Outcome("unsure")):
        assert not await store.write(finish, slow, late)
    assert await store.read(rows) == [("card", "1", "leased")]
    assert await store.write(outbox.holds, second)
    assert await store.write(finish, second)


async def test_what_did_not_work_comes_again_after_its_pause_and_counts_its_tries(store: Store, clock: Clock) -> None:
    await store.write(ask, 1)
    (first,) = await store.write(lease)
    await store.write(finish, first, AGAIN, 4)
    clock.move(3.9)
    assert await store.write(lease) == []
    clock.move(0.2)
    (second,) = await store.write(lease)
    assert (first.attempts, second.attempts) == (1, 2)
    assert second.lease_token != first.lease_token


async def test_put_back_while_it_was_asked_for_again_leaves_one_row(store: Store) -> None:
    await store.write(ask, 1)
    (job,) = await store.write(lease)
    await store.write(ask, 1)
    assert await store.write(finish, job, AGAIN, 300)
    assert await store.read(rows) == [("card", "1", "done"), ("card", "1", "pending")]
    assert [job.subject for job in await store.write(lease)] == ["1"], (
        "the new wish does not wait for the old one's pause"
    )


async def test_dropped_work_is_not_done_and_what_is_under_way_cannot_be_dropped(store: Store) -> None:
    await store.write(ask, 1)
    assert await store.write(outbox.cancel, Kind.CARD, 1)
    assert await store.write(lease) == []
    await store.write(ask, 1)
    await store.write(lease)
    assert not await store.write(outbox.cancel, Kind.CARD, 1)


async def test_the_fast_lane_closes_only_what_nobody_asked_for_since(store: Store) -> None:
    await store.write(ask, 1)
    seen = await store.read(outbox.pending_touch, Kind.CARD, 1)
    assert seen is not None
    await store.write(ask, 1)
    assert not await store.write(outbox.close_if_untouched, *seen)
    now = await store.read(outbox.pending_touch, Kind.CARD, 1)
    assert now is not None
    assert await store.write(outbox.close_if_untouched, *now)
    assert await store.write(lease) == []


async def test_shuffled_workers_do_everything_once_and_each_lane_in_order(store: Store) -> None:
    wanted = [(f"ticket:{lane}:helpdesk", lane * 100 + step) for step in range(6) for lane in range(5)]
    for lane, subject in wanted:
        await store.write(ask, subject, Kind.REPLY, lane=lane)
    done: list[int] = []
    shuffled = random.Random(7)

    async def worker() -> None:
        while len(done) < len(wanted):
            for job in await store.write(lease, shuffled.randint(1, 4)):
                await asyncio.sleep(0)
                done.append(int(job.subject))
                await store.write(finish, job)

    await asyncio.gather(*(worker() for _ in range(4)))
    assert sorted(done) == sorted(subject for _, subject in wanted)
    for number in range(5):
        mine = [subject for subject in done if subject // 100 == number]
        assert mine == sorted(mine)


async def test_thirty_changes_in_a_moment_are_one_row(store: Store) -> None:
    await asyncio.gather(*(store.write(ask, 1) for _ in range(30)))
    assert await store.read(rows) == [("card", "1", "pending")]
