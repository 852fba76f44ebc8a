"""Two connections to PostgreSQL, step by step: what happens when a wish and a lease, or two leases, meet."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.outbox import DONE, Job, Kind, Outcome
from store import buckets, outbox
from store.buckets import Pace
from tests import databases
from tests.store.connection import Connection, two_to
from tests.store.work import MONDAY, ask, lease, rows

pytestmark = pytest.mark.postgres


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Connection, Connection]]:
    with databases.fresh("postgres", tmp_path) as url, two_to(url) as both:
        yield both


def test_a_wish_that_commits_while_a_worker_leases_is_seen_by_it(two: tuple[Connection, Connection]) -> None:
    clicks, worker = two
    ask(clicks.uow, 1)
    clicks.commit()
    ask(clicks.uow, 1)  # touched, and not committed: what it asks to be shown is not visible yet
    assert lease(worker.uow) == [], "a worker does not begin before the change is visible"
    worker.commit()
    clicks.commit()
    (job,) = lease(worker.uow)
    assert job.touched == "2"


def test_a_wish_that_comes_while_a_worker_leases_becomes_work_of_its_own(two: tuple[Connection, Connection]) -> None:
    clicks, worker = two
    ask(clicks.uow, 1)
    clicks.commit()
    (job,) = lease(worker.uow)
    late = clicks.meanwhile(lambda: ask(clicks.uow, 1))
    worker.commit()
    late.join()
    clicks.commit()
    assert outbox.finish(worker.uow, job, DONE, timedelta())
    worker.commit()
    assert rows(worker.uow) == [("card", "1", "done"), ("card", "1", "pending")]


def test_put_back_waits_for_a_wish_under_way_and_gives_way_to_it(two: tuple[Connection, Connection]) -> None:
    clicks, worker = two
    ask(clicks.uow, 1)
    clicks.commit()
    (job,) = lease(worker.uow)
    worker.commit()
    ask(clicks.uow, 1)
    back = worker.meanwhile(lambda: outbox.finish(worker.uow, job, Outcome("again"), timedelta(minutes=5)))
    clicks.commit()
    back.join()
    worker.commit()
    assert rows(worker.uow) == [("card", "1", "done"), ("card", "1", "pending")]


def test_two_workers_never_lease_the_same_row_nor_two_rows_of_one_lane(two: tuple[Connection, Connection]) -> None:
    one, other = two
    for subject in (1, 2):
        ask(one.uow, subject, Kind.REPLY, lane="ticket:1:helpdesk")
    ask(one.uow, 3)
    one.commit()
    first = lease(one.uow)
    assert lease(other.uow) == []
    one.commit()
    assert [job.subject for job in first] == ["1", "3"]
    assert lease(other.uow) == []


def test_an_outcome_waits_for_whoever_brings_the_row_back_and_then_counts_for_nothing(
    two: tuple[Connection, Connection],
) -> None:
    slow, reaper = two
    ask(slow.uow, 1)
    slow.commit()
    (job,) = lease(slow.uow)
    slow.commit()
    assert outbox.finish(reaper.uow, job, Outcome("again"), timedelta())
    recorded: list[bool] = []
    late = slow.meanwhile(lambda: recorded.append(outbox.finish(slow.uow, job, DONE, timedelta())))
    reaper.commit()
    late.join()
    assert recorded == [False]
    slow.commit()
    assert rows(slow.uow) == [("card", "1", "pending")]


def test_two_workers_share_a_bucket_and_do_not_wait_in_a_circle(two: tuple[Connection, Connection]) -> None:
    one, other = two
    paces = {"post": Pace(timedelta(seconds=1))}
    for subject, bucket in ((1, "post:a"), (2, "post:b")):
        ask(one.uow, subject, bucket=bucket)
    one.commit()
    first = lease(one.uow, paces=paces)
    ask(other.uow, 3, bucket="post:b")
    ask(other.uow, 4, bucket="post:a")
    other.commit()
    second: list[Job] = []
    late = other.meanwhile(lambda: second.extend(lease(other.uow, paces=paces)))
    one.commit()
    late.join()
    other.commit()
    assert [job.subject for job in first] == ["1", "2"]
    assert second == []


def test_whoever_comes_first_to_a_bucket_has_the_most_urgent_work_of_all(
    two: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    paces = {"post": Pace(timedelta(seconds=1))}
    for subject, priority in ((1, 80), (2, 10), (3, 50)):
        ask(one.uow, subject, bucket="post:a", priority=priority)
    one.commit()
    slow, looked, go_on = buckets.Reservations, threading.Event(), threading.Event()

    def later(*given: Any) -> buckets.Reservations:
        """A worker that has looked at what is due, and loses a moment before it comes to the bucket."""
        looked.set()
        go_on.wait(30)
        return slow(*given)

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "Reservations", later)
        delayed: list[Job] = []
        late = threading.Thread(target=lambda: delayed.extend(lease(one.uow, 1, paces)))
        late.start()
        looked.wait(30)
    first = lease(other.uow, paces=paces)
    other.commit()
    go_on.set()
    late.join()
    one.commit()
    assert [job.subject for job in first] == ["2"], "not what the other one left"
    assert delayed == [], "and its place is taken"


def test_closing_a_bucket_meets_a_lease_of_it(two: tuple[Connection, Connection]) -> None:
    one, other = two
    paces = {"post": Pace(timedelta(seconds=1), burst=3)}
    for subject in (1, 2):
        ask(one.uow, subject, bucket="post:a")
    one.commit()
    lease(one.uow, 1, paces)
    until = MONDAY + timedelta(seconds=30)
    late = other.meanwhile(lambda: buckets.close_bucket(other.uow, "post:a", until))
    one.commit()
    late.join()
    other.commit()
    assert lease(one.uow, paces=paces) == []
