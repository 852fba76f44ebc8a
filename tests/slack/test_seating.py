"""A process and its seat: who has one has sockets, who has none waits, and a database that is away takes nobody's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.flow import seats
from bot.slack import seating as seating_module
from bot.slack.errors import SlackDown, TokenBad
from bot.slack.seating import Seating
from bot.slack.sockets import Sockets
from store.store import Store
from tests import databases
from tests.flow.clock import Clock
from tests.flow.desk import DESK


class FakeSockets:
    """Sockets that only say whether they are open."""

    def __init__(self) -> None:
        self.is_open = False
        self.troubles: list[Exception] = []

    async def open(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.is_open = True

    async def close(self, seconds: float) -> None:
        self.is_open = False

    def report(self) -> dict[str, Any]:
        return {"open": int(self.is_open)}


class Runner:
    """A store that can be away."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.away = False
        self.calls = 0

    async def write(self, use_case: Callable[..., Any], *given: Any) -> Any:
        self.calls += 1
        if self.away:
            raise DatabaseUnavailable("away")
        return await self.store.write(use_case, *given)


class Process:
    def __init__(self, store: Store, name: str) -> None:
        self.runner = Runner(store)
        self.sockets = FakeSockets()
        self.seating = Seating(cast(Any, self.runner), cast(Sockets, self.sockets), name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def processes(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[[str], Process]]:
    monkeypatch.setattr(seating_module, "BEAT_SECONDS", 0.02)
    monkeypatch.setattr(seating_module, "LOOK_SECONDS", 0.02)
    made: list[Process] = []
    with databases.fresh("sqlite", tmp_path) as url:
        store = Store(url, DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
        await store.open()

        def make(name: str) -> Process:
            made.append(Process(store, name))
            return made[-1]

        yield make
        for process in made:
            await process.seating.stop(0)
        store.close()


Make = Callable[[str], Process]


async def beats(*processes: Process) -> None:
    """Each of them has spoken to the database since, or tried to: twice, as the first may have been under way."""
    before = [process.runner.calls for process in processes]
    await until(lambda: all(one.runner.calls >= calls + 2 for one, calls in zip(processes, before, strict=True)))


async def until(predicate: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not predicate():  # noqa: ASYNC110 - a table sets no event
            await asyncio.sleep(0.01)


async def test_the_third_process_serves_without_sockets_until_a_seat_is_given_back(processes: Make) -> None:
    first, second, third = [processes(name) for name in ("a", "b", "c")]
    for process in (first, second, third):
        await process.seating.start()
    assert [process.sockets.is_open for process in (first, second, third)] == [True, True, False]
    assert third.seating.report() == {"open": 0, "waiting": seating_module.WAITING}
    assert first.seating.report() == {"seat": 1, "open": 1}
    await first.seating.stop(1.0)
    assert not first.sockets.is_open
    await until(lambda: third.sockets.is_open)
    assert third.seating.number == 1


async def test_beats_keep_a_seat_for_longer_than_its_time(processes: Make, clock: Clock) -> None:
    first, second, third = [processes(name) for name in ("a", "b", "c")]
    for process in (first, second, third):
        await process.seating.start()
    for _ in range(4):
        clock.move(seats.TIME * 0.8)
        await beats(first, second, third)
    assert [process.sockets.is_open for process in (first, second, third)] == [True, True, False]


async def test_a_database_that_is_away_takes_nobodys_sockets(processes: Make, clock: Clock) -> None:
    first = processes("a")
    await first.seating.start()
    first.runner.away = True
    clock.move(seats.TIME * 5)
    await beats(first)
    assert first.sockets.is_open
    first.runner.away = False
    await beats(first)
    assert first.sockets.is_open, "nobody wanted the seat meanwhile"


async def test_a_seat_that_another_process_took_meanwhile_is_given_up(processes: Make, clock: Clock) -> None:
    first, second, third = [processes(name) for name in ("a", "b", "c")]
    for process in (first, second):
        await process.seating.start()
    first.runner.away = True  # this one alone is cut off
    await beats(first)
    clock.move(seats.TIME * 0.9)
    await beats(second)
    clock.move(seats.TIME * 0.9)
    await third.seating.start()
    assert (third.seating.number, first.sockets.is_open) == (1, True)
    first.runner.away = False
    await until(lambda: not first.sockets.is_open)
    assert [process.sockets.is_open for process in (second, third)] == [True, True]


async def test_what_keeps_the_socket_from_opening_is_raised_and_the_seat_is_free(processes: Make) -> None:
    first, others = processes("a"), [processes(name) for name in ("b", "c")]
    first.sockets.troubles = [TokenBad("invalid_auth")]
    with pytest.raises(TokenBad):
        await first.seating.start()
    for process in others:
        await process.seating.start()
    assert [process.seating.number for process in others] == [1, 2]


async def test_whoever_waited_and_cannot_reach_slack_tries_again(processes: Make) -> None:
    first, second, third = [processes(name) for name in ("a", "b", "c")]
    third.sockets.troubles = [SlackDown("away"), TokenBad("revoked")]
    for process in (first, second, third):
        await process.seating.start()
    await second.seating.stop(0)
    await until(lambda: third.sockets.is_open)
    assert third.sockets.troubles == []
