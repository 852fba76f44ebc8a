"""Tickets, their conversations and messages, records linked to them, and the spans of who held the ball."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Identity, Index, UniqueConstraint, false, text
from sqlmodel import Field

from store.tables.base import LEDGER, MESSAGES, Row, UtcDateTime

OPEN_STATES = (
    "'new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed'"  # one list
)


PLACE = ("desk_id", "queue")


def of_open(*conditions: str) -> dict[str, Any]:
    """An index of open tickets, and of those that meet the conditions."""
    where = text(" AND ".join([*conditions, f"state IN ({OPEN_STATES})"]))
    return {"sqlite_where": where, "postgresql_where": where}


class TicketRow(Row, table=True):
    """`id` is the public number; it begins at 1001 and comes from one sequence."""

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({OPEN_STATES},'resolved','closed','merged','not_a_request')",
            name="state",
        ),
        CheckConstraint("level IN ('none','caution','sensitive')", name="level"),
        CheckConstraint("keys_needed IN (1, 2)", name="keys_needed"),
        Index("ix_ticket_open", "queue", "state", "priority", "created_at",
              sqlite_where=text(f"state IN ({OPEN_STATES})"), postgresql_where=text(f"state IN ({OPEN_STATES})")),
        # What `/queue` shows is picked in its order and counted without a look at the rows (docs/adr/0026).
        Index("ix_ticket_line", *PLACE, "state", "waiting_since", "id", **of_open()),
        Index("ix_ticket_unheld", *PLACE, "waiting_since", "id", **of_open("assignee_id IS NULL")),
        Index("ix_ticket_sensitive", *PLACE, "waiting_since", "id", **of_open("level = 'sensitive'")),
        Index("ix_ticket_asleep", *PLACE, "snoozed_until", "id", sqlite_where=text("state = 'snoozed'"),
              postgresql_where=text("state = 'snoozed'")),
        Index("ix_ticket_held", *PLACE, "assignee_id", "state", "due_at", **of_open("assignee_id IS NOT NULL")),
        Index("ix_ticket_mine", *PLACE, "assignee_id", "waiting_since", "id", **of_open("assignee_id IS NOT NULL")),
        Index("ix_ticket_customer", "customer_id", "created_at"),
        Index("ix_ticket_created", "desk_id", "created_at"),
        Index("ix_ticket_resolved", "desk_id", "resolved_at"),
        Index("ix_ticket_to_fade", "desk_id", "faded", "ended_at",
              sqlite_where=text("state IN ('closed','merged','not_a_request')"),
              postgresql_where=text("state IN ('closed','merged','not_a_request')")),
        Index("ix_ticket_to_close", "desk_id", "close_after", sqlite_where=text("state = 'resolved'"),
              postgresql_where=text("state = 'resolved'")),
        Index("ix_ticket_due", *PLACE, "due_at", "id", sqlite_where=text("due_at IS NOT NULL"),
              postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_ticket_warn", "desk_id", "warn_at", sqlite_where=text("warn_at IS NOT NULL"),
              postgresql_where=text("warn_at IS NOT NULL")),
        Index("ix_ticket_clocked", "desk_id", "clocked_under", sqlite_where=text(f"state IN ({OPEN_STATES})"),
              postgresql_where=text(f"state IN ({OPEN_STATES})")),
        Index("ix_ticket_joined", "joined_to", sqlite_where=text("joined_to IS NOT NULL"),
              postgresql_where=text("joined_to IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True, sa_column_args=(Identity(start=1001),))
    desk_id: int = Field(foreign_key="desk.id")
    source: str
    state: str = "new"
    subject: str
    queue: str
    type: str | None = None
    type_source: str = "none"
    type_confidence: float | None = None
    guess: str | None = None
    priority: str = "normal"
    level: str = "none"
    classes: list[str] = Field(default_factory=list, sa_type=JSON)
    marked: list[str] = Field(default_factory=list, sa_type=JSON)
    unmarked: list[str] = Field(default_factory=list, sa_type=JSON)
    keys_needed: int = 1
    language: str
    via: str
    customer_id: int = Field(foreign_key="person.id")
    assignee_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    escalated_to: str = ""
    escalation_reason: str = ""
    attributes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    missing: list[str] = Field(default_factory=list, sa_type=JSON)
    duplicate_of: str = ""
    contacts: int = 1
    rules: list[str] = Field(default_factory=list, sa_type=JSON)
    url: str = ""
    continues: int | None = Field(default=None, foreign_key="ticket.id")
    merged_into: int | None = Field(default=None, foreign_key="ticket.id")
    last_message_id: int | None = None
    first_response_due: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_response_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    close_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reopened: int = 0
    desk_version_id: int = Field(foreign_key="desk_version.id")
    retention: str = MESSAGES
    version: int = 1
    prepared: bool = False
    by_turn: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # its holder was given it
    snoozed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waiting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when the ball came to its holder's side
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # closed, merged or not a request
    # What retention has taken away since, as the sum of: 1 its text in Slack, 2 its messages, 4 its suggestions' text.
    faded: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    # What `store.clocks` makes of the ledger: when each running clock is due and warned of, and the first of them all.
    next_response_due: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolution_due: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_response_warn: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_response_warn: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolution_warn: datetime | None = Field(default=None, sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    warn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    late_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the leads are told then
    clocked_under: int | None = None  # the desk version by which; no key, since an older Deskhand writes here too
    joined_to: int | None = None  # the ticket with which its messages are read since people have merged it
    avoidable: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created_at: datetime = Field(sa_type=UtcDateTime)


class ConversationRow(Row, table=True):
    """One thread in a source; it points at the ticket that its next message belongs to."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("desk_id", "source", "external_id"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    source: str
    external_id: str
    ticket_id: int = Field(foreign_key="ticket.id", index=True)


class MessageRow(Row, table=True):
    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "external_id"),
        CheckConstraint("author IN ('customer','agent','note')", name="author"),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    conversation_id: int = Field(foreign_key="conversation.id")
    external_id: str
    named: bool = False  # the source calls it `external_id`; else that is an id of ours
    author: str
    author_name: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    body: str
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    public: bool = True
    reply_id: int | None = Field(default=None, foreign_key="reply.id", unique=True)
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class RecordRow(Row, table=True):
    """A record named in a ticket. `fields` stays empty unless it is the customer's own."""

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("ticket_id", "source", "key"),
        CheckConstraint("state IN ('own','foreign','unknown','unreachable')", name="state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    source: str
    key: str
    state: str
    fields: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    person_id: int | None = Field(default=None, foreign_key="person.id")  # the customer, where it is theirs
    retention: str = MESSAGES
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SpanRow(Row, table=True):
    """A stretch of a ticket's life with one holder. Until it is closed a ticket has exactly one without an end."""

    __tablename__ = "span"
    __table_args__ = (
        Index("uq_span_open", "ticket_id", unique=True, sqlite_where=text("to_at IS NULL"),
              postgresql_where=text("to_at IS NULL")),
        Index("ix_span_ticket", "ticket_id", "from_at"),
        Index("ix_span_ended", "queue", "to_at"),
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="order"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    holder: str
    department: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    queue: str
    state: str
    from_at: datetime = Field(sa_type=UtcDateTime)
    to_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    business_seconds: int | None = None
    calendar_hash: str = ""
    retention: str = LEDGER
