"""What is due in the outbox: the statements that look for it, made once for each way of asking.

A free hand asks three times, and workers have many: making these anew took as long as all else that a lease does.
States are literals, since with parameters a prepared statement would not match the partial indexes.
"""

from functools import cache
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Select,
    String,
    Update,
    bindparam,
    case,
    exists,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.domain.outbox import APART_FROM, Kind
from store.tables import BucketRow, OutboxRow
from store.tables.base import UtcDateTime

_PENDING: Final = literal_column("'pending'", String)
_LEASED: Final = literal_column("'leased'", String)
_UNSURE: Final = literal_column("'unsure'", String)
_NOW: Final = bindparam("now", type_=UtcDateTime)


@cache
def due(kinds: frozenset[Kind], apart: bool) -> Select[int | None, str]:
    """Ids and buckets of rows of these kinds that may be leased, most urgent first: `now`, `most`, and with `apart`
    the buckets that are `shut`. What stands apart is never gone through for anything else."""
    other = aliased(OutboxRow)
    # A number is given before its transaction commits, so a lane's lower number may show after a higher one was leased.
    head = ~exists().where(
        col(other.lane) == col(OutboxRow.lane),
        col(other.state).in_((_PENDING, _LEASED, _UNSURE)),
        or_(col(other.id) < col(OutboxRow.id), col(other.state) == _LEASED),
    )
    closed = exists().where(col(BucketRow.key) == col(OutboxRow.bucket), col(BucketRow.next_at) > _NOW)
    return (
        select(col(OutboxRow.id), col(OutboxRow.bucket))
        .where(col(OutboxRow.state) == _PENDING, col(OutboxRow.due_at) <= _NOW, head, ~closed)
        .where(col(OutboxRow.kind).in_(sorted(kind.value for kind in kinds)), *_among(apart))
        .order_by(col(OutboxRow.priority), col(OutboxRow.due_at), col(OutboxRow.id))
        .limit(bindparam("most", type_=Integer))
    )


@cache
def locked(kinds: frozenset[Kind], apart: bool, of_buckets: bool = False) -> Executable:
    """As `due`, each row locked, those that are locked already left out; `of_buckets`: only of the `buckets` named."""
    found = due(kinds, apart).with_for_update(skip_locked=True)
    return found.where(col(OutboxRow.bucket).in_(bindparam("buckets", expanding=True))) if of_buckets else found


@cache
def leased(kinds: frozenset[Kind]) -> Update:
    """Lease the rows of `ids` with the token `lease_token`: `until_<kind>` for these kinds, else `until`."""
    until = bindparam("until", type_=UtcDateTime)
    whens = {kind.value: bindparam(f"until_{kind.value}", type_=UtcDateTime) for kind in sorted(kinds)}
    return (
        update(OutboxRow)
        .where(col(OutboxRow.id).in_(bindparam("ids", expanding=True)), col(OutboxRow.state) == _PENDING)
        .values(
            state="leased",
            lease_token=bindparam("given_token"),
            lease_until=case(whens, value=col(OutboxRow.kind), else_=until) if whens else until,
            attempts=col(OutboxRow.attempts) + 1,
        )
        .returning(*OutboxRow.__table__.c)  # type: ignore[attr-defined]
    )


def _among(apart: bool) -> tuple[ColumnElement[bool], ...]:
    if not apart:
        return (col(OutboxRow.priority) < APART_FROM,)
    return col(OutboxRow.priority) >= APART_FROM, col(OutboxRow.bucket).not_in(bindparam("shut", expanding=True))
