"""What the assistant did, what it cost, what people made of it, and what it has learned.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_column, add_index, add_table
from store.migrate import OneWay
from store.shapes import day, kept, key, moment, number, only, parent, truth, word

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    drafts()
    calls()
    opinions()
    modes()
    knowledge()


def downgrade() -> None:
    raise OneWay


def drafts() -> None:
    add_column("draft", sa.Column("type", sa.String(), nullable=False, server_default=""))
    add_column("draft", sa.Column("cached_tokens", sa.Integer(), nullable=False, server_default="0"))
    add_column("draft", sa.Column("change", sa.Float(), nullable=True))
    add_column("reply", sa.Column("asked", sa.Integer(), nullable=False, server_default="0"))
    add_index("ix_draft_type", "draft", ["type", "decided_at"])


def calls() -> None:
    add_table(
        "outside_call", number("id"), number("desk_id"), number("ticket_id"), number("draft_id", optional=True),
        word("vendor"), word("model"), word("prompt_id"), number("prompt_version"), word("request"), word("answer"),
        word("names"), word("outcome"), number("input_tokens", optional=True), number("cached_tokens", optional=True),
        number("output_tokens", optional=True), number("cost_micros", optional=True), number("latency_ms"),
        word("retention"), moment("created_at"),
        key("outside_call"), parent("outside_call", "desk_id", "desk"), parent("outside_call", "ticket_id", "ticket"),
        parent("outside_call", "draft_id", "draft"),
    )  # fmt: skip
    add_index("ix_outside_call_made", "outside_call", ["desk_id", "created_at"])
    add_index("ix_outside_call_ticket_id", "outside_call", ["ticket_id"])
    add_table(
        "spend", number("id"), number("desk_id"), day("day"), number("micros"), number("calls"), truth("warned"),
        key("spend"), parent("spend", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "day", name=op.f("uq_spend_desk_id_day")),
    )  # fmt: skip


def opinions() -> None:
    add_table(
        "rating", number("id"), number("draft_id"), number("person_id"), truth("good"), word("retention"),
        moment("created_at"),
        key("rating"), parent("rating", "draft_id", "draft"), parent("rating", "person_id", "person"),
        sa.UniqueConstraint("draft_id", "person_id", name=op.f("uq_rating_draft_id_person_id")),
    )  # fmt: skip
    add_table(
        "report", number("id"), number("desk_id"), number("ticket_id"), number("draft_id", optional=True),
        number("reply_id", optional=True), word("kind"), number("person_id"), number("settled_by", optional=True),
        moment("settled_at", optional=True), word("retention"), moment("created_at"),
        key("report"), parent("report", "desk_id", "desk"), parent("report", "ticket_id", "ticket"),
        parent("report", "draft_id", "draft"), parent("report", "reply_id", "reply"),
        parent("report", "person_id", "person"), parent("report", "settled_by", "person"),
        only("report", "kind", "fact", "policy", "tone", "privacy", "wrong_customer"),
    )  # fmt: skip
    add_index("ix_report_ticket_id", "report", ["ticket_id"])
    add_index("ix_report_open", "report", ["desk_id", "id"], where=sa.text("settled_at IS NULL"))
    add_table(
        "redraft", number("id"), number("ticket_id"), number("draft_id"), word("wish"), number("person_id"),
        word("retention"), moment("created_at"),
        key("redraft"), parent("redraft", "ticket_id", "ticket"), parent("redraft", "draft_id", "draft"),
        parent("redraft", "person_id", "person"), sa.UniqueConstraint("draft_id", name=op.f("uq_redraft_draft_id")),
    )  # fmt: skip
    add_index("ix_redraft_ticket_id", "redraft", ["ticket_id"])


def modes() -> None:
    add_table(
        "shadow_draft", number("id"), number("desk_id"), number("ticket_id"), word("type"), word("body"),
        kept("sentences"), word("language"), word("engine"), word("prompt_id"), number("prompt_version", optional=True),
        number("reply_id", optional=True), sa.Column("change", sa.Float(), nullable=True),
        moment("decided_at", optional=True), word("retention"), moment("created_at"),
        key("shadow_draft"), parent("shadow_draft", "desk_id", "desk"), parent("shadow_draft", "ticket_id", "ticket"),
        parent("shadow_draft", "reply_id", "reply"),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_shadow_draft_ticket_id")),
    )  # fmt: skip
    add_index("ix_shadow_draft_type", "shadow_draft", ["desk_id", "type", "decided_at"])
    add_table(
        "type_mode", number("id"), number("desk_id"), word("type"), word("mode"), word("before"),
        number("person_id", optional=True), word("reason"), kept("facts"), word("retention"), moment("created_at"),
        key("type_mode"), parent("type_mode", "desk_id", "desk"), parent("type_mode", "person_id", "person"),
        only("type_mode", "mode", "off", "shadow", "suggest"),
    )  # fmt: skip
    add_index("ix_type_mode_type", "type_mode", ["desk_id", "type", "id"])


def knowledge() -> None:
    add_table(
        "quarantine", number("id"), number("desk_id"), word("kind"), word("name"), word("depends_on"), word("reason"),
        number("person_id"), number("lifted_by", optional=True), moment("lifted_at", optional=True), word("retention"),
        moment("created_at"),
        key("quarantine"), parent("quarantine", "desk_id", "desk"), parent("quarantine", "person_id", "person"),
        parent("quarantine", "lifted_by", "person"), only("quarantine", "kind", "article", "template", "prompt"),
    )  # fmt: skip
    add_index(
        "uq_quarantine_open", "quarantine", ["desk_id", "kind", "name"], unique=True,
        where=sa.text("lifted_at IS NULL"),
    )  # fmt: skip
    add_table(
        "source_check", number("id"), number("desk_id"), word("kind"), word("name"), word("language"),
        number("version"), number("person_id"), day("checked"), day("valid_until"), word("retention"),
        moment("created_at"),
        key("source_check"), parent("source_check", "desk_id", "desk"), parent("source_check", "person_id", "person"),
        only("source_check", "kind", "article", "template", "prompt"),
    )  # fmt: skip
    add_index("ix_source_check_of", "source_check", ["desk_id", "kind", "name", "id"])
    add_table(
        "learned_question", number("id"), number("desk_id"), word("article_id"), word("language"), word("text"),
        number("ticket_id"), word("retention"), moment("created_at"),
        key("learned_question"), parent("learned_question", "desk_id", "desk"),
        parent("learned_question", "ticket_id", "ticket"),
        sa.UniqueConstraint("ticket_id", "article_id", name=op.f("uq_learned_question_ticket_id_article_id")),
    )  # fmt: skip
    add_index("ix_learned_question_desk", "learned_question", ["desk_id", "id"])
