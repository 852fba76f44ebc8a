"""Asking for work and leasing it, in a line each."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.domain.outbox import Job, Kind
from store import outbox
from store.buckets import Pace
from store.unit_of_work import UnitOfWork

LEASE = timedelta(seconds=60)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Clock:
    """Real time, moved by hand."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def ask(
    uow: UnitOfWork, subject: int, kind: Kind = Kind.CARD, lane: str = "", bucket: str = "", priority: int = 50,
    delay: float = 0,
) -> None:  # fmt: skip
    outbox.enqueue(
        uow, kind, subject, lane=lane or f"ticket:{subject}:{kind}", bucket=bucket, priority=priority,
        delay=timedelta(seconds=delay),
    )  # fmt: skip


def lease(uow: UnitOfWork, limit: int = 8, paces: dict[str, Pace] | None = None) -> list[Job]:
    return outbox.lease(uow, paces or {}, limit=limit, time=LEASE)


def rows(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    """(kind, subject, state) of every row, oldest first."""
    found = uow.execute(text("SELECT kind, subject, state FROM outbox ORDER BY id")).all()
    return [(row.kind, row.subject, row.state) for row in found]
