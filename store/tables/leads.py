"""What leads and the team ask of the desk itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import LEDGER, MESSAGES, Row, UtcDateTime


class QuestionRow(Row, table=True):
    """A question that the worker answers by `response_url`. `text` may be a customer's: the row goes with the answer,
    or when nobody could be told any more (real time)."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("kind IN ('try','kb')", name="kind"),
        Index("ix_question_created", "desk_id", "created_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str
    text: str
    response_url: str
    asked_by: int = Field(foreign_key="person.id")
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class TurnRow(Row, table=True):
    """When somebody was last given a ticket of a queue by turn, on the desk's clock."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("desk_id", "queue", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    queue: str
    person_id: int = Field(foreign_key="person.id")
    retention: str = LEDGER
    given_at: datetime = Field(sa_type=UtcDateTime)


class QueuePauseRow(Row, table=True):
    """A queue in which nobody is given tickets by turn: who said so, why, and until when (the desk's clock). It ends at
    `until`, or when somebody resumes it."""

    __tablename__ = "queue_pause"
    __table_args__ = (
        Index("uq_queue_pause_running", "desk_id", "queue", unique=True, sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    queue: str
    reason: str
    person_id: int = Field(foreign_key="person.id")
    until: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)
