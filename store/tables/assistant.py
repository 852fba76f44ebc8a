"""What the assistant did, what it cost, what people made of it, and what it has learned."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import LEDGER, MESSAGES, MODEL_TEXT, Row, UtcDateTime


class OutsideCallRow(Row, table=True):
    """One request to a model outside the house: what was sent, as it was sent, and what came back.

    `names` says what the placeholders in it stand for, encrypted with `SECRET_KEY`.
    """

    __tablename__ = "outside_call"
    __table_args__ = (Index("ix_outside_call_made", "desk_id", "created_at"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    vendor: str
    model: str
    prompt_id: str
    prompt_version: int
    request: str
    answer: str = ""
    names: str = ""
    outcome: str  # answered, or what kept it from answering
    input_tokens: int | None = None  # None: the other side did not say
    cached_tokens: int | None = None
    output_tokens: int | None = None
    cost_micros: int | None = None  # millionths of the desk's currency; None: no price is known
    latency_ms: int = 0
    retention: str = MODEL_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)


class SpendRow(Row, table=True):
    """What outside models have cost on one local day, reserved before each call, so that a ceiling holds."""

    __tablename__ = "spend"
    __table_args__ = (UniqueConstraint("desk_id", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    day: date
    micros: int = 0
    calls: int = 0
    warned: bool = False


class RatingRow(Row, table=True):
    """One person's thumb for one suggestion; the last one counts."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("draft_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id")
    person_id: int = Field(foreign_key="person.id")
    good: bool
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class ReportRow(Row, table=True):
    """A wrong answer that somebody reported, until its owner has settled it."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("kind IN ('fact','policy','tone','privacy','wrong_customer')", name="kind"),
        Index("ix_report_open", "desk_id", "id", sqlite_where=text("settled_at IS NULL"),
              postgresql_where=text("settled_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    reply_id: int | None = Field(default=None, foreign_key="reply.id")
    kind: str
    person_id: int = Field(foreign_key="person.id")
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class RedraftRow(Row, table=True):
    """What somebody wished of the next suggestion ("shorter"), in place of the one that stood."""

    __tablename__ = "redraft"
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    draft_id: int = Field(foreign_key="draft.id", unique=True)
    wish: str
    person_id: int = Field(foreign_key="person.id")
    retention: str = MODEL_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)


class ShadowDraftRow(Row, table=True):
    """A suggestion that only the type's owner sees, compared with what a person wrote. A ticket has one, the newest."""

    __tablename__ = "shadow_draft"
    __table_args__ = (Index("ix_shadow_draft_type", "desk_id", "type", "decided_at"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    type: str
    body: str
    sentences: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    language: str
    engine: str
    prompt_id: str = ""
    prompt_version: int | None = None
    reply_id: int | None = Field(default=None, foreign_key="reply.id")
    change: float | None = None  # how much of it the person's own answer changed, 0 to 1
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retention: str = MODEL_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)


class TypeModeRow(Row, table=True):
    """A request type was promoted or demoted; the newest row goes before the desk file, until that changes."""

    __tablename__ = "type_mode"
    __table_args__ = (
        CheckConstraint("mode IN ('off','shadow','suggest')", name="mode"),
        Index("ix_type_mode_type", "desk_id", "type", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    type: str
    mode: str
    before: str  # what the desk file said then
    person_id: int | None = Field(default=None, foreign_key="person.id")  # None: it demoted itself
    reason: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class QuarantineRow(Row, table=True):
    """An article, template, macro or prompt that may not be used until its owner has checked it."""

    __tablename__ = "quarantine"
    __table_args__ = (
        CheckConstraint("kind IN ('article','template','prompt')", name="kind"),
        Index("uq_quarantine_open", "desk_id", "kind", "name", unique=True, sqlite_where=text("lifted_at IS NULL"),
              postgresql_where=text("lifted_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str
    name: str
    depends_on: str  # what has changed, such as "carrier"
    reason: str  # in the words of who said so: "DHL → GLS from 1 Dec"
    person_id: int = Field(foreign_key="person.id")
    lifted_by: int | None = Field(default=None, foreign_key="person.id")
    lifted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class SourceCheckRow(Row, table=True):
    """**I checked this today**: the newest one of a version goes before the dates in its file."""

    __tablename__ = "source_check"
    __table_args__ = (
        CheckConstraint("kind IN ('article','template','prompt')", name="kind"),
        Index("ix_source_check_of", "desk_id", "kind", "name", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str
    name: str
    language: str
    version: int
    person_id: int = Field(foreign_key="person.id")
    checked: date
    valid_until: date
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class LearnedQuestionRow(Row, table=True):
    """A question that an article has answered, without what names anybody: it helps to find the article again."""

    __tablename__ = "learned_question"
    __table_args__ = (UniqueConstraint("ticket_id", "article_id"), Index("ix_learned_question_desk", "desk_id", "id"))
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    article_id: str
    language: str
    text: str
    ticket_id: int = Field(foreign_key="ticket.id")
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)
