"""Decisions that digests offered, who took them, and what became of their figures."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlmodel import col, select, update

from bot.domain.decision import Decision, DecisionKind
from store import digests
from store.tables import DecisionRow, DigestRunRow
from store.tables.base import LEDGER
from store.unit_of_work import UnitOfWork

#: So long after it was offered an act still counts as the decision.
_OPEN: Final = timedelta(days=7)


def offer(uow: UnitOfWork, run: digests.Run, told_of: date, wanted: Sequence[Decision]) -> None:
    """Keep what a run offers. What it offers already stays as it is."""
    for one in wanted:
        values = {
            "desk_id": uow.desk_id, "run_id": run.id, "day": told_of, "kind": one.kind.value, "subject": one.subject,
            "offered": dict(one.figures), "state": "offered", "outcome": {}, "retention": LEDGER, "created_at": uow.at,
        }  # fmt: skip
        uow.insert_new(DecisionRow, values, ("run_id", "kind", "subject"))


def of_run(uow: UnitOfWork, run_id: int) -> tuple[Decision, ...]:
    """What a run has offered, in its order. `decided_by` is the person's id."""
    rows = uow.session.exec(select(DecisionRow).where(DecisionRow.run_id == run_id).order_by(col(DecisionRow.id)))
    return tuple(_value(row) for row in rows)


def get(uow: UnitOfWork, decision_id: int) -> Decision | None:
    """One of this desk's."""
    row = uow.session.get(DecisionRow, decision_id)
    return _value(row) if row is not None and row.desk_id == uow.desk_id else None


def run_before(uow: UnitOfWork, run: digests.Run) -> int | None:
    """The run of the same digest for the same audience before this one."""
    found: int | None = uow.session.exec(
        select(DigestRunRow.id)
        .where(
            DigestRunRow.desk_id == uow.desk_id,
            DigestRunRow.digest == run.digest,
            DigestRunRow.audience == run.audience,
            col(DigestRunRow.local_date) < run.local_date,
        )
        .order_by(col(DigestRunRow.local_date).desc())
        .limit(1)
    ).first()
    return found


def take(uow: UnitOfWork, kind: DecisionKind, subject: str, person_id: int) -> None:
    """Somebody has acted as was offered, from the digest or elsewhere. Who was first stays on record."""
    uow.execute(
        update(DecisionRow)
        .where(
            col(DecisionRow.desk_id) == uow.desk_id,
            col(DecisionRow.day) >= uow.today - _OPEN,
            col(DecisionRow.kind) == kind.value,
            col(DecisionRow.subject) == subject,
            col(DecisionRow.state) == "offered",
        )
        .values(state="taken", decided_by=person_id, decided_at=uow.at)
    )


def settle(uow: UnitOfWork, decision_id: int, now: Mapping[str, int], day: date) -> None:
    """The figures of an offer as the next digest found them."""
    uow.execute(
        update(DecisionRow).where(col(DecisionRow.id) == decision_id).values(outcome=dict(now), outcome_day=day)
    )


def _value(row: DecisionRow) -> Decision:
    return Decision(
        id=row.id or 0,
        kind=DecisionKind(row.kind),
        subject=row.subject,
        figures=row.offered,
        decided_by=f"{row.decided_by}" if row.decided_by is not None else "",
        now=row.outcome,
    )
