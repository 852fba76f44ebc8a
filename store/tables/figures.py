"""Figures of days that were rolled up from the ledger, how far that has come, and whether they still agree with it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from store.tables.base import Row, UtcDateTime


class DayFigureRow(Row, table=True):
    """One figure of one local day and queue, under one cut: all of it (`cut` empty), or one type, segment, article …

    What a figure counts, its `key` and the buckets of its spread are told in `bot.domain.figures`. No row: nothing.
    """

    __tablename__ = "day_figure"
    desk_id: int = Field(foreign_key="desk.id", primary_key=True)
    zone: str = Field(primary_key=True)  # in which the day is a local one
    day: date = Field(primary_key=True)
    queue: str = Field(primary_key=True)
    cut: str = Field(primary_key=True)  # empty, type, via, source, segment, cause or article
    named: str = Field(primary_key=True)  # which type, segment …; empty: unknown
    figure: str = Field(primary_key=True)
    key: str = Field(primary_key=True)  # the holder, reason, outcome …; empty where the figure has none
    count: int
    wall: int = Field(default=0, sa_type=BigInteger)  # seconds, or what else is summed
    business: int = Field(default=0, sa_type=BigInteger)  # the same in the queue's open hours
    spread: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # {"wall": {bucket: count}, "business": {…}}


class RolledDayRow(Row, table=True):
    """A local day that was rolled up, or is to be (again). `asked_at`: since when; None: it says all that is known."""

    __tablename__ = "rolled_day"
    __table_args__ = (
        UniqueConstraint("desk_id", "zone", "day"),
        Index("ix_rolled_day_asked", "desk_id", "zone", "asked_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    zone: str
    day: date
    rolled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # as it stood then; None: never
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    desk_version: int | None = None  # under whose hours and policies; no key, as the figures outlive it
    created_at: datetime = Field(sa_type=UtcDateTime)


class RollUpMarkRow(Row, table=True):
    """How far the journal was searched for days that have changed."""

    __tablename__ = "roll_up_mark"
    __table_args__ = (UniqueConstraint("desk_id", "zone"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    zone: str
    journal_id: int  # every entry up to this one
    looked_at: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class RollUpCheckRow(Row, table=True):
    """The last comparison of rolled-up days with the ledger."""

    __tablename__ = "roll_up_check"
    __table_args__ = (UniqueConstraint("desk_id", "zone"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    zone: str
    days: int  # compared
    differences: int
    examples: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # the first few
    checked_at: datetime = Field(sa_type=UtcDateTime)
