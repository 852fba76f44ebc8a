"""What figures, digests and quality reviews need to keep.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts. Nothing is added to a table
that is in use.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_index, add_table
from store.migrate import OneWay
from store.shapes import day, kept, key, moment, number, only, parent, word

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    figures()
    reviews()
    decisions()


def figures() -> None:
    """Days that were rolled up."""
    add_table(
        "day_figure", number("desk_id"), word("zone"), day("day"), word("queue"), word("cut"), word("named"),
        word("figure"), word("key"), number("count"),
        sa.Column("wall", sa.BigInteger(), nullable=False), sa.Column("business", sa.BigInteger(), nullable=False),
        kept("spread"), parent("day_figure", "desk_id", "desk"),
        sa.PrimaryKeyConstraint(
            "desk_id", "zone", "day", "queue", "cut", "named", "figure", "key", name=op.f("pk_day_figure")
        ),
    )  # fmt: skip
    add_table(
        "rolled_day", number("id"), number("desk_id"), word("zone"), day("day"), moment("rolled_at", optional=True),
        moment("asked_at", optional=True), number("desk_version", optional=True), moment("created_at"),
        key("rolled_day"), parent("rolled_day", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "zone", "day", name=op.f("uq_rolled_day_desk_id_zone_day")),
    )  # fmt: skip
    add_index("ix_rolled_day_asked", "rolled_day", ["desk_id", "zone", "asked_at"])
    add_table(
        "roll_up_mark", number("id"), number("desk_id"), word("zone"), number("journal_id"), moment("looked_at"),
        moment("created_at"), key("roll_up_mark"), parent("roll_up_mark", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "zone", name=op.f("uq_roll_up_mark_desk_id_zone")),
    )  # fmt: skip
    add_table(
        "roll_up_check", number("id"), number("desk_id"), word("zone"), number("days"), number("differences"),
        kept("examples"), moment("checked_at"), key("roll_up_check"), parent("roll_up_check", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "zone", name=op.f("uq_roll_up_check_desk_id_zone")),
    )  # fmt: skip


def reviews() -> None:
    """Conversations that are read again."""
    not_own = "reviewer_id IS NULL OR answered_by IS NULL OR reviewer_id <> answered_by"
    add_table(
        "review_sample", number("id"), number("desk_id"), day("week"), number("ticket_id"), word("queue"),
        kept("reasons"), number("answered_by", optional=True), number("reviewer_id", optional=True), word("state"),
        word("retention"), moment("ended_at", optional=True), moment("created_at"), key("review_sample"),
        parent("review_sample", "desk_id", "desk"), parent("review_sample", "ticket_id", "ticket"),
        parent("review_sample", "answered_by", "person"), parent("review_sample", "reviewer_id", "person"),
        only("review_sample", "state", "waiting", "done", "dropped"),
        sa.CheckConstraint(not_own, name=op.f("ck_review_sample_not_own")),
        sa.UniqueConstraint("desk_id", "week", "ticket_id", name=op.f("uq_review_sample_desk_id_week_ticket_id")),
    )  # fmt: skip
    waiting = sa.text("state = 'waiting'")
    add_index("ix_review_sample_waiting", "review_sample", ["desk_id", "reviewer_id"], where=waiting)
    add_index("ix_review_sample_ticket", "review_sample", ["ticket_id"])
    criterion = op.f("uq_review_score_sample_id_reviewer_id_criterion")
    add_table(
        "review_score", number("id"), number("desk_id"), number("sample_id"), number("reviewer_id"),
        word("criterion"), number("score"), word("note"), word("retention"), moment("created_at"),
        key("review_score"), parent("review_score", "desk_id", "desk"),
        parent("review_score", "sample_id", "review_sample"), parent("review_score", "reviewer_id", "person"),
        sa.UniqueConstraint("sample_id", "reviewer_id", "criterion", name=criterion),
    )  # fmt: skip
    add_index("ix_review_score_at", "review_score", ["desk_id", "created_at"])


def decisions() -> None:
    """What digests offer to decide."""
    add_table(
        "decision", number("id"), number("desk_id"), number("run_id"), day("day"), word("kind"), word("subject"),
        kept("offered"), word("state"), number("decided_by", optional=True), moment("decided_at", optional=True),
        kept("outcome"), sa.Column("outcome_day", sa.Date(), nullable=True), word("retention"), moment("created_at"),
        key("decision"), parent("decision", "desk_id", "desk"), parent("decision", "run_id", "digest_run"),
        parent("decision", "decided_by", "person"), only("decision", "state", "offered", "taken", "dismissed"),
        sa.UniqueConstraint("run_id", "kind", "subject", name=op.f("uq_decision_run_id_kind_subject")),
    )  # fmt: skip
    add_index("ix_decision_day", "decision", ["desk_id", "day"])


def downgrade() -> None:
    raise OneWay
