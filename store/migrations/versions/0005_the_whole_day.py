"""What the whole day in Slack needs to keep.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_column, add_index, add_table
from store.migrate import OneWay
from store.shapes import kept, key, moment, number, only, parent, truth, word

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


OPEN = "state IN ('new','open','waiting_customer','waiting_department','waiting_supplier','waiting_approval','snoozed')"


def upgrade() -> None:
    add_column("person", sa.Column("locale", sa.String(), nullable=False, server_default=""))
    acts()
    leads()
    home()
    clocks()
    escalations()
    notes()
    requests()
    spikes()


def acts() -> None:
    """Whether a request could have been avoided, and with which ticket its messages are read."""
    add_column("ticket", sa.Column("avoidable", sa.String(), nullable=False, server_default=""))
    add_column("ticket", number("joined_to", optional=True))
    add_index("ix_ticket_joined", "ticket", ["joined_to"], where=sa.text("joined_to IS NOT NULL"))


def leads() -> None:
    """What is asked of the assistant, until it is answered."""
    add_table(
        "question", number("id"), number("desk_id"), word("kind"), word("text"), word("response_url"),
        number("asked_by"), word("retention"), moment("created_at"),
        key("question"), parent("question", "desk_id", "desk"), parent("question", "asked_by", "person"),
        only("question", "kind", "try", "kb"),
    )  # fmt: skip
    add_index("ix_question_created", "question", ["desk_id", "created_at"])
    add_table(
        "turn", number("id"), number("desk_id"), word("queue"), number("person_id"), word("retention"),
        moment("given_at"), key("turn"), parent("turn", "desk_id", "desk"), parent("turn", "person_id", "person"),
        sa.UniqueConstraint("desk_id", "queue", "person_id", name=op.f("uq_turn_desk_id_queue_person_id")),
    )  # fmt: skip
    add_table(
        "queue_pause", number("id"), number("desk_id"), word("queue"), word("reason"), number("person_id"),
        moment("until"), moment("ended_at", optional=True), number("ended_by", optional=True), word("retention"),
        moment("created_at"), key("queue_pause"), parent("queue_pause", "desk_id", "desk"),
        parent("queue_pause", "person_id", "person"), parent("queue_pause", "ended_by", "person"),
    )  # fmt: skip
    running = sa.text("ended_at IS NULL")
    add_index("uq_queue_pause_running", "queue_pause", ["desk_id", "queue"], unique=True, where=running)
    add_column("ticket", sa.Column("by_turn", sa.Boolean(), nullable=False, server_default=sa.false()))


def lines() -> None:
    """What `/queue` shows, in its own order. After the clocks."""
    add_column("ticket", moment("waiting_since", optional=True))
    for name, columns, condition in (
        ("line", ["state", "waiting_since", "id"], ""),
        ("unheld", ["waiting_since", "id"], "assignee_id IS NULL AND "),
        ("sensitive", ["waiting_since", "id"], "level = 'sensitive' AND "),
        ("held", ["assignee_id", "state", "due_at"], "assignee_id IS NOT NULL AND "),
    ):
        where = sa.text(f"{condition}{OPEN}")
        add_index(f"ix_ticket_{name}", "ticket", ["desk_id", "queue", *columns], where=where)
    asleep = ["desk_id", "queue", "snoozed_until", "id"]
    add_index("ix_ticket_asleep", "ticket", asleep, where=sa.text("state = 'snoozed'"))


def home() -> None:
    """What people set for themselves, and when they are away."""
    add_table(
        "person_setting", number("id"), number("desk_id"), number("person_id"), word("language"), word("time_zone"),
        kept("week"), word("quiet_from"), word("quiet_until"), word("retention"),
        moment("created_at"), key("person_setting"), parent("person_setting", "desk_id", "desk"),
        parent("person_setting", "person_id", "person"),
        sa.UniqueConstraint("person_id", name=op.f("uq_person_setting_person_id")),
    )  # fmt: skip
    add_table(
        "absence", number("id"), number("desk_id"), number("person_id"), moment("begins_at"),
        moment("until", optional=True), number("said_by"), word("retention"), moment("created_at"), key("absence"),
        parent("absence", "desk_id", "desk"), parent("absence", "person_id", "person"),
        parent("absence", "said_by", "person"),
        sa.CheckConstraint("until IS NULL OR until > begins_at", name=op.f("ck_absence_order")),
        sa.UniqueConstraint("person_id", "begins_at", name=op.f("uq_absence_person_id_begins_at")),
    )  # fmt: skip


def clocks() -> None:
    """When what is owed to a customer is due, and warned of."""
    for name in (
        "next_response_due", "resolution_due", "first_response_warn", "next_response_warn", "resolution_warn",
        "due_at", "warn_at", "late_at",
    ):  # fmt: skip
        add_column("ticket", moment(name, optional=True))
    add_column("ticket", number("clocked_under", optional=True))
    add_index("ix_ticket_due", "ticket", ["desk_id", "queue", "due_at", "id"], where=sa.text("due_at IS NOT NULL"))
    add_index("ix_ticket_warn", "ticket", ["desk_id", "warn_at"], where=sa.text("warn_at IS NOT NULL"))
    add_index("ix_ticket_clocked", "ticket", ["desk_id", "clocked_under"], where=sa.text(OPEN))
    lines()


def escalations() -> None:
    add_table(
        "escalation", number("id"), number("desk_id"), number("ticket_id"), word("state"), word("rule"), word("to"),
        word("reason"), number("within_seconds"), number("asked_by"), number("first_holder", optional=True),
        moment("asked_at"),
        number("accepted_by", optional=True), moment("accepted_at", optional=True), number("ended_by", optional=True),
        moment("ended_at", optional=True), word("retention"), moment("created_at"),
        key("escalation"), parent("escalation", "desk_id", "desk"), parent("escalation", "ticket_id", "ticket"),
        parent("escalation", "asked_by", "person"), parent("escalation", "first_holder", "person"),
        parent("escalation", "accepted_by", "person"), parent("escalation", "ended_by", "person"),
        only("escalation", "state", "asked", "accepted", "settled", "ended"),
    )  # fmt: skip
    open_ones = sa.text("state IN ('asked','accepted')")
    add_index("uq_escalation_open", "escalation", ["ticket_id"], unique=True, where=open_ones)
    add_index("ix_escalation_ticket", "escalation", ["ticket_id", "id"])
    add_table(
        "escalation_ask", number("id"), number("escalation_id"), word("who"), word("place"),
        number("passed_by", optional=True), word("retention"), moment("created_at"),
        key("escalation_ask"), parent("escalation_ask", "escalation_id", "escalation"),
        parent("escalation_ask", "passed_by", "person"),
        sa.UniqueConstraint("escalation_id", "who", name=op.f("uq_escalation_ask_escalation_id_who")),
    )  # fmt: skip


def notes() -> None:
    """Which messages in Slack are notes, and what replies promise."""
    add_table(
        "slack_note", number("id"), number("desk_id"), number("ticket_id"), number("message_id", optional=True),
        word("channel"), word("ts"), truth("in_thread"), word("edited"), word("retention"), moment("created_at"),
        key("slack_note"), parent("slack_note", "desk_id", "desk"), parent("slack_note", "ticket_id", "ticket"),
        parent("slack_note", "message_id", "message"),
        sa.UniqueConstraint("desk_id", "channel", "ts", name=op.f("uq_slack_note_desk_id_channel_ts")),
    )  # fmt: skip
    add_index("ix_slack_note_ticket_id", "slack_note", ["ticket_id"])
    add_table(
        "promise", number("id"), number("desk_id"), number("ticket_id"), number("reply_id"), moment("promised_at"),
        number("person_id"), word("retention"), moment("created_at"), key("promise"),
        parent("promise", "desk_id", "desk"), parent("promise", "ticket_id", "ticket"),
        parent("promise", "reply_id", "reply"), parent("promise", "person_id", "person"),
        sa.UniqueConstraint("reply_id", name=op.f("uq_promise_reply_id")),
    )  # fmt: skip
    add_index("ix_promise_ticket_id", "promise", ["ticket_id"])


def requests() -> None:
    """Messages in Slack that may become tickets, and how far the request channels were read."""
    add_table(
        "request", number("id"), number("desk_id"), word("channel"), word("ts"), word("thread_ts"),
        word("source"), word("state"),
        number("author_id", optional=True), number("wanted_by", optional=True), number("ticket_id", optional=True),
        word("read_ts"), word("retention"), moment("created_at"),
        key("request"), parent("request", "desk_id", "desk"), parent("request", "author_id", "person"),
        parent("request", "wanted_by", "person"), parent("request", "ticket_id", "ticket"),
        only("request", "state", "asked", "wanted", "opened", "declined", "withdrawn"),
        sa.UniqueConstraint("desk_id", "channel", "ts", name=op.f("uq_request_desk_id_channel_ts")),
    )  # fmt: skip
    add_index("ix_request_state", "request", ["desk_id", "state", "id"])
    add_table(
        "channel_read", number("id"), number("desk_id"), word("channel"), word("read_ts"), moment("created_at"),
        key("channel_read"), parent("channel_read", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "channel", name=op.f("uq_channel_read_desk_id_channel")),
    )  # fmt: skip


def spikes() -> None:
    """What tickets share with others, and where more of them came than usual."""
    standing = sa.text("state IN ('growing','incident')")
    add_table(
        "spike", number("id"), number("desk_id"), word("rule"), word("type"), word("value"), word("state"),
        word("place"), moment("begun_at"), moment("last_at"), sa.Column("usual", sa.Float(), nullable=False),
        number("hours"), number("decided_by", optional=True), moment("decided_at", optional=True),
        number("handoff_id", optional=True), word("retention"), moment("created_at"),
        key("spike"), parent("spike", "desk_id", "desk"), parent("spike", "decided_by", "person"),
        parent("spike", "handoff_id", "handoff"), only("spike", "state", "growing", "incident", "over", "dismissed"),
    )  # fmt: skip
    add_index("uq_spike_standing", "spike", ["desk_id", "rule", "type", "value"], unique=True, where=standing)
    add_table(
        "cause", number("id"), number("desk_id"), number("ticket_id"), word("rule"), word("type"), word("value"),
        number("spike_id", optional=True), moment("at"), word("retention"),
        key("cause"), parent("cause", "desk_id", "desk"), parent("cause", "ticket_id", "ticket"),
        parent("cause", "spike_id", "spike"),
        sa.UniqueConstraint("ticket_id", "rule", name=op.f("uq_cause_ticket_id_rule")),
    )  # fmt: skip
    add_index("ix_cause_key", "cause", ["desk_id", "rule", "type", "value", "at"])
    add_index("ix_cause_at", "cause", ["desk_id", "at"])
    add_index("ix_cause_spike", "cause", ["spike_id"], where=sa.text("spike_id IS NOT NULL"))


def downgrade() -> None:
    raise OneWay
