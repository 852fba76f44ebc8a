"""The outbox: work that must leave the process, leased in order, once each.

The shape (a lane's head only, leases, partial unique indexes) follows procrastinate's design
(github.com/procrastinate-org/procrastinate, `sql/`), made to run on SQLite as well.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Executable,
    Row,
    and_,
    bindparam,
    case,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from bot.domain.outbox import Job, Kind, Outcome
from store import apart as apart_work
from store import due
from store.buckets import Pace, Reservations
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork, insert_for

#: As literals, here and below: with parameters the partial indexes would not be used, and the finished rows are many.
_NOT_DONE = text("state <> 'done'")
_TOUCHED = select(col(OutboxRow.id), col(OutboxRow.touched), col(OutboxRow.state)).where(
    col(OutboxRow.desk_id) == bindparam("desk_id"),
    col(OutboxRow.kind) == bindparam("kind"),
    col(OutboxRow.subject) == bindparam("subject"),
    col(OutboxRow.state).in_(("pending", "leased")),
    _NOT_DONE,
)
#: The fence: the row of a job, while its lease is still this worker's.
_FENCE = (
    col(OutboxRow.id) == bindparam("row_id"),
    col(OutboxRow.lease_token) == bindparam("given"),
    text("state = 'leased'"),
)
_HELD = select(col(OutboxRow.id)).where(*_FENCE).with_for_update()
_MINE = update(OutboxRow).where(*_FENCE)
_UNTOUCHED = update(OutboxRow).where(
    col(OutboxRow.id) == bindparam("row_id"),
    text("state = 'pending'"),  # as a parameter it would bear the name of a column that is set
    col(OutboxRow.touched) == bindparam("seen"),
)


def enqueue(
    uow: UnitOfWork,
    kind: Kind,
    subject: str | int,
    *,
    lane: str,
    bucket: str = "",
    priority: int = 50,
    delay: timedelta = timedelta(),
) -> None:
    """Ask for work. While the same work is pending it is only touched, made due no later and no less urgent.

    DO UPDATE and never DO NOTHING: the row lock keeps a worker from rendering before this transaction commits
    (docs/adr/0002; with DO NOTHING the newest state was lost). Of two requests that ask for the same work the row
    bears the newer one's id: what it will show is what that one left behind.
    """
    uow.woken = True
    row = {
        "desk_id": uow.desk_id,
        "kind": kind.value,
        "subject": str(subject),
        "lane": lane,
        "bucket": bucket,
        "priority": priority,
        "state": "pending",
        "due_at": uow.now + delay,
        "touched": 1,
        "attempts": 0,
        "lease_token": "",
        "last_error": "",
        "trace": uow.trace,
        "created_at": uow.now,
    }
    uow.run(_upsert(uow.dialect.name), **row)


@cache
def _upsert(dialect: str) -> Executable:
    insert = insert_for(OutboxRow, dialect)
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["desk_id", "kind", "subject"],
        index_where=text("state = 'pending'"),  # as a parameter a prepared statement would not match it
        set_={
            "touched": col(OutboxRow.touched) + 1,
            "bucket": new.bucket,
            "due_at": case((new.due_at < col(OutboxRow.due_at), new.due_at), else_=col(OutboxRow.due_at)),
            "priority": case((new.priority < col(OutboxRow.priority), new.priority), else_=col(OutboxRow.priority)),
            "trace": case((new.trace != "", new.trace), else_=col(OutboxRow.trace)),
        },
    )


def lease(
    uow: UnitOfWork,
    paces: dict[str, Pace],
    *,
    limit: int,
    time: timedelta,
    kinds: Collection[Kind] = tuple(Kind),
    times: Mapping[Kind, timedelta] = {},
    apart: Collection[str] | None = None,
) -> list[Job]:
    """Lease up to `limit` due rows, most urgent first, each the head of its lane and with its bucket reserved.

    `paces` holds the pace of a bucket by the part of its key before the first colon; a bucket without one is free.
    `times` are the kinds that are leased for another time than `time`. With `kinds` only rows of these are taken.
    `apart` are the buckets of what stands apart (`bot.domain.outbox.APART`), which is taken then and only then: one of
    a bucket at a time, none while another one of it is leased.

    Calling from several processes at once is safe: a row is leased by one of them.
    """
    shut = apart_work.shut(uow) if apart is not None else frozenset()
    if apart and shut.issuperset(apart):
        return []
    wanted, stands_apart = frozenset(kinds), apart is not None
    asked = {"now": uow.now, "most": limit} | ({"shut": sorted(shut)} if stands_apart else {})
    look = due.due(wanted, stands_apart) if paces else due.locked(wanted, stands_apart)
    candidates = uow.run(look, **asked).all()
    if not candidates:
        return []
    buckets = {bucket for _, bucket in candidates}
    opened = Reservations(uow, buckets, paces)
    if paces and uow.dialect.name != "sqlite":  # which has one writer
        # Rows are locked after their buckets. Otherwise whoever comes second to the rows may come first to a bucket,
        # and a digest takes the place of the click that the other one holds.
        candidates = uow.run(due.locked(wanted, stands_apart, of_buckets=True), **asked, buckets=sorted(buckets)).all()
    if apart is not None:  # looked at again, now that its bucket is locked: another process may have been faster
        busy = apart_work.busy(uow)
        first = {row.bucket: row for row in reversed(candidates) if row.bucket not in busy}
        candidates = [row for row in candidates if first.get(row.bucket) is row]
    ids = [row_id for row_id, bucket in candidates if opened.take(bucket)]
    if not ids:
        return []
    opened.store()
    until = {f"until_{kind.value}": uow.now + other for kind, other in times.items()}
    leased = uow.run(
        due.leased(frozenset(times)), ids=ids, given_token=uow.token(), until=uow.now + time, **until
    ).all()
    order = {row_id: place for place, row_id in enumerate(ids)}
    return [_job(row, uow.now - row.due_at) for row in sorted(leased, key=lambda row: order[row.id])]


def _job(row: Row[Any], waited: timedelta = timedelta()) -> Job:
    return Job(
        id=row.id,
        kind=Kind(row.kind),
        subject=row.subject,
        attempts=row.attempts,
        lease_token=row.lease_token,
        touched=str(row.touched),
        bucket=row.bucket,
        trace=row.trace,
        waited=waited,
    )


def _mine(job: Job) -> dict[str, Any]:
    return {"row_id": job.id, "given": job.lease_token}


def holds(uow: UnitOfWork, job: Job) -> bool:
    """Whether the lease is still this worker's; if so, nobody takes it away until the transaction ends.

    A caller that needs the ticket's lock takes it first.
    """
    return uow.run(_HELD, **_mine(job)).first() is not None


def renew(uow: UnitOfWork, jobs: Collection[Job], time: timedelta) -> frozenset[int]:
    """Hold on to the leases of `jobs` for another `time`, all in one statement. Returns the ids of those that are still
    this worker's; the others were brought back, and somebody else may be at them."""
    ids, tokens = [job.id for job in jobs], {job.lease_token for job in jobs}  # drawn at random: no row has two
    mine = and_(col(OutboxRow.id).in_(ids), col(OutboxRow.lease_token).in_(tokens), col(OutboxRow.state) == "leased")
    kept = update(OutboxRow).where(mine).values(lease_until=uow.now + time).returning(col(OutboxRow.id))
    return frozenset(uow.execute(kept).scalars())


def finish(uow: UnitOfWork, job: Job, outcome: Outcome, delay: timedelta) -> bool:
    """Record what came of a job. False when the lease is no longer this worker's: nothing was recorded.

    "again" puts the row back after `delay`; if the same work was asked for meanwhile, that newer row serves for both.
    """
    if outcome.verdict == "again":
        return _put_back(uow, job, uow.now + delay, outcome.detail)
    ended = {"state": outcome.verdict, "finished_at": uow.now, "last_error": outcome.detail[:500]}
    changed = uow.run(_MINE, **_mine(job), **ended)
    uow.woken = True  # the lane's next row may be waiting for this one
    return _rowcount(changed) == 1


def _put_back(uow: UnitOfWork, job: Job, due_at: datetime, detail: str) -> bool:
    try:
        with uow.attempt():
            back = {"state": "pending", "due_at": due_at, "last_error": detail[:500]}
            return _rowcount(uow.run(_MINE, **_mine(job), **back)) == 1
    except IntegrityError:  # asked for again meanwhile
        uow.woken = True
        done = {"state": "done", "finished_at": uow.now, "last_error": "superseded"}
        return _rowcount(uow.run(_MINE, **_mine(job), **done)) == 1


def expired(uow: UnitOfWork, limit: int) -> list[Job]:
    """Rows whose worker has gone, the oldest first: leased, and past their time."""
    rows = uow.execute(
        select(OutboxRow.__table__)  # type: ignore[attr-defined]
        .where(_NOT_DONE, col(OutboxRow.state) == "leased", col(OutboxRow.lease_until) < uow.now)
        .order_by(col(OutboxRow.id))
        .limit(limit)
    ).all()
    return [_job(row) for row in rows]


def cancel(uow: UnitOfWork, kind: Kind, subject: str | int) -> bool:
    """Drop pending work; False when none was pending (any more)."""
    changed = uow.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.desk_id) == uow.desk_id,
            col(OutboxRow.kind) == kind.value,
            col(OutboxRow.subject) == str(subject),
            col(OutboxRow.state) == "pending",
            _NOT_DONE,
        )
        .values(state="done", finished_at=uow.now, last_error="cancelled")
    )
    return _rowcount(changed) > 0


def settle_unsure(uow: UnitOfWork, kind: Kind, subject: str | int) -> None:
    """A person has said what became of an unsure send: the lane goes on."""
    uow.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.desk_id) == uow.desk_id,
            col(OutboxRow.kind) == kind.value,
            col(OutboxRow.subject) == str(subject),
            col(OutboxRow.state) == "unsure",
            _NOT_DONE,
        )
        .values(state="done", finished_at=uow.now)
    )
    uow.woken = True


def pending_touch(uow: UnitOfWork, kind: Kind, subject: str | int) -> tuple[int, int] | None:
    """(id, touched) of pending work: what the fast lane compares before it closes the row.

    None where nothing is pending, and while a worker is at the same work: it may yet show an older state.
    """
    rows = uow.run(_TOUCHED, desk_id=uow.desk_id, kind=kind.value, subject=str(subject)).all()
    return (rows[0].id, rows[0].touched) if [row.state for row in rows] == ["pending"] else None


def close_if_untouched(uow: UnitOfWork, row_id: int, touched: int) -> bool:
    """The fast lane has shown this state already: close the row, unless somebody asked again meanwhile."""
    shown = {"state": "done", "finished_at": uow.now, "last_error": "shown at once"}
    return _rowcount(uow.run(_UNTOUCHED, row_id=row_id, seen=touched, **shown)) == 1


def _rowcount(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
