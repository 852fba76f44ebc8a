"""The id of a request reaches every row that it leads to."""

from datetime import timedelta

from sqlalchemy import text

from bot.domain.outbox import Kind, Outcome
from bot.flow import claim, inbox, leases
from bot.flow import outbox as work
from bot.telemetry import correlated
from store import outbox, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives
from tests.flow.office import Office
from tests.flow.sends import approved, job_of


def traces(uow: UnitOfWork, table: str = "outbox") -> dict[str, str]:
    """The newest id of each kind of row."""
    return {row.kind: row.trace for row in uow.execute(text(f"SELECT kind, trace FROM {table} ORDER BY id"))}  # noqa: S608 - a name of ours


def sending(uow: UnitOfWork) -> None:
    uow.execute(text("UPDATE reply SET state = 'sending'"))


async def test_an_arrival_and_the_work_that_it_asks_for_bear_its_request(either: Store) -> None:
    with correlated(request="a-webhook"):
        await arrives(either)
    assert await either.read(traces, "inbox") == {"ticket.created": "a-webhook"}
    assert await either.read(traces) == {"prepare": "a-webhook", "card": "a-webhook"}


async def test_of_two_requests_for_the_same_work_the_newer_one_is_named(either: Store) -> None:
    with correlated(request="a-webhook"):
        ticket_id = await arrives(either)
    with correlated(request="a-click"):
        await either.write(claim.claim, ticket_id, ANA)
    assert (await either.read(traces))["card"] == "a-click"
    await either.write(lambda uow: work.card(uow, tickets.lock(uow, ticket_id)))  # by nobody's request
    assert (await either.read(traces))["card"] == "a-click"


async def test_what_a_job_asks_for_goes_back_to_the_same_request(open_office: Office) -> None:
    with correlated(request="a-webhook"):
        ticket_id = await arrives(open_office.store)
    await open_office.work(10)
    with correlated(request="a-click"):
        await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(10)
    lines = await open_office.store.read(
        lambda uow: [row.trace for row in uow.execute(text("SELECT trace FROM outbox WHERE kind = 'thread'"))]
    )
    assert len(lines) > 1, "each line of the thread is a job that the one before has asked for"
    assert set(lines) == {"a-click"}


async def test_what_a_dead_worker_left_goes_on_under_its_request(support: Store, clock: Clock) -> None:
    with correlated(request="a-click"):
        reply_id = await approved(support)
    await job_of(support, clock)
    await support.write(sending)
    clock.move(timedelta(minutes=2))
    with correlated(request="the-reaper"):
        await support.write(leases.reap)
    rows = await support.read(
        lambda uow: [
            (row.kind, row.trace)
            for row in uow.execute(text("SELECT kind, trace FROM outbox WHERE state <> 'done' ORDER BY id"))
        ]
    )
    assert reply_id
    assert ("reply", "a-click") in rows
    assert ("notice", "a-click") in rows
    assert "the-reaper" not in dict(rows).values()


async def test_a_parked_arrival_is_worked_under_the_request_by_which_it_came(either: Store) -> None:
    with correlated(request="a-webhook"):
        await either.write(
            inbox.park, "generic", "evt-1", "ticket.created",
            '{"type": "ticket.created", "data": {"id": "1", "body": "Where is my order?"}}', "failed",
        )  # fmt: skip
    (kept,) = await either.read(inbox.unfinished)
    assert kept.trace == "a-webhook"
    with correlated(request="later"):
        await either.write(inbox.retry, kept.id)
    assert set((await either.read(traces)).values()) == {"a-webhook"}


async def test_a_job_knows_how_long_it_has_waited(either: Store, clock: Clock) -> None:
    await arrives(either)
    clock.move(timedelta(seconds=30))
    (job,) = await either.write(outbox.lease, {}, limit=1, time=timedelta(minutes=1), kinds=(Kind.PREPARE,))
    assert job.waited == timedelta(seconds=30)
    await either.write(outbox.finish, job, Outcome("done"), timedelta())
