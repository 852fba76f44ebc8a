"""What requests share with others, and where more of them came than usual."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import MESSAGES, Row, UtcDateTime

_STANDING = "state IN ('growing','incident')"


class SpikeRow(Row, table=True):
    """One spike; of one cause there is one at a time. Times: the desk's clock."""

    __tablename__ = "spike"
    __table_args__ = (
        CheckConstraint("state IN ('growing','incident','over','dismissed')", name="state"),
        Index("uq_spike_standing", "desk_id", "rule", "type", "value", unique=True, sqlite_where=text(_STANDING),
              postgresql_where=text(_STANDING)),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    rule: str
    type: str  # empty: unknown
    value: str
    state: str = "growing"
    place: str  # where its card stands, as written in the desk file
    begun_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)
    usual: float
    hours: int
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    handoff_id: int | None = Field(default=None, foreign_key="handoff.id")
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class CauseRow(Row, table=True):
    """What a ticket shares with others by one rule, and the spike that it is part of."""

    __tablename__ = "cause"
    __table_args__ = (
        UniqueConstraint("ticket_id", "rule"),
        Index("ix_cause_key", "desk_id", "rule", "type", "value", "at"),
        Index("ix_cause_at", "desk_id", "at"),
        Index("ix_cause_spike", "spike_id", sqlite_where=text("spike_id IS NOT NULL"),
              postgresql_where=text("spike_id IS NOT NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id")
    rule: str
    type: str
    value: str
    spike_id: int | None = Field(default=None, foreign_key="spike.id")
    at: datetime = Field(sa_type=UtcDateTime)  # when the ticket came
    retention: str = MESSAGES
