"""How far sources that are asked for what came have been read.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts. Nothing is added to a table
that is in use.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_table
from store.migrate import OneWay
from store.shapes import key, moment, number, parent, word

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_table(
        "inlet", number("id"), number("desk_id"), word("source"), word("mark"), moment("asked_at", optional=True),
        moment("away_since", optional=True), number("failures"), word("fault"), moment("created_at"), key("inlet"),
        parent("inlet", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "source", name=op.f("uq_inlet_desk_id_source")),
    )  # fmt: skip


def downgrade() -> None:
    raise OneWay
