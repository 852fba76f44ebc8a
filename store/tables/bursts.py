"""More requests in a channel than anybody could read: their tickets stand together under burst cards."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from store.tables.base import Row, UtcDateTime


class BurstRow(Row, table=True):
    """A burst in a place, from its beginning to its end (real time); one at a time in each."""

    __tablename__ = "burst"
    __table_args__ = (
        Index("uq_burst_live", "desk_id", "place", unique=True, sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    place: str  # as written in the desk file
    began_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BurstTicketRow(Row, table=True):
    """A ticket that is listed on the `page`th burst card of its burst instead of having a card of its own."""

    __tablename__ = "burst_ticket"
    __table_args__ = (Index("ix_burst_ticket_page", "burst_id", "page"),)
    id: int | None = Field(default=None, primary_key=True)
    burst_id: int = Field(foreign_key="burst.id")
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    page: int = 1
    # Somebody opened it, or it was warned of: it gets a card of its own.
    own_card: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    created_at: datetime = Field(sa_type=UtcDateTime)
