"""Questions that wait for the worker."""

from datetime import datetime
from typing import cast

from sqlalchemy import delete, select
from sqlmodel import col

from bot.domain.question import Question, QuestionKind
from store.tables import QuestionRow
from store.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, kind: QuestionKind, text: str, response_url: str, person_id: int) -> int:
    """Keep a question until it is answered; its id."""
    return uow.append(
        QuestionRow,
        desk_id=uow.desk_id,
        kind=kind,
        text=text,
        response_url=response_url,
        asked_by=person_id,
        created_at=uow.now,
    )


def get(uow: UnitOfWork, question_id: int) -> Question | None:
    """The question, or None where it was answered or has become too old."""
    row = uow.session.get(QuestionRow, question_id)
    if row is None or row.desk_id != uow.desk_id:
        return None
    kind = cast(QuestionKind, row.kind)  # the database's CHECK
    return Question(
        id=question_id, kind=kind, text=row.text, response_url=row.response_url, asked_by=row.asked_by,
        at=row.created_at,
    )  # fmt: skip


def forget(uow: UnitOfWork, question_id: int) -> None:
    """Take a question away. Safe to call twice."""
    uow.execute(delete(QuestionRow).where(col(QuestionRow.id) == question_id))


def forget_old(uow: UnitOfWork, before: datetime, limit: int) -> int:
    """Take away up to `limit` questions from before then (real time); how many there were. Those that another process
    takes away just now are left to it."""
    old = select(col(QuestionRow.id)).where(
        col(QuestionRow.desk_id) == uow.desk_id, col(QuestionRow.created_at) < before
    )
    mine = old.order_by(col(QuestionRow.created_at)).limit(limit).with_for_update(skip_locked=True)
    gone = uow.execute(delete(QuestionRow).where(col(QuestionRow.id).in_(mine)))
    return int(getattr(gone, "rowcount", 0))
