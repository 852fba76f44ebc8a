"""What the whole day in Slack needs to keep.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa

from store.expand import add_column
from store.migrate import OneWay

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_column("person", sa.Column("locale", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    raise OneWay
