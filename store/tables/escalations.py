"""Escalations: what was raised to whom, who was asked one after the other, and who has accepted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from store.tables.base import LEDGER, Row, UtcDateTime

_OPEN = "state IN ('asked','accepted')"


class EscalationRow(Row, table=True):
    """One agreement about one ticket, which has at most one that is open. No text: reason and rule are the desk file's.

    Times: the desk's clock.
    """

    __tablename__ = "escalation"
    __table_args__ = (
        CheckConstraint("state IN ('asked','accepted','settled','ended')", name="state"),
        Index("uq_escalation_open", "ticket_id", unique=True, sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        Index("ix_escalation_ticket", "ticket_id", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id")
    state: str = "asked"
    rule: str  # of the desk file; empty: none fitted
    to: str  # whom the rule names, as written in the desk file
    reason: str
    within_seconds: int  # how long each person has, in open hours
    asked_by: int = Field(foreign_key="person.id")
    first_holder: int | None = Field(default=None, foreign_key="person.id")  # who had the ticket then
    asked_at: datetime = Field(sa_type=UtcDateTime)
    accepted_by: int | None = Field(default=None, foreign_key="person.id")
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)


class EscalationAskRow(Row, table=True):
    """A person or group that was asked to accept: each once."""

    __tablename__ = "escalation_ask"
    __table_args__ = (UniqueConstraint("escalation_id", "who"),)
    id: int | None = Field(default=None, primary_key=True)
    escalation_id: int = Field(foreign_key="escalation.id")
    who: str  # the Slack id behind the place; the place itself while Slack has not told us
    place: str  # as written in the desk file, or a Slack id
    passed_by: int | None = Field(default=None, foreign_key="person.id")  # None: it was their turn
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)
