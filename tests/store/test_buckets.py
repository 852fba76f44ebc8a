"""A rate limit delays, never drops."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.outbox import Job
from store import buckets
from store.buckets import Pace
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.desk import DESK
from tests.store.work import Clock, ask, lease

PACES = {"post": Pace(timedelta(seconds=1), burst=2), "edit": Pace(timedelta(seconds=2))}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database: str, clock: Clock) -> AsyncIterator[Store]:
    opened = Store(database, DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
    await opened.open()
    yield opened
    opened.close()


async def leased(store: Store, limit: int = 8) -> list[str]:
    return [job.subject for job in await store.write(lease, limit, PACES)]


async def fill(store: Store, *bucket_of: str) -> None:
    for subject, bucket in enumerate(bucket_of, start=1):
        await store.write(ask, subject, bucket=bucket)


async def test_a_burst_goes_at_once_and_the_rest_at_the_pace(store: Store, clock: Clock) -> None:
    await fill(store, *["post:a"] * 5)
    assert await leased(store) == ["1", "2"]
    for subject in ("3", "4", "5"):
        assert await leased(store) == []
        clock.move(1)
        assert await leased(store) == [subject]


async def test_a_bucket_that_has_rested_holds_no_more_than_its_burst(store: Store, clock: Clock) -> None:
    await fill(store, *["post:a"] * 5)
    await leased(store)
    clock.move(3600)
    assert await leased(store) == ["3", "4"]


async def test_one_full_bucket_does_not_hold_the_others(store: Store) -> None:
    await fill(store, *["post:a"] * 9, "edit", "post:b", "")
    assert await leased(store, limit=4) == ["1", "2"]
    assert await leased(store, limit=4) == ["10", "11", "12"]


async def test_what_has_no_bucket_or_no_pace_is_free(store: Store) -> None:
    await fill(store, "", "", "other:x", "other:x")
    assert await leased(store) == ["1", "2", "3", "4"]


async def test_a_429_closes_the_bucket_for_its_time_and_never_for_less(store: Store, clock: Clock) -> None:
    await fill(store, *["helpdesk:generic"] * 3, "post:a")
    (job, *_) = await store.write(lease, 1, PACES)

    def close(uow: UnitOfWork, job: Job, seconds: float) -> None:
        buckets.close_bucket_of(uow, job.id, uow.now + timedelta(seconds=seconds))

    await store.write(close, job, 30)
    await store.write(close, job, 5)
    assert await leased(store) == ["4"]
    clock.move(29.9)
    assert await leased(store) == []
    clock.move(0.2)
    assert await leased(store) == ["2", "3"]


async def test_after_a_429_the_bucket_begins_again_at_its_pace(store: Store, clock: Clock) -> None:
    await fill(store, *["post:a"] * 5)
    assert await leased(store, limit=1) == ["1"]
    await store.write(buckets.close_bucket, "post:a", clock.at + timedelta(seconds=10))
    clock.move(10)
    assert await leased(store) == ["2"]


async def test_workers_that_lease_at_the_same_moment_share_a_bucket(store: Store) -> None:
    await fill(store, *["post:a"] * 4)
    found = await asyncio.gather(*(leased(store, limit=1) for _ in range(6)))
    assert sum(map(len, found)) == 2


async def test_a_key_may_name_a_workspace_a_method_and_a_channel(store: Store) -> None:
    await fill(store, "edit:T1", "edit:T1", "edit:T2", "post:T1:C1", "post:T1:C1", "post:T1:C1", "post:T1:C2")
    assert await leased(store) == ["1", "3", "4", "5", "7"]


async def test_a_narrow_bucket_takes_from_the_wide_one_that_it_is_within(store: Store, clock: Clock) -> None:
    paces = PACES | {"slow": Pace(timedelta(seconds=10), within="post")}
    await fill(store, "slow:a", "post:a", "post:a", "slow:a", "slow:b")

    async def next_ones() -> list[str]:
        return [job.subject for job in await store.write(lease, 8, paces)]

    assert await next_ones() == ["1", "2", "5"]
    clock.move(1)
    assert await next_ones() == ["3"]
    clock.move(8)
    assert await next_ones() == []
    clock.move(1)
    await store.write(buckets.close_bucket, "post:a", clock.at + timedelta(seconds=3))
    assert await next_ones() == []
    clock.move(3)
    assert await next_ones() == ["4"]


async def test_a_429_closes_what_a_narrow_bucket_is_within_too(store: Store, clock: Clock) -> None:
    paces = PACES | {"slow": Pace(timedelta(seconds=10), within="post")}
    await fill(store, "slow:a", "post:a")
    (job,) = await store.write(lease, 1, paces)

    def close(uow: UnitOfWork) -> None:
        buckets.close_bucket_of(uow, job.id, uow.now + timedelta(seconds=30), paces)

    await store.write(close)
    clock.move(29)
    assert await store.write(lease, 8, paces) == []
    clock.move(1)
    assert [job.subject for job in await store.write(lease, 8, paces)] == ["2"]
