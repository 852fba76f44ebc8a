"""What figures cost follows from the days that are told of, not from how long the desk has been there."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.flow import day_figures, roll_ups
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.benchmarks.kept_year import ZONE, opened
from tests.benchmarks.made_year import NOW, fill
from tests.flow.test_queue_plans import asked_of, explained
from tests.store.test_pruning_plans import LONG

DAY = NOW.date() - timedelta(days=1)
WEEK = DAY - timedelta(days=6)


@pytest.fixture
def lately(tmp_path: Path) -> Iterator[str]:
    """A few hours of a desk. SQLite chooses its way without looking at how much there is."""
    with databases.fresh("sqlite", tmp_path) as url:
        fill(url, 300)
        yield url


def plans(uow: UnitOfWork) -> list[str]:
    """Where whole long tables are read for a digest, for what somebody asks for, and for counting a day."""
    asked = asked_of(
        uow,
        lambda: roll_ups.count(uow, ZONE, DAY),
        lambda: day_figures.of(uow, "day", DAY, DAY, ZONE, ()),
        lambda: day_figures.of(uow, "asked", NOW.date(), NOW.date(), ZONE, ("orders",), day_figures.LATELY),
        lambda: day_figures.of(uow, "week", WEEK, DAY, ZONE, ()),
    )
    assert any("span" in statement for statement, _ in asked)
    return [
        f"{row[3]}: {statement}"
        for statement, parameters in asked
        for row in explained(uow, statement, parameters)
        if whole(row[3]) and "LIMIT" not in statement  # the first ticket of all
    ]


def whole(line: str) -> bool:
    """Of the desk, which is one, or of a queue without the time when its stretches ended, is all there ever was."""
    words = line.split()
    by_one = line.endswith(("(desk_id=?)", "(queue=?)"))
    return words[1] in {*LONG, "span"} and ((words[0] == "SCAN" and "USING" not in words) or by_one)


async def test_neither_a_digest_nor_a_count_reads_a_whole_long_table(lately: str) -> None:
    store = opened(lately)
    await store.open()
    try:
        assert await store.read(plans) == []
    finally:
        store.close()
