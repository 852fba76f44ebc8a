"""Rate-limit buckets: reserved in the claim, shared between processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, select, update
from sqlmodel import col

from store.tables import BucketRow, OutboxRow
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a bucket may be used: every `interval` on average, `burst` times at once."""

    interval: timedelta
    burst: int = 1


class Reservations:
    """Reservations of one lease call. Rows are locked in the order of their keys, so that two workers cannot deadlock.

    The generic cell rate algorithm, kept as the moment from which the next use is allowed (ITU-T I.371).
    """

    def __init__(self, uow: UnitOfWork, keys: set[str], paces: dict[str, Pace]) -> None:
        self._uow = uow
        self._paces = paces
        self._next: dict[str, datetime] = {}
        self._taken: set[str] = set()
        for key in sorted(keys):
            uow.execute(
                uow.insert(BucketRow).values(key=key, next_at=uow.now - self._slack(key)).on_conflict_do_nothing()
            )
            row = select(col(BucketRow.next_at)).where(col(BucketRow.key) == key).with_for_update()
            # One that was pruned in this very moment had not been used for a day.
            self._next[key] = uow.execute(row).scalar_one_or_none() or uow.now - self._slack(key)

    def _slack(self, key: str) -> timedelta:
        pace = self._paces[key.partition(":")[0]]
        return pace.interval * (pace.burst - 1)

    def take(self, key: str) -> bool:
        """Whether the bucket may be used once more now; if so, it has been."""
        if key not in self._next:
            return True
        if self._next[key] > self._uow.now:
            return False
        pace = self._paces[key.partition(":")[0]]
        self._next[key] = max(self._next[key], self._uow.now - self._slack(key)) + pace.interval
        self._taken.add(key)
        return True

    def store(self) -> None:
        for key in sorted(self._taken):
            self._uow.execute(update(BucketRow).where(col(BucketRow.key) == key).values(next_at=self._next[key]))


def close_bucket(uow: UnitOfWork, bucket: str, until: datetime) -> None:
    """Nobody uses the bucket before `until` (a 429's `Retry-After`); a later closing is never shortened."""
    insert = uow.insert(BucketRow).values(key=bucket, next_at=until)
    later = case(
        (insert.excluded.next_at > col(BucketRow.next_at), insert.excluded.next_at), else_=col(BucketRow.next_at)
    )
    uow.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"next_at": later}))


def close_bucket_of(uow: UnitOfWork, job_id: int, until: datetime) -> None:
    """Close the bucket that a job was leased from."""
    row = uow.session.get(OutboxRow, job_id)
    if row is not None and row.bucket:
        close_bucket(uow, row.bucket, until)
