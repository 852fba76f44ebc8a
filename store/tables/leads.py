"""What leads and the team ask of the desk itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from store.tables.base import MESSAGES, Row, UtcDateTime


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
