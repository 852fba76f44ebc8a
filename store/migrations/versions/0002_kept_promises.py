"""Correlation ids, timers, silences, seats at Slack's sockets, bursts, snoozes, and what retention has taken away.

Expand only: an older Deskhand goes on writing to this schema while the newer one starts.
"""

import sqlalchemy as sa
from alembic import op

from store.expand import add_column, add_index, add_table
from store.migrate import OneWay
from store.shapes import moment, number, parent, word

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ENDED = sa.text("state IN ('closed','merged','not_a_request')")
OPEN_ENDED = sa.text("ended_at IS NULL")


def upgrade() -> None:
    correlation()
    tickets()
    schedule()
    bursts()


def downgrade() -> None:
    raise OneWay


def correlation() -> None:
    for table in ("inbox", "outbox"):
        add_column(table, sa.Column("trace", sa.String(), nullable=False, server_default=""))
    add_index("ix_inbox_received", "inbox", ["desk_id", "source", "received_at"])


def tickets() -> None:
    add_column("ticket", moment("snoozed_until", optional=True))
    add_column("ticket", moment("ended_at", optional=True))
    add_column("ticket", sa.Column("faded", sa.Integer(), nullable=False, server_default="0"))
    add_index("ix_ticket_to_fade", "ticket", ["desk_id", "faded", "ended_at"], where=ENDED)


def schedule() -> None:
    add_table(
        "timer", number("id"), number("desk_id"), word("kind"), word("subject"), moment("due_at"),
        moment("since", optional=True), moment("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")), parent("timer", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "kind", "subject", name=op.f("uq_timer_desk_id_kind_subject")),
    )  # fmt: skip
    add_index("ix_timer_due", "timer", ["desk_id", "due_at"])
    add_table(
        "silence", number("id"), number("desk_id"), word("source"), moment("last_heard_at", optional=True),
        number("usual"), moment("noticed_at"), moment("ended_at", optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence")), parent("silence", "desk_id", "desk"),
    )  # fmt: skip
    add_index("uq_silence_open", "silence", ["desk_id", "source"], unique=True, where=OPEN_ENDED)
    add_table(
        "seat", number("id"), number("desk_id"), word("name"), number("number"), word("holder"), moment("until"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")), parent("seat", "desk_id", "desk"),
        sa.UniqueConstraint("desk_id", "name", "number", name=op.f("uq_seat_desk_id_name_number")),
    )  # fmt: skip


def bursts() -> None:
    add_table(
        "burst", number("id"), number("desk_id"), word("place"), moment("began_at"), moment("ended_at", optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_burst")), parent("burst", "desk_id", "desk"),
    )  # fmt: skip
    add_index("uq_burst_live", "burst", ["desk_id", "place"], unique=True, where=OPEN_ENDED)
    add_table(
        "burst_ticket", number("id"), number("burst_id"), number("ticket_id"), number("page"),
        sa.Column("own_card", sa.Boolean(), nullable=False, server_default=sa.text("false")), moment("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_burst_ticket")),
        parent("burst_ticket", "burst_id", "burst"), parent("burst_ticket", "ticket_id", "ticket"),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_burst_ticket_ticket_id")),
    )  # fmt: skip
    add_index("ix_burst_ticket_page", "burst_ticket", ["burst_id", "page"])
