"""Seats at Slack's sockets: two of them, held by beats, free at once when they are given back."""

import asyncio
from datetime import timedelta

from bot.flow import seats
from store.store import Store
from tests.flow.clock import Clock

LITTLE = timedelta(seconds=1)


async def test_two_processes_have_seats_and_a_third_waits(either: Store) -> None:
    assert [await either.write(seats.take, name) for name in ("a", "b", "c")] == [1, 2, None]


async def test_of_many_at_once_two_get_one(either: Store) -> None:
    taken = await asyncio.gather(*(either.write(seats.take, f"process {number}") for number in range(8)))
    assert sorted(taken, key=str) == [1, 2, *[None] * 6]


async def test_asking_again_keeps_the_same_seat(either: Store) -> None:
    await either.write(seats.take, "a")
    assert await either.write(seats.take, "a") == 1
    assert await either.write(seats.take, "b") == 2


async def test_a_seat_that_is_given_back_is_free_at_once(either: Store) -> None:
    for name in ("a", "b"):
        await either.write(seats.take, name)
    await either.write(seats.leave, 1, "a")
    await either.write(seats.leave, 1, "a")
    assert await either.write(seats.take, "c") == 1
    await either.write(seats.leave, 1, "a")  # late, and of no effect on whoever has it now
    assert await either.write(seats.keep, 1, "c")


async def test_a_seat_comes_free_when_its_holder_is_not_heard_of(either: Store, clock: Clock) -> None:
    for name in ("a", "b"):
        await either.write(seats.take, name)
    clock.move(seats.TIME - LITTLE)
    assert await either.write(seats.keep, 2, "b")
    clock.move(LITTLE)
    assert await either.write(seats.take, "c") == 1
    assert not await either.write(seats.keep, 1, "a")
    assert await either.write(seats.take, "d") is None


async def test_a_seat_that_ran_out_and_nobody_wanted_is_kept(either: Store, clock: Clock) -> None:
    """The database was away: whoever comes first has it."""
    await either.write(seats.take, "a")
    clock.move(seats.TIME * 10)
    assert await either.write(seats.keep, 1, "a")


async def test_a_process_that_is_alone_clears_what_a_crash_left(either: Store) -> None:
    for name in ("a", "b"):
        await either.write(seats.take, name)
    await either.write(seats.clear)
    assert await either.write(seats.take, "c") == 1
