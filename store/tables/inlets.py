"""Sources that are asked for what came: how far each has been read."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from store.tables.base import Row, UtcDateTime


class InletRow(Row, table=True):
    """The mark up to which all that a source told is stored, and how the asking goes (real time)."""

    __tablename__ = "inlet"
    __table_args__ = (UniqueConstraint("desk_id", "source"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    source: str
    mark: str = ""
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    away_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0
    fault: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
