"""A source that fails is left alone, and a value that was read before stands in only where that is allowed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.breaker import MOST_FAILURES, PAUSE
from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.record import Record
from bot.records import spared
from bot.records.spared import Spared


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 24, 12, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class Orders:
    """Says what it is told to, once for each time it is asked; then that order 4417 is in transit."""

    clock: Clock
    name: str = "orders"
    says: list[RecordsUnreachable | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        self.asked.append(key)
        if self.says:
            said = self.says.pop(0)
            if said is None:
                return None
            raise said
        return Record(
            source="orders", key=key, customer_id="c-7", customer_email="", fields={"status": "in transit"},
            read_at=self.clock.now(),
        )  # fmt: skip


def spec(cache: timedelta = timedelta(minutes=5)) -> RecordSource:
    address = "https://shop.example/{key}"
    return RecordSource(name="orders", kind="http", address=address, pattern=r"(\d{4})", cache=cache)


def trouble(why: NotRead = NotRead.NO_ANSWER, pause: timedelta | None = None) -> RecordsUnreachable:
    return RecordsUnreachable("orders: no answer", why, pause)


def around(cache: timedelta = timedelta(minutes=5)) -> tuple[Spared, Orders, Clock]:
    clock = Clock()
    orders = Orders(clock)
    return Spared(orders, spec(cache), clock, clock.now), orders, clock


async def failing(source: Spared, times: int = MOST_FAILURES) -> None:
    for _ in range(times):
        with pytest.raises(RecordsUnreachable):
            await source.read("4417")


async def test_a_value_is_kept_for_its_time_and_says_when_it_was_read() -> None:
    source, orders, clock = around()
    first = await source.read("4417")
    clock.at += timedelta(minutes=4)
    second = await source.read("4417")
    clock.at += timedelta(minutes=1)
    third = await source.read("4417")

    assert orders.asked == ["4417", "4417"]
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.kept, second.kept, third.kept) == (False, True, False)
    assert second.read_at == first.read_at < third.read_at


async def test_whoever_needs_it_fresh_gets_it_fresh() -> None:
    source, orders, clock = around()
    await source.read("4417")
    clock.at += timedelta(minutes=1)
    found = await source.read("4417", fresh=True)

    assert found is not None
    assert not found.kept
    assert found.read_at == clock.at
    assert orders.asked == ["4417", "4417"]


async def test_a_kept_value_never_hides_that_a_fresh_one_cannot_be_had() -> None:
    source, orders, _ = around()
    await source.read("4417")
    orders.says = [trouble()]

    with pytest.raises(RecordsUnreachable):
        await source.read("4417", fresh=True)


async def test_nothing_is_kept_by_default_nor_what_is_not_there() -> None:
    source, orders, _ = around(cache=timedelta())
    await source.read("4417")
    await source.read("4417")
    kept, missing, _ = around()
    missing.says = [None, None]
    await kept.read("9999")
    await kept.read("9999")

    assert len(orders.asked) == 2
    assert len(missing.asked) == 2


async def test_a_record_that_is_gone_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    source, orders, _ = around()
    await source.read("4417")
    orders.says = [None]

    assert await source.read("4417", fresh=True) is None
    orders.says = [None]
    assert await source.read("4417") is None


async def test_so_many_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spared, "MOST_KEPT", 2)
    source, orders, _ = around()
    for key in ("1111", "2222", "3333", "1111", "3333"):
        await source.read(key)

    assert orders.asked == ["1111", "2222", "3333", "1111"]


async def test_after_some_failures_it_is_left_alone_then_tried_once() -> None:
    source, orders, clock = around()
    orders.says = [trouble() for _ in range(MOST_FAILURES)]
    await failing(source)
    assert source.standing == "open"
    with pytest.raises(RecordsUnreachable) as caught:
        await source.read("4417")

    assert caught.value.why is NotRead.PAUSED
    assert len(orders.asked) == MOST_FAILURES
    clock.at += PAUSE
    found = await source.read("4417")
    assert found is not None
    assert len(orders.asked) == MOST_FAILURES + 1


async def test_what_it_asks_for_is_kept_to() -> None:
    source, orders, clock = around()
    orders.says = [trouble(NotRead.LIMITED, timedelta(seconds=40))]
    await failing(source, 2)

    assert len(orders.asked) == 1
    clock.at += timedelta(seconds=40)
    assert await source.read("4417") is not None


@pytest.mark.parametrize("why", [NotRead.ANOTHER, NotRead.REJECTED, NotRead.UNPROVED])
async def test_what_says_nothing_of_other_keys_leaves_it_as_it_is(why: NotRead) -> None:
    source, orders, _ = around()
    orders.says = [trouble(why) for _ in range(MOST_FAILURES)]
    await failing(source)

    assert source.standing == "closed"
    assert await source.read("4417") is not None


async def test_while_it_is_left_alone_a_kept_value_still_stands() -> None:
    source, orders, _clock = around()
    await source.read("4417")
    orders.says = [trouble() for _ in range(MOST_FAILURES)]
    for _ in range(MOST_FAILURES):
        with pytest.raises(RecordsUnreachable):
            await source.read("4417", fresh=True)
    found = await source.read("4417")

    assert found is not None
    assert found.kept
