"""Which notes are messages of the team's own in Slack, and where they stand there."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from store.tables.base import MESSAGES, Row, UtcDateTime


class SlackNoteRow(Row, table=True):
    """A message of a person in Slack that is kept as a note, once. Without a `message_id` it was deleted there.

    It is a person's own message, which Deskhand cannot remove: whoever erases finds by this row where it stands.
    """

    __tablename__ = "slack_note"
    __table_args__ = (UniqueConstraint("desk_id", "channel", "ts"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id")
    channel: str
    ts: str
    in_thread: bool  # it stands in the ticket's own thread, so it is not posted there again
    edited: str = ""  # when it was edited last, by Slack's time; an older edit that comes late changes nothing
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)
