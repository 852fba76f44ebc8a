"""What other departments were asked for, for which tickets, and when each of them was last mentioned."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import MESSAGES, Row, UtcDateTime

_OPEN = "state IN ('asked','accepted','proposed','need_more')"


class HandoffRow(Row, table=True):
    """One request to one department; `id` is its public number, from a sequence of its own. Times: the desk's clock."""

    __tablename__ = "handoff"
    __table_args__ = (
        CheckConstraint(
            "state IN ('asked','accepted','proposed','declined','done','need_more','withdrawn')", name="state"
        ),
        Index("ix_handoff_open", "desk_id", "department", "promised_at", sqlite_where=text(_OPEN),
              postgresql_where=text(_OPEN)),
        {"sqlite_autoincrement": True},
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True, sa_column_args=(Identity(),))
    desk_id: int = Field(foreign_key="desk.id")
    department: str
    state: str = "asked"
    needs: str  # what we need; support's own words
    told: str  # what the customer has been told
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    accept_by: datetime = Field(sa_type=UtcDateTime)
    wanted_at: datetime = Field(sa_type=UtcDateTime)
    promised_at: datetime = Field(sa_type=UtcDateTime)  # what holds: the wanted time until another one was proposed
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    missed: str = ""  # what its people were told is late: accept or promise
    tagged: bool = False  # its card mentions the department
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class HandoffTicketRow(Row, table=True):
    """A ticket's part in a handoff, with its own result."""

    __tablename__ = "handoff_ticket"
    __table_args__ = (
        UniqueConstraint("handoff_id", "ticket_id"),
        CheckConstraint("state IN ('waiting','done','need_more','declined','withdrawn')", name="state"),
        Index("ix_handoff_ticket_ticket", "ticket_id", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(foreign_key="handoff.id")
    ticket_id: int = Field(foreign_key="ticket.id")
    state: str = "waiting"
    answer: str = ""
    added_by: int = Field(foreign_key="person.id")
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # a reply has left since the answer
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class DepartmentTagRow(Row, table=True):
    """When a department was last mentioned (the desk's clock)."""

    __tablename__ = "department_tag"
    __table_args__ = (UniqueConstraint("desk_id", "department"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    department: str
    tagged_at: datetime = Field(sa_type=UtcDateTime)
