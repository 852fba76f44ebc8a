"""What one person has, in the order in which `/queue mine` shows it.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa

from store.expand import add_index
from store.migrate import OneWay

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HELD_AND_OPEN = (
    "assignee_id IS NOT NULL AND state IN ('new','open','waiting_customer','waiting_department','waiting_supplier',"
    "'waiting_approval','snoozed')"
)


def upgrade() -> None:
    columns = ["desk_id", "queue", "assignee_id", "waiting_since", "id"]
    add_index("ix_ticket_mine", "ticket", columns, where=sa.text(HELD_AND_OPEN))


def downgrade() -> None:
    raise OneWay
