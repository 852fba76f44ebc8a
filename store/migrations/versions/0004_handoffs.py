"""What other departments are asked for, the tickets that wait for it, and when a department was last mentioned.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_index, add_table
from store.migrate import OneWay
from store.shapes import key, moment, number, only, parent, truth, word

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('asked','accepted','proposed','need_more')")


def upgrade() -> None:
    add_table(
        "handoff", sa.Column("id", sa.Integer(), sa.Identity(), nullable=False), number("desk_id"),
        word("department"), word("state"), word("needs"), word("told"), number("asked_by"), moment("asked_at"),
        moment("accept_by"), moment("wanted_at"), moment("promised_at"), number("answered_by", optional=True),
        moment("answered_at", optional=True), word("missed"), truth("tagged"), word("retention"), moment("created_at"),
        key("handoff"), parent("handoff", "desk_id", "desk"), parent("handoff", "asked_by", "person"),
        parent("handoff", "answered_by", "person"),
        only("handoff", "state", "asked", "accepted", "proposed", "declined", "done", "need_more", "withdrawn"),
        numbered=True,
    )  # fmt: skip
    add_index("ix_handoff_open", "handoff", ["desk_id", "department", "promised_at"], where=OPEN)
    add_table(
        "handoff_ticket", number("id"), number("handoff_id"), number("ticket_id"), word("state"), word("answer"),
        number("added_by"), number("answered_by", optional=True), moment("answered_at", optional=True),
        moment("told_at", optional=True), word("retention"), moment("created_at"),
        key("handoff_ticket"), parent("handoff_ticket", "handoff_id", "handoff"),
        parent("handoff_ticket", "ticket_id", "ticket"), parent("handoff_ticket", "added_by", "person"),
        parent("handoff_ticket", "answered_by", "person"),
        only("handoff_ticket", "state", "waiting", "done", "need_more", "declined", "withdrawn"),
        sa.UniqueConstraint("handoff_id", "ticket_id", name=op.f("uq_handoff_ticket_handoff_id_ticket_id")),
    )  # fmt: skip
    add_index("ix_handoff_ticket_ticket", "handoff_ticket", ["ticket_id", "id"])
    add_table(
        "department_tag", number("id"), number("desk_id"), word("department"), moment("tagged_at"),
        key("department_tag"), parent("department_tag", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "department", name=op.f("uq_department_tag_desk_id_department")),
    )  # fmt: skip


def downgrade() -> None:
    raise OneWay
