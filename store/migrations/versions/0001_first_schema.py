"""The first schema: tickets and their conversations, drafts, replies and approvals, people, and the work to do."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from store.migrate import OneWay

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

OPEN = "'new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed'"


def columns(kind: sa.types.TypeEngine[Any], names: tuple[str, ...], optional: bool) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=optional) for name in names]


def texts(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.String(), names, optional)


def numbers(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Integer(), names, optional)


def floats(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Float(), names, optional)


def flags(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Boolean(), names, optional)


def moments(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.DateTime(timezone=True), names, optional)


def days(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Date(), names, optional)


def json(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.JSON(), names, optional)


def create(
    table: str,
    *rest: sa.Column[Any],
    key: sa.Column[Any] | None = None,
    references: Mapping[str, str] | None = None,
    unique: Sequence[tuple[str, ...]] = (),
    checks: Mapping[str, str] | None = None,
    **options: bool,
) -> None:
    """Create `table` with `key` (an integer `id` by default) and constraints that are named alike on both databases.

    `references` maps a column to the table whose `id` it holds.
    """
    key = sa.Column("id", sa.Integer(), nullable=False) if key is None else key
    constraints: list[sa.Constraint] = [sa.PrimaryKeyConstraint(key.name, name=op.f(f"pk_{table}"))]
    for column, parent in (references or {}).items():
        constraints.append(sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}")))
    for names in unique:
        constraints.append(sa.UniqueConstraint(*names, name=op.f("_".join(("uq", table, *names)))))
    for name, condition in (checks or {}).items():
        constraints.append(sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}")))
    op.create_table(table, key, *rest, *constraints, **options)


def index(name: str, table: str, *names: str, unique: bool = False, where: str | None = None) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(op.f(name), table, list(names), unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    desk_and_people()
    tickets()
    what_a_ticket_holds()
    drafts_and_replies()
    messages()
    inbox_and_outbox()
    slack_and_digests()


def downgrade() -> None:
    raise OneWay


# Columns in groups are easier to read than one a line.
# fmt: off

def desk_and_people() -> None:
    create("desk", *texts("team_id"), *moments("created_at"))
    create("desk_version", *numbers("desk_id"), *texts("hash", "toml"), *moments("created_at"),
           references={"desk_id": "desk"},
           unique=[("desk_id", "hash")])
    create("person", *numbers("desk_id"), *texts("kind", "name", "email"), *flags("email_verified"),
           *texts("segment"), *numbers("value", optional=True), *texts("language"), *flags("restricted"),
           *texts("retention"), *moments("created_at"),
           references={"desk_id": "desk"})
    create("identity", *numbers("desk_id", "person_id"), *texts("kind", "external_id", "retention"),
           references={"desk_id": "desk", "person_id": "person"},
           unique=[("desk_id", "kind", "external_id")])
    index("ix_identity_person_id", "identity", "person_id")
    create("roster", *numbers("desk_id"), *texts("place", "slack_id"), *json("members"), *texts("retention"),
           *moments("refreshed_at"),
           references={"desk_id": "desk"},
           unique=[("desk_id", "place")])


def tickets() -> None:
    create("ticket", *numbers("desk_id"), *texts("source", "state", "subject", "queue"),
           *texts("type", optional=True), *texts("type_source"), *floats("type_confidence", optional=True),
           *texts("guess", optional=True), *texts("priority", "level"), *json("classes", "marked", "unmarked"),
           *numbers("keys_needed"), *texts("language", "via"), *numbers("customer_id"),
           *numbers("assignee_id", optional=True), *texts("escalated_to", "escalation_reason"),
           *json("attributes", "summary", "missing"),
           *texts("duplicate_of"), *numbers("contacts"), *json("rules"), *texts("url"),
           *numbers("continues", "merged_into", "last_message_id", optional=True),
           *moments("first_response_due", "first_response_at", "resolved_at", "close_after", optional=True),
           *numbers("reopened", "desk_version_id"), *texts("retention"),
           *numbers("version"), *flags("prepared"), *moments("created_at"),
           key=sa.Column("id", sa.Integer(), sa.Identity(start=1001), nullable=False),
           references={"desk_id": "desk", "customer_id": "person", "assignee_id": "person", "continues": "ticket",
                       "merged_into": "ticket", "desk_version_id": "desk_version"},
           checks={"keys_needed": "keys_needed IN (1, 2)", "level": "level IN ('none','caution','sensitive')",
                   "state": f"state IN ({OPEN},'resolved','closed','merged','not_a_request')"},
           sqlite_autoincrement=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('ticket', 1000)")
    index("ix_ticket_assignee_id", "ticket", "assignee_id")
    index("ix_ticket_created", "ticket", "desk_id", "created_at")
    index("ix_ticket_customer", "ticket", "customer_id", "created_at")
    index("ix_ticket_open", "ticket", "queue", "state", "priority", "created_at", where=f"state IN ({OPEN})")
    index("ix_ticket_resolved", "ticket", "desk_id", "resolved_at")
    index("ix_ticket_to_close", "ticket", "desk_id", "close_after", where="state = 'resolved'")


def what_a_ticket_holds() -> None:
    create("conversation", *numbers("desk_id"), *texts("source", "external_id"), *numbers("ticket_id"),
           references={"desk_id": "desk", "ticket_id": "ticket"},
           unique=[("desk_id", "source", "external_id")])
    index("ix_conversation_ticket_id", "conversation", "ticket_id")
    create("record", *numbers("ticket_id"), *texts("source", "key", "state"), *json("fields"),
           *numbers("person_id", optional=True), *texts("retention"), *moments("read_at", optional=True),
           references={"ticket_id": "ticket", "person_id": "person"},
           unique=[("ticket_id", "source", "key")],
           checks={"state": "state IN ('own','foreign','unknown','unreachable')"})
    create("span", *numbers("ticket_id"), *texts("holder", "department"), *numbers("person_id", optional=True),
           *texts("queue", "state"), *moments("from_at"), *moments("to_at", optional=True),
           *numbers("business_seconds", optional=True), *texts("calendar_hash", "retention"),
           references={"ticket_id": "ticket", "person_id": "person"},
           checks={"order": "to_at IS NULL OR to_at >= from_at"})
    index("ix_span_ended", "span", "queue", "to_at")
    index("ix_span_ticket", "span", "ticket_id", "from_at")
    index("uq_span_open", "span", "ticket_id", unique=True, where="to_at IS NULL")


def drafts_and_replies() -> None:
    create("draft", *numbers("ticket_id"), *texts("state"), *texts("reason", optional=True), *json("facts"),
           *texts("body"), *json("sentences", "records"), *texts("language", "engine"),
           *numbers("last_message_id", optional=True), *numbers("desk_version_id"), *texts("prompt_id"),
           *numbers("prompt_version", optional=True), *numbers("input_tokens", "output_tokens"),
           *numbers("cost_micros", optional=True), *numbers("latency_ms"), *flags("opened"),
           *numbers("decided_by", optional=True), *moments("decided_at", optional=True),
           *texts("reject_reason", "retention"), *moments("created_at"),
           references={"ticket_id": "ticket", "desk_version_id": "desk_version", "decided_by": "person"},
           checks={"state": "state IN ('proposed','sent','edited','rejected','superseded','withheld','asked')",
                   "withheld_is_empty": "state <> 'withheld' OR body = ''"})
    index("ix_draft_ticket_id", "draft", "ticket_id")
    index("uq_draft_current", "draft", "ticket_id", unique=True, where="state IN ('proposed','withheld','asked')")
    create("reply", *numbers("ticket_id"), *numbers("draft_id", optional=True), *texts("state", "body", "language"),
           *flags("disclosed"), *numbers("written_by", "keys_needed"), *numbers("last_message_id", optional=True),
           *texts("after_send"), *moments("send_after", optional=True), *texts("stop_reason"), *json("stop_facts"),
           *texts("external_id"), *moments("sent_at", optional=True), *texts("retention"), *moments("created_at"),
           references={"ticket_id": "ticket", "draft_id": "draft", "written_by": "person"},
           checks={"keys_needed": "keys_needed IN (1, 2)",
                   "state": "state IN ('awaiting_keys','undo','sending','sent','unsure','stopped','taken_back')"})
    index("ix_reply_ticket_id", "reply", "ticket_id")
    index("uq_reply_under_way", "reply", "ticket_id",
          unique=True, where="state IN ('awaiting_keys','undo','sending','unsure')")
    create("approval", *numbers("reply_id", "person_id"), *texts("role", "body_hash", "reason", "retention"),
           *moments("created_at"),
           references={"reply_id": "reply", "person_id": "person"},
           unique=[("reply_id", "person_id")],
           checks={"role": "role IN ('sender','owner','deputy','lead_alone')"})


def messages() -> None:
    create("message", *numbers("ticket_id", "conversation_id"), *texts("external_id"), *flags("named"),
           *texts("author", "author_name"), *numbers("person_id", optional=True), *texts("body"),
           *json("attachments"), *flags("public"),
           *numbers("reply_id", optional=True), *texts("retention"), *moments("created_at"),
           references={"ticket_id": "ticket", "conversation_id": "conversation", "person_id": "person",
                       "reply_id": "reply"},
           unique=[("conversation_id", "external_id"), ("reply_id",)],
           checks={"author": "author IN ('customer','agent','note')"})
    index("ix_message_person_id", "message", "person_id")
    index("ix_message_ticket_id", "message", "ticket_id")


def inbox_and_outbox() -> None:
    create("inbox", *numbers("desk_id"), *texts("source", "external_id", "kind", "state", "body", "error"),
           *numbers("ticket_id", optional=True), *json("answer"), *texts("retention"), *moments("received_at"),
           references={"desk_id": "desk", "ticket_id": "ticket"},
           unique=[("desk_id", "source", "external_id")],
           checks={"state": "state IN ('done','parked','waiting')"})
    index("ix_inbox_unfinished", "inbox", "state", "id", where="state <> 'done'")
    create("outbox", *numbers("desk_id"), *texts("kind", "subject", "lane", "bucket"), *numbers("priority"),
           *texts("state"), *moments("due_at"), *numbers("touched", "attempts"),
           *texts("lease_token"), *moments("lease_until", optional=True), *texts("last_error"),
           *moments("created_at"), *moments("finished_at", optional=True),
           references={"desk_id": "desk"},
           checks={"state": "state IN ('pending','leased','done','unsure','dead')"})
    index("ix_outbox_due", "outbox", "priority", "due_at", "id", where="state = 'pending'")
    index("ix_outbox_lane", "outbox", "lane", "id", where="state IN ('pending','leased','unsure')")
    index("ix_outbox_not_done", "outbox", "desk_id", "kind", "subject", where="state <> 'done'")
    index("uq_outbox_leased_lane", "outbox", "lane", unique=True, where="state = 'leased'")
    index("uq_outbox_pending", "outbox", "desk_id", "kind", "subject", unique=True, where="state = 'pending'")
    create("bucket", *moments("next_at"),
           key=sa.Column("key", sa.String(), nullable=False))
    create("journal", *numbers("desk_id", "ticket_id", "seq"), *moments("at"), *texts("actor", "action"),
           *json("detail"), *numbers("desk_version_id"), *texts("previous", "key_id", "hash"),
           references={"desk_id": "desk", "ticket_id": "ticket", "desk_version_id": "desk_version"},
           unique=[("ticket_id", "seq")])
    index("ix_journal_action", "journal", "desk_id", "action", "at")


def slack_and_digests() -> None:
    create("slack_post", *numbers("desk_id"), *numbers("ticket_id", optional=True),
           *texts("kind", "subject", "place", "channel"), *texts("ts", "thread_ts", optional=True),
           *texts("state", "shown", "retention"), *moments("created_at"),
           references={"desk_id": "desk", "ticket_id": "ticket"},
           unique=[("desk_id", "channel", "ts")],
           checks={"state": "state IN ('posting','live','moved','gone')"})
    index("ix_slack_post_ticket", "slack_post", "ticket_id")
    index("uq_slack_post_live", "slack_post", "desk_id", "kind", "subject",
          unique=True, where="state IN ('posting','live')")
    create("notice", *numbers("desk_id"), *texts("kind", "to"), *numbers("person_id", "ticket_id", optional=True),
           *json("facts"), *texts("retention"), *moments("created_at"),
           references={"desk_id": "desk", "person_id": "person", "ticket_id": "ticket"})
    create("submission", *numbers("desk_id"), *texts("view_id"), *moments("created_at"),
           references={"desk_id": "desk"},
           unique=[("desk_id", "view_id")])
    create("digest_run", *numbers("desk_id"), *texts("digest", "audience"), *days("local_date"),
           *moments("created_at"),
           references={"desk_id": "desk"},
           unique=[("desk_id", "digest", "audience", "local_date")])
