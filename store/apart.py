"""What stands apart in the outbox (`bot.domain.outbox.APART`): one row of a bucket at a time, and no search of other
work goes through it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, select, text
from sqlmodel import col

from bot.domain.outbox import APART, APART_FROM
from store.tables import BucketRow, OutboxRow
from store.unit_of_work import UnitOfWork

_BUSY = select(col(OutboxRow.bucket)).where(text("state = 'leased'"), col(OutboxRow.priority) >= APART_FROM)


def busy(uow: UnitOfWork) -> frozenset[str]:
    """The buckets of which one is leased."""
    return frozenset(uow.execute(_BUSY).scalars())


def shut(uow: UnitOfWork) -> frozenset[str]:
    """The buckets of what stands apart that may not be used now: busy, or closed."""
    names = tuple(f"{kind.value}:" for kind in APART)
    closed = select(col(BucketRow.key)).where(
        col(BucketRow.next_at) > uow.now, or_(*(col(BucketRow.key).startswith(name, autoescape=True) for name in names))
    )
    return frozenset([*busy(uow), *uow.execute(closed).scalars()])


def among(apart: Collection[str] | None, closed: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Where rows are looked for: what stands apart is never gone through for anything else, nor what is shut."""
    if apart is None:
        return (col(OutboxRow.priority) < APART_FROM,)
    return col(OutboxRow.priority) >= APART_FROM, col(OutboxRow.bucket).not_in(closed)
