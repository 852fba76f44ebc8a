"""A worker whose jobs a test writes."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot import worker as worker_module
from bot.domain.outbox import DONE, Job, Kind, Outcome
from bot.flow import leases
from bot.jobs.context import Context, _InTime
from bot.telemetry import Metrics
from bot.worker import Worker
from store import outbox
from store.store import Store
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow.clock import Clock
from tests.flow.desk import DESK

Work = Callable[[Job], Awaitable[Outcome]]
WorkWith = Callable[[Context, Job], Awaitable[Outcome]]


class Bench:
    """A worker whose jobs a test writes, on a store of its own."""

    def __init__(self, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.clock = store, clock
        self.jobs: dict[Kind, Work] = {}
        self.jobs_with: dict[Kind, WorkWith] = {}  # those that look at their context
        self.done: list[str] = []
        monkeypatch.setattr(worker_module, "JOBS", dict.fromkeys(Kind, self._run))

    def worker(self, width: int = 8, metrics: Metrics | None = None, **paces: leases.Pace) -> Worker:
        return Worker(cast(Context, _Only(self.store)), paces=paces, width=width, metrics=metrics)

    async def _run(self, context: Context, job: Job) -> Outcome:
        if job.kind in self.jobs_with:
            return await self.jobs_with[job.kind](context, job)
        work = self.jobs.get(job.kind)
        outcome = await work(job) if work else DONE
        self.done.append(job.subject)
        return outcome

    async def ask(self, subject: int, kind: Kind = Kind.CARD, bucket: str = "") -> None:
        def asking(uow: UnitOfWork) -> None:
            outbox.enqueue(uow, kind, subject, lane=f"{kind}:{subject}", bucket=bucket)

        await self.store.write(asking)

    async def row(self, subject: int) -> Any:
        def look(uow: UnitOfWork) -> Any:
            return uow.execute(text(f"SELECT * FROM outbox WHERE subject = '{subject}' ORDER BY id DESC")).first()  # noqa: S608

        return await self.store.read(look)

    async def due(self, subject: int) -> datetime:
        def look(uow: UnitOfWork) -> datetime:
            return uow.session.exec(select(OutboxRow.due_at).where(OutboxRow.subject == str(subject))).one()

        return await self.store.read(look)


class _Only:
    """The one part of a job's context that the worker itself needs."""

    def __init__(self, runner: Any) -> None:
        self.runner = runner

    def within(self, until: float) -> "_Only":
        return _Only(_InTime(self.runner, until))


@contextlib.asynccontextmanager
async def open_bench(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    clock = Clock()
    with databases.fresh("sqlite", folder) as url:
        store = Store(url, DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
        await store.open()
        yield Bench(store, clock, monkeypatch)
        store.close()
