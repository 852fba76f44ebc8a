"""Inbox, outbox, rate-limit buckets, the journal, and what must happen once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import MESSAGES, SLACK_TEXT, Row, UtcDateTime


class InboxRow(Row, table=True):
    """Something that arrived, exactly once. `parked` rows could not be worked and wait for a person."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("desk_id", "source", "external_id"),
        CheckConstraint("state IN ('done','parked','waiting')", name="state"),
        Index("ix_inbox_unfinished", "state", "id", sqlite_where=text("state <> 'done'"),
              postgresql_where=text("state <> 'done'")),
        Index("ix_inbox_received", "desk_id", "source", "received_at"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    source: str
    external_id: str
    kind: str
    state: str = "done"
    body: str = ""  # the raw text; emptied once it has become rows, kept while parked or waiting
    error: str = ""
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    answer: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what the caller was told, for a repeat
    retention: str = MESSAGES
    trace: str = Field(default="", sa_column_kwargs={"server_default": ""})  # correlation id of the request
    received_at: datetime = Field(sa_type=UtcDateTime)


class OutboxRow(Row, table=True):
    """Work that must leave the process. Only the lowest unfinished id of a lane can be leased.

    Times are real time. `touched` counts how often the row was asked for again while it was pending.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending','leased','done','unsure','dead')", name="state"),
        Index("uq_outbox_pending", "desk_id", "kind", "subject", unique=True, sqlite_where=text("state = 'pending'"),
              postgresql_where=text("state = 'pending'")),
        Index("uq_outbox_leased_lane", "lane", unique=True, sqlite_where=text("state = 'leased'"),
              postgresql_where=text("state = 'leased'")),
        Index("ix_outbox_not_done", "desk_id", "kind", "subject", sqlite_where=text("state <> 'done'"),
              postgresql_where=text("state <> 'done'")),
        Index("ix_outbox_due", "priority", "due_at", "id", sqlite_where=text("state = 'pending'"),
              postgresql_where=text("state = 'pending'")),
        Index("ix_outbox_lane", "lane", "id", sqlite_where=text("state IN ('pending','leased','unsure')"),
              postgresql_where=text("state IN ('pending','leased','unsure')")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str
    subject: str
    lane: str
    bucket: str = ""
    priority: int = 50  # lower goes first
    state: str = "pending"
    due_at: datetime = Field(sa_type=UtcDateTime)
    touched: int = 1
    attempts: int = 0
    lease_token: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str = ""
    trace: str = Field(default="", sa_column_kwargs={"server_default": ""})  # correlation id of what asked for it
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BucketRow(Row, table=True):
    """When a rate-limited place may next be used (real time); reserved in the claim, shared between processes."""

    __tablename__ = "bucket"
    key: str = Field(primary_key=True)
    next_at: datetime = Field(sa_type=UtcDateTime)


class JournalRow(Row, table=True):
    """What happened and who decided, under which version of the desk file: ids, decisions and keyed hashes, never text.

    Chained per ticket; `key_id` names the key that a hash was made with.
    """

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("ticket_id", "seq"),
        Index("ix_journal_action", "desk_id", "action", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id")
    seq: int
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str  # "person:12", "system", "customer:7", "service:api"
    action: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    desk_version_id: int = Field(foreign_key="desk_version.id")
    previous: str
    key_id: str
    hash: str


class SubmissionRow(Row, table=True):
    """A modal that was submitted, by its view id: a double submit changes nothing."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("desk_id", "view_id"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    view_id: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class SlackPostRow(Row, table=True):
    """Every message that Deskhand has in Slack. `live` is the one card of a ticket in a place that is edited."""

    __tablename__ = "slack_post"
    __table_args__ = (
        UniqueConstraint("desk_id", "channel", "ts"),
        CheckConstraint("state IN ('posting','live','moved','gone')", name="state"),
        Index("uq_slack_post_live", "desk_id", "kind", "subject", unique=True,
              sqlite_where=text("state IN ('posting','live')"), postgresql_where=text("state IN ('posting','live')")),
        Index("ix_slack_post_ticket", "ticket_id"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    kind: str  # card, thread, notice, digest
    subject: str  # card: ticket id; thread: what was posted, such as "message:881"
    place: str  # as written in the desk file
    channel: str
    ts: str | None = None
    thread_ts: str | None = None
    state: str = "posting"
    shown: str = ""  # a hash of what it shows, so that an edit without a change costs no call; before it stands, since
    # when it may (real time)
    retention: str = SLACK_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)


class DigestRunRow(Row, table=True):
    """One digest for one audience and local day; the UNIQUE decides who runs it."""

    __tablename__ = "digest_run"
    __table_args__ = (UniqueConstraint("desk_id", "digest", "audience", "local_date"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    digest: str
    audience: str
    local_date: date
    created_at: datetime = Field(sa_type=UtcDateTime)
