"""Rate-limit buckets: reserved in the claim, shared between processes.

A key is a method, then what its limit is counted for: `chat.update`, `chat.postMessage:C0ORDERS`. The workspace is not
named, since a database has one (docs/adr/0005); all after the first colon is free, so it could be.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Executable, bindparam, case, select, update
from sqlmodel import col

from store.tables import BucketRow, OutboxRow
from store.unit_of_work import UnitOfWork, insert_for


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a bucket may be used: every `interval` on average, `burst` times at once.

    A bucket `within` another method's is used together with that one: `burst:C0ORDERS` within `chat.postMessage` takes
    from `chat.postMessage:C0ORDERS` as well.
    """

    interval: timedelta
    burst: int = 1
    within: str = ""


_HELD = select(col(BucketRow.next_at)).where(col(BucketRow.key) == bindparam("bucket")).with_for_update()
_USED = update(BucketRow).where(col(BucketRow.key) == bindparam("bucket"))


@cache
def _begun(dialect: str) -> Executable:
    return insert_for(BucketRow, dialect).on_conflict_do_nothing()


class Reservations:
    """Reservations of one lease call. Rows are locked in the order of their keys, so that two workers cannot deadlock.

    The generic cell rate algorithm, kept as the moment from which the next use is allowed (ITU-T I.371).
    """

    def __init__(self, uow: UnitOfWork, keys: set[str], paces: dict[str, Pace]) -> None:
        self._uow = uow
        self._paces = paces
        self._next: dict[str, datetime] = {}
        self._taken: set[str] = set()
        for key in sorted({one for wanted in keys for one in used_by(wanted, paces)}):
            full = uow.now - self._slack(key)
            uow.run(_begun(uow.dialect.name), key=key, next_at=full)
            # One that was pruned in this very moment had not been used for a day.
            self._next[key] = uow.run(_HELD, bucket=key).scalar_one_or_none() or full

    def _slack(self, key: str) -> timedelta:
        pace = self._paces[key.partition(":")[0]]
        return pace.interval * (pace.burst - 1)

    def take(self, key: str) -> bool:
        """Whether the bucket may be used once more now; if so, it has been."""
        used = used_by(key, self._paces)
        if any(self._next[one] > self._uow.now for one in used):
            return False
        for one in used:
            pace = self._paces[one.partition(":")[0]]
            self._next[one] = max(self._next[one], self._uow.now - self._slack(one)) + pace.interval
            self._taken.add(one)
        return True

    def store(self) -> None:
        for key in sorted(self._taken):
            self._uow.run(_USED, bucket=key, next_at=self._next[key])


def used_by(key: str, paces: dict[str, Pace]) -> tuple[str, ...]:
    """The buckets that work in bucket `key` uses: those that have a pace, from the narrowest to the widest."""
    name, _, rest = key.partition(":")
    if name not in paces:
        return ()
    within = paces[name].within
    return (key, *used_by(f"{within}:{rest}", paces)) if within else (key,)


def close_bucket(uow: UnitOfWork, bucket: str, until: datetime) -> None:
    """Nobody uses the bucket before `until` (a 429's `Retry-After`); a later closing is never shortened."""
    insert = uow.insert(BucketRow).values(key=bucket, next_at=until)
    later = case(
        (insert.excluded.next_at > col(BucketRow.next_at), insert.excluded.next_at), else_=col(BucketRow.next_at)
    )
    uow.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"next_at": later}))


def close_bucket_of(uow: UnitOfWork, job_id: int, until: datetime, paces: dict[str, Pace] | None = None) -> None:
    """Close the bucket that a job was leased from, and what that is within."""
    row = uow.session.get(OutboxRow, job_id)
    if row is not None and row.bucket:
        for key in sorted({row.bucket, *used_by(row.bucket, paces or {})}):
            close_bucket(uow, key, until)
