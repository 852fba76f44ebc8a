"""What people of the team have set for themselves, and when they are away."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from store.tables.base import MESSAGES, SLACK_TEXT, Row, UtcDateTime


class PersonSettingRow(Row, table=True):
    """One person's settings. Empty fields mean "as usual"; `time_zone` is what Slack says."""

    __tablename__ = "person_setting"
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    person_id: int = Field(foreign_key="person.id", unique=True)
    language: str = ""
    time_zone: str = ""
    week: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # day -> stretches; empty: as the queue
    quiet_from: str = ""  # 19:00, local; empty: no quiet hours
    quiet_until: str = ""
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class AbsenceRow(Row, table=True):
    """A person is away from `begins_at` until `until` (the desk's clock; empty: nobody knows), as `said_by` told."""

    __tablename__ = "absence"
    __table_args__ = (
        UniqueConstraint("person_id", "begins_at"),
        CheckConstraint("until IS NULL OR until > begins_at", name="order"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    person_id: int = Field(foreign_key="person.id")
    begins_at: datetime = Field(sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    said_by: int = Field(foreign_key="person.id")
    retention: str = SLACK_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)
