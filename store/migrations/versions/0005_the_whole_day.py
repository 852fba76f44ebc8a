"""What the whole day in Slack needs to keep.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa

from store.expand import add_column, add_index, add_table
from store.migrate import OneWay
from store.shapes import key, moment, number, only, parent, word

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_column("person", sa.Column("locale", sa.String(), nullable=False, server_default=""))
    leads()


def leads() -> None:
    """What is asked of the assistant, until it is answered."""
    add_table(
        "question", number("id"), number("desk_id"), word("kind"), word("text"), word("response_url"),
        number("asked_by"), word("retention"), moment("created_at"),
        key("question"), parent("question", "desk_id", "desk"), parent("question", "asked_by", "person"),
        only("question", "kind", "try", "kb"),
    )  # fmt: skip
    add_index("ix_question_created", "question", ["desk_id", "created_at"])


def downgrade() -> None:
    raise OneWay
