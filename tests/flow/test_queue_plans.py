"""A page of a long queue and its figures are found in the order of an index, whatever else the desk has."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from bot.flow import queue
from store import queues
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.benchmarks.crowded import QUEUE, fill
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.conftest import opened
from tests.flow.desk import ANA
from tests.store.test_pruning_plans import _nodes, _whole

FILTERS = ("", *queue.FILTERS)


@pytest.fixture(scope="module", params=databases.KINDS)
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk with 3,000 open tickets in one queue and 20,000 closed ones."""
    with databases.fresh(request.param, tmp_path_factory.mktemp("crowd")) as url:
        fill(url, 3_000, 20_000, MONDAY)
        yield url


def plans(uow: UnitOfWork, chosen: str, person: int) -> list[str]:
    """How the database looks for a page and for the counts, where it reads a whole long table."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    connection = uow.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    queues.counts(uow, QUEUE)
    queues.count(uow, QUEUE, chosen, person)
    queues.lines(uow, QUEUE, chosen, person, offset=20, limit=10)
    event.remove(connection, "before_cursor_execute", note)
    lite = uow.dialect.name == "sqlite"
    found = []
    for statement, parameters in asked:
        rows = connection.exec_driver_sql(("EXPLAIN QUERY PLAN " if lite else "EXPLAIN (FORMAT JSON) ") + statement,
                                          parameters).all()  # fmt: skip
        lines = [row[3] for row in rows] if lite else _nodes(rows[0][0])
        found += [f"{line}: {statement}" for line in lines if _whole(line)]
    return found


@pytest.mark.parametrize("chosen", FILTERS)
async def test_no_page_reads_all_tickets(crowd: str, clock: Clock, chosen: str) -> None:
    async with opened(crowd, clock) as store:
        assert await store.read(plans, chosen, 10_005) == []


async def test_counts_end_where_they_are_told_to(crowd: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(crowd, clock) as store:
        exact = await store.read(queue.status, QUEUE, "", 0, ANA)
        assert exact.counts["open"] == exact.total == 2_700
        assert exact.counts["asleep"] == 300
        assert exact.counts["unassigned"] == 1_200
        monkeypatch.setattr(queues, "MOST", 50)
        short = await store.read(queue.status, QUEUE, "", 0, ANA)
        assert short.total == short.counts["open"] == short.most == 50
        assert [line.ticket_id for line in short.lines] == [line.ticket_id for line in exact.lines]
        last = await store.read(queue.status, QUEUE, "", 99, ANA)
        assert (last.page, len(last.lines)) == (4, 10)


async def test_pages_follow_each_other_without_a_gap(crowd: str, clock: Clock) -> None:
    async with opened(crowd, clock) as store:
        for chosen in ("", "unassigned", "waiting", "sensitive", "overdue"):
            pages = [await store.read(queue.status, QUEUE, chosen, page, ANA) for page in range(3)]
            lines = [line for page in pages for line in page.lines]
            assert len({line.ticket_id for line in lines}) == 30
            if chosen == "overdue":
                assert [line.due for line in lines] == sorted(line.due for line in lines if line.due)
            else:
                assert [line.waiting_since for line in lines] == sorted(line.waiting_since for line in lines)


def forget(uow: UnitOfWork) -> None:
    """As an older Deskhand leaves them."""
    uow.session.connection().exec_driver_sql("UPDATE ticket SET waiting_since = NULL")


def unknown(uow: UnitOfWork) -> list[int]:
    found = uow.session.connection().exec_driver_sql("SELECT id FROM ticket WHERE waiting_since IS NULL")
    return [row[0] for row in found]


async def test_what_an_older_deskhand_has_left_is_filled_in(either: Store, clock: Clock) -> None:
    first = await desk.arrives(either, 1)
    second = await desk.arrives(either, 2)
    await either.write(forget)
    assert await either.write(queue.fill_waiting, 1) == 1
    assert len(await either.read(unknown)) == 1
    assert await either.write(queue.fill_waiting, 10) == 1
    assert await either.write(queue.fill_waiting, 10) == 0
    found = await either.read(queue.status, "orders", "", 0, ANA)
    assert [line.ticket_id for line in found.lines] == [first, second]
