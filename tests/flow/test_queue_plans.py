"""A page of a long queue and its figures are found in the order of an index, whatever else the desk has."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from bot.flow import queue
from store import loads, queues, tickets
from store.store import Store
from store.tables import TicketRow
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.benchmarks.crowded import QUEUE, fill
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.conftest import opened
from tests.flow.desk import ANA, LENA
from tests.store.test_pruning_plans import _nodes, _whole

FILTERS = ("", *queue.FILTERS)


@pytest.fixture(scope="module", params=databases.KINDS)
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk with 3,000 open tickets in one queue and 20,000 closed ones."""
    with databases.fresh(request.param, tmp_path_factory.mktemp("crowd")) as url:
        fill(url, 3_000, 20_000, MONDAY)
        yield url


def asked_of(uow: UnitOfWork, *work: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements of some work, with their parameters."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    connection = uow.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    for each in work:
        each()
    event.remove(connection, "before_cursor_execute", note)
    return asked


def plans(uow: UnitOfWork, chosen: str, person: int) -> list[str]:
    """How the database looks for a page, for the counts and for what each has, where it reads a whole long table."""
    asked = asked_of(
        uow,
        lambda: queues.counts(uow, QUEUE),
        lambda: queues.count(uow, QUEUE, chosen, person),
        lambda: queues.lines(uow, QUEUE, chosen, person, offset=20, limit=10),
        lambda: loads.by_person(uow, QUEUE, uow.at + timedelta(hours=9)),
    )
    lite = uow.dialect.name == "sqlite"
    found = []
    for statement, parameters in asked:
        rows = explained(uow, statement, parameters)
        lines = [row[3] for row in rows] if lite else _nodes(rows[0][0])
        found += [f"{line}: {statement}" for line in lines if _whole(line)]
    return found


def explained(uow: UnitOfWork, statement: str, parameters: Any) -> Sequence[Any]:
    explain = "EXPLAIN QUERY PLAN " if uow.dialect.name == "sqlite" else "EXPLAIN (FORMAT JSON) "
    return uow.session.connection().exec_driver_sql(explain + statement, parameters).all()


def sorted_by_itself(uow: UnitOfWork, chosen: str, person: int) -> list[str]:
    """Where the database has to put what it has found in order, for a page's numbers or their count."""
    count = asked_of(uow, lambda: queues.count(uow, QUEUE, chosen, person))
    page = asked_of(uow, lambda: queues.lines(uow, QUEUE, chosen, person, offset=20, limit=10))
    if uow.dialect.name != "sqlite":  # of so few rows it may do so because that is quicker
        uow.session.connection().exec_driver_sql("SET LOCAL enable_sort = off")
    asked = [count[0], page[0]]
    told = [(statement, str([tuple(row) for row in explained(uow, statement, given)])) for statement, given in asked]
    return [statement for statement, plan in told if "TEMP B-TREE" in plan or "Sort Key" in plan]


@pytest.mark.parametrize("chosen", FILTERS)
async def test_no_page_reads_all_tickets(crowd: str, clock: Clock, chosen: str) -> None:
    async with opened(crowd, clock) as store:
        assert await store.read(plans, chosen, 10_005) == []


@pytest.mark.parametrize("chosen", [name for name in queue.FILTERS if name != "waiting"])
async def test_a_filter_about_no_list_of_states_is_read_in_its_order(crowd: str, clock: Clock, chosen: str) -> None:
    """However many tickets somebody has: what is put in order only once it is found has to be found first."""
    async with opened(crowd, clock) as store:
        assert await store.read(sorted_by_itself, chosen, 10_005) == []


async def test_counts_end_where_they_are_told_to(crowd: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(crowd, clock) as store:
        usual = await store.read(queue.status, QUEUE, "", 0, ANA)
        assert usual.total == usual.counts["open"] == usual.counts["unassigned"] == usual.most == 1_000
        monkeypatch.setattr(queues, "MOST", 5_000)
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


def statements(uow: UnitOfWork, chosen: str, by: str) -> int:
    return len(asked_of(uow, lambda: queue.status(uow, QUEUE, chosen, 0, by)))


async def test_ten_lines_are_asked_for_in_as_many_statements_as_two(
    crowd: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(crowd, clock) as store:
        ten = [await store.read(statements, chosen, by) for chosen in FILTERS for by in (ANA, LENA)]
        monkeypatch.setattr(queue, "PAGE", 2)
        two = [await store.read(statements, chosen, by) for chosen in FILTERS for by in (ANA, LENA)]
    assert ten == two
    assert max(ten) < 25


def held(uow: UnitOfWork, evening: datetime) -> dict[int, loads.Sums]:
    """What each person has, by a look at all rows."""
    found: dict[int, list[int]] = {}
    wanted = select(TicketRow).where(TicketRow.queue == QUEUE, col(TicketRow.assignee_id).is_not(None))
    for row in uow.session.exec(wanted.where(col(TicketRow.state).in_(tickets.OPEN))):
        sums = found.setdefault(row.assignee_id or 0, [0, 0, 0, 0])
        sums[0] += 1
        sums[1] += row.due_at is not None and uow.at < row.due_at <= evening
        sums[2] += row.due_at is not None and row.due_at <= uow.at
        sums[3] += row.state == "waiting_approval"
    return {one: loads.Sums(*sums) for one, sums in found.items()}


async def test_what_each_has_is_counted_as_far_as_it_is_told(crowd: str, clock: Clock) -> None:
    evening = clock.at + timedelta(hours=1)
    async with opened(crowd, clock) as store:
        told = await store.read(loads.by_person, QUEUE, evening)
        capped = await store.read(loads.by_person, QUEUE, evening, 20)
        exact = await store.read(held, evening)
    assert told == exact
    assert len(exact) > 5
    assert {one.due > 0 for one in exact.values()} == {True, False}
    assert capped == {
        one: loads.Sums(min(20, sums.open), min(20, sums.due), min(20, sums.overdue), min(20, sums.waiting))
        for one, sums in exact.items()
    }
    assert max(sums.open for sums in capped.values()) == 20


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
