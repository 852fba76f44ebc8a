"""Suggestions, what is sent to customers, and who approved it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import LEDGER, MESSAGES, MODEL_TEXT, Row, UtcDateTime


class DraftRow(Row, table=True):
    """A suggestion or the reason for none. A ticket has one current draft."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint(
            "state IN ('proposed','sent','edited','rejected','superseded','withheld','asked')", name="state"
        ),
        CheckConstraint("state <> 'withheld' OR body = ''", name="withheld_is_empty"),
        Index("uq_draft_current", "ticket_id", unique=True,
              sqlite_where=text("state IN ('proposed','withheld','asked')"),
              postgresql_where=text("state IN ('proposed','withheld','asked')")),
        Index("ix_draft_type", "type", "decided_at"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    type: str = Field(default="", sa_column_kwargs={"server_default": ""})  # what it was made as an answer to
    state: str
    reason: str | None = None
    facts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    body: str = ""
    sentences: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    records: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    language: str = ""
    engine: str
    last_message_id: int | None = None
    desk_version_id: int = Field(foreign_key="desk_version.id")
    prompt_id: str = ""
    prompt_version: int | None = None
    input_tokens: int = 0
    cached_tokens: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    output_tokens: int = 0
    cost_micros: int | None = None
    latency_ms: int = 0
    opened: bool = False
    change: float | None = None  # how much of it was changed before it was sent, 0 to 1
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reject_reason: str = ""
    retention: str = MODEL_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)


class ReplyRow(Row, table=True):
    """A text put up for sending. At most one of a ticket's replies is on its way at a time."""

    __tablename__ = "reply"
    __table_args__ = (
        CheckConstraint(
            "state IN ('awaiting_keys','undo','sending','sent','unsure','stopped','taken_back')", name="state"
        ),
        CheckConstraint("keys_needed IN (1, 2)", name="keys_needed"),
        Index("uq_reply_under_way", "ticket_id", unique=True,
              sqlite_where=text("state IN ('awaiting_keys','undo','sending','unsure')"),
              postgresql_where=text("state IN ('awaiting_keys','undo','sending','unsure')")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    state: str = "awaiting_keys"
    body: str
    language: str
    disclosed: bool = False
    written_by: int = Field(foreign_key="person.id")
    keys_needed: int = 1
    asked: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # for the second approval, one by one
    last_message_id: int | None = None
    after_send: str = "wait"
    send_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stop_reason: str = ""
    stop_facts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    external_id: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class ApprovalRow(Row, table=True):
    """One person's approval of one exact text. Never deleted while the reply lives; an edit makes a new reply."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("reply_id", "person_id"),
        CheckConstraint("role IN ('sender','owner','deputy','lead_alone')", name="role"),
    )
    id: int | None = Field(default=None, primary_key=True)
    reply_id: int = Field(foreign_key="reply.id")
    person_id: int = Field(foreign_key="person.id")
    role: str
    body_hash: str
    reason: str = ""
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)
