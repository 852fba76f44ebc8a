"""What other systems are told of.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_index, add_table
from store.migrate import OneWay
from store.shapes import kept, key, moment, number, parent, truth, word

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_table(
        "event", number("id"), number("desk_id"), word("token"), number("ticket_id", optional=True),
        number("spike_id", optional=True), number("sequence"), word("name"), word("actor"), truth("sealed"),
        kept("facts"), word("retention"), moment("at"), moment("created_at"),
        key("event"), parent("event", "desk_id", "desk"), parent("event", "ticket_id", "ticket"),
        parent("event", "spike_id", "spike"),
        sa.CheckConstraint("(ticket_id IS NULL) <> (spike_id IS NULL)", name=op.f("ck_event_about")),
    )  # fmt: skip
    add_index("ix_event_ticket", "event", ["ticket_id"])


def downgrade() -> None:
    raise OneWay
