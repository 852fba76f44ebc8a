"""What the whole day in Slack needs to keep.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

from store.migrate import OneWay

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise OneWay
