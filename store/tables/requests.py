"""Messages in Slack that may become tickets, and how far the request channels were read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from store.tables.base import LEDGER, Row, UtcDateTime


class RequestRow(Row, table=True):
    """A message that somebody may want as a ticket: where it stands, and never what it says.

    `asked`: the question stands below it. `wanted`: it becomes a ticket, of its newest text. `declined` and `withdrawn`
    (deleted): nothing becomes of it unless somebody wants it after all.
    """

    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("desk_id", "channel", "ts"),
        CheckConstraint("state IN ('asked','wanted','opened','declined','withdrawn')", name="state"),
        Index("ix_request_state", "desk_id", "state", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    channel: str
    ts: str
    thread_ts: str = ""  # empty: it stands in the channel itself, as far as is known
    source: str  # as the desk file names it; empty: made from a message elsewhere
    state: str
    author_id: int | None = Field(default=None, foreign_key="person.id")  # None: an app wrote it
    wanted_by: int | None = Field(default=None, foreign_key="person.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    read_ts: str = ""  # how far its thread was read
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class ChannelReadRow(Row, table=True):
    """How far a request channel was read, by the ts of a message; what came before it is not asked about."""

    __tablename__ = "channel_read"
    __table_args__ = (UniqueConstraint("desk_id", "channel"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    channel: str
    read_ts: str
    created_at: datetime = Field(sa_type=UtcDateTime)
