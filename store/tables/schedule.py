"""What is due at a time, which sources have fallen silent, and who holds a seat at Slack's sockets."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import Row, UtcDateTime


class TimerRow(Row, table=True):
    """Something to be done at `due_at` (the desk's clock) by whoever comes first.

    What happens once (a snooze that wakes) is deleted when it is done; what recurs (a digest, the daily clean-up) gets
    its next time. `since` is how far a recurring one has been worked, for catching up after a downtime.
    """

    __tablename__ = "timer"
    __table_args__ = (
        UniqueConstraint("desk_id", "kind", "subject"),
        Index("ix_timer_due", "desk_id", "due_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str
    subject: str
    due_at: datetime = Field(sa_type=UtcDateTime)
    since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class SilenceRow(Row, table=True):
    """A stretch in which a source sent nothing though it should have; one open at a time (real time, as arrivals)."""

    __tablename__ = "silence"
    __table_args__ = (
        Index("uq_silence_open", "desk_id", "source", unique=True, sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    source: str
    last_heard_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    usual: int  # how many would usually have come by the time it was noticed
    noticed_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SeatRow(Row, table=True):
    """A process that may hold sockets to Slack, until a time (real time): an app has ten, so seats are few."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("desk_id", "name", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    name: str
    number: int
    holder: str
    until: datetime = Field(sa_type=UtcDateTime)
