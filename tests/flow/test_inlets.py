"""Sources that are asked: each thing once, the mark only behind what is stored, one process at a time, no fault that
holds up the rest."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlmodel import col, select

from bot import inlets as runner
from bot.domain.arrival import Arrival, NewRequest, Receipt, Sender
from bot.domain.desk_around import Source
from bot.domain.errors import DatabaseUnavailable
from bot.domain.inlet import Drawn, SourceAway, Told
from bot.flow import health, inlets
from bot.flow.inlets import Overtaken
from bot.flow.intake import take
from bot.inlets import Inlets
from bot.telemetry import Metrics
from store import inbox
from store.store import Store
from store.tables import InboxRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock


def request(number: int) -> NewRequest:
    return NewRequest(
        source="box", event_id=f"m-{number}", conversation=f"c-{number}", subject=f"Question {number}",
        body=f"Where is my order {number}?", via="email", customer=Sender(email=f"jo{number}@mail.example"),
    )  # fmt: skip


def told(number: int) -> Told:
    return Told(event_id=f"m-{number}", arrival=request(number), mark=str(number), raw=f'{{"number": {number}}}')


class Box:
    """A source with numbered things, which is asked page by page."""

    def __init__(self, things: Sequence[Told] = (), page: int = 2) -> None:
        self.name = "box"
        self.things = list(things)
        self.page = page
        self.troubles: list[Exception] = []
        self.asked: list[str] = []
        self.closed = 0
        self.rang = asyncio.Event()

    def put(self, thing: Told) -> None:
        self.things.append(thing)
        self.rang.set()

    async def since(self, mark: str) -> Drawn:
        self.asked.append(mark)
        if self.troubles:
            raise self.troubles.pop(0)
        after = [thing for thing in self.things if int(thing.mark) > int(mark or 0)]
        found = tuple(after[: self.page])
        return Drawn(told=found, mark=found[-1].mark if found else mark or "0", more=len(after) > len(found))

    async def news(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        await self.rang.wait()
        self.rang.clear()

    async def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without pauses; logs are not drawn, which takes seconds for an error deep in the database."""
    monkeypatch.setattr(runner, "BEAT_SECONDS", 0.02)
    monkeypatch.setattr(runner, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(runner, "backoff", lambda failures, jitter: timedelta(milliseconds=1))
    with structlog.testing.capture_logs():
        yield


@asynccontextmanager
async def asking(store: Any, box: Box, holder: str = "one", metrics: Metrics | None = None) -> AsyncIterator[Inlets]:
    found = Inlets(store, [box], holder=holder, metrics=metrics or Metrics(), jitter=random.Random(7))
    await found.start()
    try:
        yield found
    finally:
        await found.stop()


def subjects(uow: UnitOfWork) -> list[str]:
    return list(uow.execute(select(TicketRow.subject).order_by(col(TicketRow.id))).scalars())


async def until(store: Store, what: Callable[[UnitOfWork], bool]) -> None:
    async with asyncio.timeout(40):
        while not await store.read(what):  # noqa: ASYNC110 - a row has no event
            await asyncio.sleep(0.01)


def has(count: int) -> Callable[[UnitOfWork], bool]:
    return lambda uow: len(subjects(uow)) == count


def marked(mark: str) -> Callable[[UnitOfWork], bool]:
    return lambda uow: inlets.mark(uow, "box") == mark


async def test_what_came_is_stored_in_order_and_what_comes_later_too(either: Store) -> None:
    box = Box([told(number) for number in range(1, 6)])
    async with asking(either, box):
        await until(either, has(5))
        box.put(told(6))
        await until(either, marked("6"))
    assert await either.read(subjects) == [f"Question {number}" for number in range(1, 7)]


async def test_asked_again_from_the_beginning_it_is_stored_once(support: Store) -> None:
    box = Box([told(1), told(2)])
    async with asking(support, box):
        await until(support, marked("2"))
    await support.write(lambda uow: inlets.answered(uow, "box", "2", "0"))
    metrics = Metrics()
    async with asking(support, box, metrics=metrics):
        await until(support, marked("2"))
    assert len(await support.read(subjects)) == 2
    assert metrics.registry.get_sample_value("deskhand_arrivals_total", {"source": "box", "status": "repeated"}) == 2


async def test_one_that_fails_is_kept_and_holds_up_nothing(support: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(uow: UnitOfWork, arrival: Arrival) -> Receipt:
        if arrival.event_id == "m-2":
            raise ValueError("what somebody wrote")
        return take(uow, arrival)

    monkeypatch.setattr(inlets, "take_in", stumbles)
    unread = Told(event_id="m-3", mark="3", raw="\0not mail", fault="it is no mail")
    box = Box([told(1), told(2), unread, told(4)])
    metrics = Metrics()
    async with asking(support, box, metrics=metrics):
        await until(support, marked("4"))
    assert await support.read(subjects) == ["Question 1", "Question 4"]
    kept = await support.read(inbox.unfinished, "parked")
    assert [(one.external_id, one.body) for one in kept] == [("m-2", '{"number": 2}'), ("m-3", "not mail")]
    assert kept[1].error == "it is no mail"
    assert metrics.registry.get_sample_value("deskhand_parked_total", {"source": "box"}) == 2


async def test_the_mark_moves_with_what_is_stored_or_not_at_all(support: Store) -> None:
    await support.write(inlets.draw, "box", told(1), "")
    with pytest.raises(Overtaken):
        await support.write(inlets.draw, "box", told(2), "")
    assert await support.read(inlets.mark, "box") == "1"
    assert await support.read(subjects) == ["Question 1"]
    assert await support.read(lambda uow: len(uow.execute(select(InboxRow.id)).all())) == 1


async def test_a_source_that_is_away_is_asked_again_and_said_to_be(support: Store, clock: Clock) -> None:
    box = Box([told(1)])
    box.troubles = [SourceAway("nobody answers at box.example")] * 3 + [ValueError("a bug")]
    seen: list[int] = []

    def away(uow: UnitOfWork) -> bool:
        seen.extend(state.failures for state in health.standing(uow).inlets if state.away_since)
        return bool(subjects(uow))

    named = support.desk.model_copy(
        update={"file": support.desk.file.model_copy(update={"sources": (Source(name="box"),)})}
    )
    support.desk = named
    async with asking(support, box):
        await until(support, away)
        await until(support, lambda uow: all(state.away_since is None for state in inlets.states(uow)))
    (state,) = (await support.read(health.standing)).inlets
    assert (state.away_since, state.failures, state.fault) == (None, 0, "")
    assert state.asked_at == clock.at
    assert len(box.asked) >= 5
    assert box.closed >= 4


async def test_one_process_asks_and_another_takes_over(either: Store) -> None:
    first, second = Box([told(1)]), Box([told(1), told(2)])
    async with asking(either, second, "two") as waiting:
        await until(either, marked("2"))
        async with asking(either, first, "one"):
            await asyncio.gather(*(either.write(inlets.keep, "box", "two") for _ in range(5)))
            assert first.asked == []
            first.put(told(2))
            first.put(told(3))
            await waiting.stop()  # gives the right to ask back at once
            await until(either, marked("3"))
    assert await either.read(subjects) == ["Question 1", "Question 2", "Question 3"]
    assert second.closed


async def test_who_is_not_heard_of_loses_the_right_to_ask(either: Store, clock: Clock) -> None:
    assert await either.write(inlets.take, "box", "one")
    assert not await either.write(inlets.take, "box", "two")
    assert await either.write(inlets.take, "another", "two")
    clock.move(inlets.TIME)
    assert await either.write(inlets.take, "box", "two")
    assert not await either.write(inlets.keep, "box", "one")
    box = Box([told(1)])
    async with asking(either, box, "one"):
        await either.write(inlets.keep, "box", "two")
        assert box.asked == []


async def test_a_database_that_is_away_loses_nothing(support: Store) -> None:
    class Away:
        def __init__(self) -> None:
            self.left = 6

        async def write(self, use_case: Any, *given: Any) -> Any:
            self._tick()
            return await support.write(use_case, *given)

        async def read(self, use_case: Any, *given: Any) -> Any:
            self._tick()
            return await support.read(use_case, *given)

        def _tick(self) -> None:
            self.left -= 1
            if self.left >= 0 and self.left % 2:
                raise DatabaseUnavailable("away")

    box = Box([told(1), told(2), told(3)])
    async with asking(Away(), box):
        await until(support, marked("3"))
    assert await support.read(subjects) == ["Question 1", "Question 2", "Question 3"]
