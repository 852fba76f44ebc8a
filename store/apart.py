"""What stands apart in the outbox (`bot.domain.outbox.APART`): one row of a bucket at a time, and no search of other
work goes through it."""

from sqlalchemy import bindparam, or_, select, text, union
from sqlmodel import col

from bot.domain.outbox import APART, APART_FROM
from store.tables import BucketRow, OutboxRow
from store.tables.base import UtcDateTime
from store.unit_of_work import UnitOfWork

_BUSY = select(col(OutboxRow.bucket)).where(text("state = 'leased'"), col(OutboxRow.priority) >= APART_FROM)
_SHUT = union(
    _BUSY,
    select(col(BucketRow.key)).where(
        col(BucketRow.next_at) > bindparam("now", type_=UtcDateTime),
        or_(*(col(BucketRow.key).startswith(f"{kind.value}:", autoescape=True) for kind in sorted(APART))),
    ),
)


def busy(uow: UnitOfWork) -> frozenset[str]:
    """The buckets of which one is leased."""
    return frozenset(uow.run(_BUSY).scalars())


def shut(uow: UnitOfWork) -> frozenset[str]:
    """The buckets of what stands apart that may not be used now: busy, or closed."""
    return frozenset(uow.run(_SHUT, now=uow.now).scalars())
