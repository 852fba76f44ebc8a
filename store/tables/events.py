"""Events out: what happened, as other systems are told of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field

from store.tables.base import LEDGER, Row, UtcDateTime


class EventRow(Row, table=True):
    """One event, as it stood when it happened: ids, words of the desk file and times, never text.

    It is about a ticket or about a spike. Who is told, and what became of that, stands in the outbox.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("(ticket_id IS NULL) <> (spike_id IS NULL)", name="about"),
        Index("ix_event_ticket", "ticket_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    token: str  # by which a receiver knows a repeat
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    spike_id: int | None = Field(default=None, foreign_key="spike.id")
    sequence: int  # grows with what happens to its ticket, with gaps
    name: str
    actor: str  # as in the journal
    sealed: bool
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    retention: str = LEDGER
    at: datetime = Field(sa_type=UtcDateTime)  # the desk's clock
    created_at: datetime = Field(sa_type=UtcDateTime)  # real time
