"""Rows that serve nothing any more.

No index knows their age, and the tables are long. But ids are given in the order of time: so they are found from the
lowest id on, and the search ends at the first row that is too young. What is kept among the old ones is little.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, not_, select, text, update
from sqlmodel import col

from bot.domain.outbox import Kind
from store.tables import BucketRow, EventRow, InboxRow, NoticeRow, OutboxRow, Row, SlackPostRow, SubmissionRow
from store.unit_of_work import UnitOfWork, columns

_WISHES: Final = ("ticket.deleted", "customer.erased")


def work_done(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete rows of the outbox that were done before then (real time). What was given up stays."""
    done = text("outbox.state = 'done'")
    return _delete(uow, OutboxRow, _old(uow, OutboxRow, "created_at", before, limit, done, ended="finished_at"))


def submissions(uow: UnitOfWork, before: datetime, limit: int) -> int:
    return _delete(uow, SubmissionRow, _old(uow, SubmissionRow, "created_at", before, limit))


def arrivals(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete arrivals from before then (real time). A wish to be forgotten stays until it is met, without its text."""
    wish = and_(col(InboxRow.kind).in_(_WISHES), col(InboxRow.state) == "waiting")
    old = _old(uow, InboxRow, "received_at", before, limit, not_(wish))
    unmet = (text("inbox.state <> 'done'"), wish, col(InboxRow.received_at) < before, col(InboxRow.body) != "")
    emptied = uow.execute(update(InboxRow).where(*unmet).values(body=""))
    return _delete(uow, InboxRow, old) + int(getattr(emptied, "rowcount", 0))


def notices(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete direct messages from before then (the desk's clock) that were sent. One that could not be sent stays."""
    unsent = exists().where(
        col(OutboxRow.desk_id) == col(NoticeRow.desk_id),
        col(OutboxRow.kind) == Kind.NOTICE.value,
        col(OutboxRow.subject) == cast(col(NoticeRow.id), String),
        text("outbox.state <> 'done'"),
    )
    return _delete(uow, NoticeRow, _old(uow, NoticeRow, "created_at", before, limit, ~unsent))


def notices_unsent(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete direct messages from before then (the desk's clock), whatever became of them."""
    return _delete(uow, NoticeRow, _old(uow, NoticeRow, "created_at", before, limit))


def events(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete events from before then (real time) of which nobody is left to be told."""
    untold = exists().where(
        col(OutboxRow.desk_id) == col(EventRow.desk_id),
        col(OutboxRow.kind) == Kind.EVENT.value,
        col(OutboxRow.subject).startswith(cast(col(EventRow.id), String) + ":"),
        text("outbox.state <> 'done'"),
    )
    return _delete(uow, EventRow, _old(uow, EventRow, "created_at", before, limit, ~untold))


def posts_gone(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Delete what was posted about no ticket before then (the desk's clock), and is no longer in Slack."""
    gone = (
        select(col(SlackPostRow.id))
        # With the sum no index of the desk serves, which SQLite would take instead of the ticket's.
        .where(col(SlackPostRow.ticket_id).is_(None), col(SlackPostRow.desk_id) + 0 == uow.desk_id)
        .where(col(SlackPostRow.state) == "gone", col(SlackPostRow.created_at) < before)
        .limit(limit)
    )
    return _delete(uow, SlackPostRow, list(uow.execute(gone).scalars()))


def buckets(uow: UnitOfWork, before: datetime) -> int:
    """Delete rate limits that nobody has met since then (real time). There are few of them."""
    unused = delete(BucketRow).where(col(BucketRow.next_at) < before)
    return int(getattr(uow.execute(unused), "rowcount", 0))


def _old(
    uow: UnitOfWork,
    table: type[Row],
    begun: str,
    before: datetime,
    limit: int,
    *conditions: ColumnElement[bool] | Any,
    ended: str = "",
) -> list[int]:
    """Up to `limit` ids of rows that were begun (and `ended`) before then and meet the conditions, the oldest first.

    The desk is looked at here and not asked for: with it SQLite would take an index that is in another order.
    """
    column = columns(table)
    chosen = [column.id, column.desk_id, column[begun].label("begun"), column[ended or begun].label("ended")]
    found: list[int] = []
    after, size = 0, 1  # mostly the first one says that there is nothing to do
    while len(found) < limit:
        page = select(*chosen).where(column.id > after, *conditions).order_by(column.id).limit(size)
        rows = uow.execute(page).all()
        for row in rows:
            if row.begun >= before:
                return found
            if row.desk_id == uow.desk_id and (row.ended or row.begun) < before:
                found.append(row.id)
        if len(rows) < size:
            break
        after, size = rows[-1].id, limit
    return found[:limit]


def _delete(uow: UnitOfWork, table: type[Row], ids: Sequence[int]) -> int:
    """Those that somebody else is just deleting are left to them."""
    if not ids:
        return 0
    column = columns(table)
    mine = select(column.id).where(column.id.in_(ids)).with_for_update(skip_locked=True)
    deleted = uow.execute(delete(table).where(column.id.in_(mine)))
    return int(getattr(deleted, "rowcount", 0))
