"""Conversations that are read again for their quality, and decisions that digests offer."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import LEDGER, REVIEWS, Row, UtcDateTime


class ReviewSampleRow(Row, table=True):
    """A conversation that somebody is to review, chosen for a week. Whoever answered it never does."""

    __tablename__ = "review_sample"
    __table_args__ = (
        UniqueConstraint("desk_id", "week", "ticket_id"),
        CheckConstraint("state IN ('waiting','done','dropped')", name="state"),
        CheckConstraint("reviewer_id IS NULL OR answered_by IS NULL OR reviewer_id <> answered_by", name="not_own"),
        Index("ix_review_sample_waiting", "desk_id", "reviewer_id", sqlite_where=text("state = 'waiting'"),
              postgresql_where=text("state = 'waiting'")),
        Index("ix_review_sample_ticket", "ticket_id"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    week: date  # its Monday
    ticket_id: int = Field(foreign_key="ticket.id")
    queue: str
    reasons: list[str] = Field(default_factory=list, sa_type=JSON)  # reopened, waited, edited, quick, sensitive …
    answered_by: int | None = Field(default=None, foreign_key="person.id")  # emptied with the scores
    reviewer_id: int | None = Field(default=None, foreign_key="person.id")
    state: str = "waiting"
    retention: str = REVIEWS
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class ReviewScoreRow(Row, table=True):
    """What a reviewer gave for one criterion of the desk file's rubric. Gone after 90 days."""

    __tablename__ = "review_score"
    __table_args__ = (
        UniqueConstraint("sample_id", "reviewer_id", "criterion"),
        Index("ix_review_score_at", "desk_id", "created_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    sample_id: int = Field(foreign_key="review_sample.id")
    reviewer_id: int = Field(foreign_key="person.id")
    criterion: str
    score: int
    note: str = ""
    retention: str = REVIEWS
    created_at: datetime = Field(sa_type=UtcDateTime)


class DecisionRow(Row, table=True):
    """A decision that a digest offered, the figures before it, what was decided, and the figures after it. Figures and
    names of queues, types and articles only, never a person's or a customer's words."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("run_id", "kind", "subject"),
        CheckConstraint("state IN ('offered','taken','dismissed')", name="state"),
        Index("ix_decision_day", "desk_id", "day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    run_id: int = Field(foreign_key="digest_run.id")
    day: date  # that its digest tells of
    kind: str  # reassign, incident, articles …
    subject: str  # a queue, a cause, a type …
    offered: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = "offered"
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # the same figures afterwards; empty: not yet
    outcome_day: date | None = None
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)
