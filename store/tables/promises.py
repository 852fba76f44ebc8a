"""By when a customer was told to hear from us again."""

from datetime import datetime

from sqlmodel import Field

from store.tables.base import LEDGER, Row, UtcDateTime


class PromiseRow(Row, table=True):
    """What a reply promises: another answer by then (the desk's clock). One for each reply, and no word of it."""

    __tablename__ = "promise"
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    reply_id: int = Field(foreign_key="reply.id", unique=True)
    promised_at: datetime = Field(sa_type=UtcDateTime)  # the time that was promised
    person_id: int = Field(foreign_key="person.id")
    retention: str = LEDGER
    created_at: datetime = Field(sa_type=UtcDateTime)
