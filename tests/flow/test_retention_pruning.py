"""Rows that serve nothing any more are deleted; what a person may still ask for is not."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import col, select

from bot.domain.arrival import Deletion
from bot.domain.outbox import Kind
from bot.flow import inbox, intake, retention
from store import buckets, outbox
from store import inbox as inbox_rows
from store.store import Store
from store.tables import BucketRow, InboxRow, OutboxRow, SubmissionRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import arrives
from tests.flow.retention_days import DAY, all_due, time_takes


def work_is(uow: UnitOfWork, state: str, *subjects: int) -> None:
    """All that was asked for (or what was for these) came to this."""
    for row in uow.session.exec(select(OutboxRow).where(OutboxRow.state == "pending")):
        if not subjects or int(row.subject) in subjects:
            row.state, row.finished_at = state, None if state == "pending" else uow.now
    uow.session.flush()


def asks(uow: UnitOfWork, *subjects: int) -> None:
    for subject in subjects:
        outbox.enqueue(uow, Kind.CARD, subject, lane=f"ticket:{subject}:card")


def left(uow: UnitOfWork, table: Any) -> int:
    return len(uow.session.exec(select(table)).all())


async def test_work_that_was_done_goes_after_a_week(either: Store, clock: Clock) -> None:
    await either.write(asks, 1, 2, 3)
    await either.write(work_is, "done")
    await time_takes(either, clock, 6.9)
    assert await either.read(left, OutboxRow) == 3
    await time_takes(either, clock, 0.2)
    assert await either.read(left, OutboxRow) == 0


@pytest.mark.parametrize("state", ["dead", "unsure", "pending"])
async def test_work_that_is_not_done_stays(either: Store, clock: Clock, state: str) -> None:
    await either.write(asks, 1, 2)
    await either.write(work_is, state, 1)
    await either.write(work_is, "done", 2)
    await time_takes(either, clock, 900)
    assert await either.read(states) == [state]


def states(uow: UnitOfWork) -> list[str]:
    return [row.state for row in uow.session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))]


async def test_work_that_was_done_late_has_its_own_week(either: Store, clock: Clock) -> None:
    await either.write(asks, 1)
    clock.move(DAY * 20)
    await either.write(work_is, "done")
    await either.write(asks, 2)
    await either.write(work_is, "done")
    await time_takes(either, clock, 6)
    assert await either.read(left, OutboxRow) == 2
    await time_takes(either, clock, 1.1)
    assert await either.read(left, OutboxRow) == 0


async def test_what_stands_in_front_holds_nothing_up(either: Store, clock: Clock) -> None:
    await either.write(asks, 1, 2, 3, 4, 5)
    await either.write(work_is, "dead")
    await either.write(asks, 6, 7, 8)
    await either.write(work_is, "done")
    clock.move(DAY * 8)
    assert [await either.write(retention.fade_due, 2) for _ in range(3)] == [2, 1, 0]


async def test_submits_and_limits_go_after_a_day(either: Store, clock: Clock) -> None:
    def submits(uow: UnitOfWork) -> None:
        assert inbox_rows.submit(uow, "V1")
        buckets.close_bucket(uow, "chat.update", uow.now)

    await either.write(submits)
    await time_takes(either, clock, 0.9)
    assert [await either.read(left, table) for table in (SubmissionRow, BucketRow)] == [1, 1]
    await time_takes(either, clock, 0.2)
    assert [await either.read(left, table) for table in (SubmissionRow, BucketRow)] == [0, 0]


async def test_a_limit_pruned_in_the_moment_of_its_use_harms_nobody(either: Store, clock: Clock) -> None:
    """Between making sure of the row and locking it, another process deletes it."""

    def leases(uow: UnitOfWork) -> int:
        def vanish(conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("SELECT bucket.next_at"):
                conn.exec_driver_sql("DELETE FROM bucket")

        event.listen(uow.session.connection(), "before_cursor_execute", vanish)
        paces = {"chat.update": buckets.Pace(timedelta(seconds=1))}
        return len(outbox.lease(uow, paces, limit=1, time=timedelta(seconds=60)))

    def asks_with_bucket(uow: UnitOfWork) -> None:
        outbox.enqueue(uow, Kind.CARD, 1, lane="ticket:1:card", bucket="chat.update")

    await either.write(asks_with_bucket)
    assert await either.write(leases) == 1


async def test_an_arrival_is_known_again_for_as_long_as_messages_are_kept(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await time_takes(either, clock, 729)
    assert await arrives(either) == ticket_id
    await time_takes(either, clock, 1.1)
    assert await either.read(left, InboxRow) == 0


async def test_what_could_not_be_worked_goes_with_its_text(either: Store, clock: Clock) -> None:
    await either.write(inbox.park, "generic", "e1", "ticket.created", '{"subject": "secret"}', "failed")
    await time_takes(either, clock, 729)
    assert await either.read(left, InboxRow) == 1
    await time_takes(either, clock, 1.1)
    assert await either.read(left, InboxRow) == 0


async def test_a_wish_to_be_forgotten_stays_until_it_is_met_but_not_its_text(either: Store, clock: Clock) -> None:
    await either.write(desk.people)
    wish = Deletion(
        source="generic", event_id="e1", conversation="", what="customer.erased", subject="c-7", raw='{"name": "Jo"}',
    )  # fmt: skip
    await either.write(intake.take, wish)
    await time_takes(either, clock, 731)

    def kept(uow: UnitOfWork) -> list[tuple[str, str, str]]:
        return [(row.state, row.error, row.body) for row in uow.session.exec(select(InboxRow))]

    assert await either.read(kept) == [("waiting", "erasure of c-7", "")]
    assert await all_due(either) == 0


@pytest.mark.parametrize("either", ["postgres"], indirect=True)  # SQLite has one writer
async def test_two_processes_at_once_do_not_wait_for_each_other(either: Store, clock: Clock) -> None:
    await either.write(asks, *range(1, 50))
    await either.write(work_is, "done")
    await either.write(desk.people)
    await arrives(either)

    def over(uow: UnitOfWork) -> None:
        uow.execute(text("UPDATE ticket SET state = 'closed', ended_at = '2026-11-23 08:00+00'"))

    await either.write(over)
    clock.move(DAY * 800)

    def holds(uow: UnitOfWork) -> None:
        assert retention.fade_due(uow, 20) > 0
        with either.engine.connect() as other, other.begin():
            other.exec_driver_sql("SET LOCAL lock_timeout = '200ms'")
            uow2 = type(uow)(
                session=type(uow.session)(other), now=uow.now, at=uow.at, written=uow.desk, desk=uow.desk,
                desk_id=uow.desk_id, desk_version=uow.desk_version, keys=uow.keys,
            )  # fmt: skip
            assert retention.fade_due(uow2, 20) == 0, "the first one is at all of it"

    await either.write(holds)
    await all_due(either)
    assert set(await either.read(states)) == {"pending"}
