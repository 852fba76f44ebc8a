"""The desk, the versions of its file, and the people around it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from store.tables.base import LEDGER, MESSAGES, SLACK_TEXT, Row, UtcDateTime


class DeskRow(Row, table=True):
    """One desk is one Slack workspace; `team_id` is filled at the first `auth.test`."""

    __tablename__ = "desk"
    id: int | None = Field(default=None, primary_key=True)
    team_id: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


class DeskVersionRow(Row, table=True):
    """A desk file as it stood. Tickets and drafts name the version that they were decided under."""

    __tablename__ = "desk_version"
    __table_args__ = (UniqueConstraint("desk_id", "hash"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    hash: str
    toml: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class PersonRow(Row, table=True):
    """A customer or a member of the team. `retention` names the rule that ends the row's personal fields."""

    __tablename__ = "person"
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str  # customer or staff
    name: str = ""
    email: str = ""
    email_verified: bool = False
    segment: str = ""
    value: int | None = None
    language: str = ""  # a customer's, as they write
    locale: str = Field(default="", sa_column_kwargs={"server_default": ""})  # as Slack says, such as fr-FR
    restricted: bool = False  # a guest, a deactivated account or another workspace's: may do nothing
    retention: str = MESSAGES
    created_at: datetime = Field(sa_type=UtcDateTime)


class IdentityRow(Row, table=True):
    """How one outside system names a person: `slack`, or a source such as `generic`."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("desk_id", "kind", "external_id"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    external_id: str
    retention: str = MESSAGES


class RosterRow(Row, table=True):
    """Who stands in a place (a channel or a user group), as Slack said at `refreshed_at` (real time)."""

    __tablename__ = "roster"
    __table_args__ = (UniqueConstraint("desk_id", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    place: str  # as written in the desk file: "#support-orders", "@oncall" or an id
    slack_id: str  # the channel's or group's id
    members: list[str] = Field(sa_type=JSON)  # Slack user ids
    retention: str = LEDGER
    refreshed_at: datetime = Field(sa_type=UtcDateTime)


class NoticeRow(Row, table=True):
    """A direct message to be sent to a person: which sentence, about what; ids only."""

    __tablename__ = "notice"
    id: int | None = Field(default=None, primary_key=True)
    desk_id: int = Field(foreign_key="desk.id")
    kind: str
    to: str  # a Slack id, or a name from the desk file
    person_id: int | None = Field(default=None, foreign_key="person.id")  # where it is known who that is
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    facts: dict[str, Any] = Field(sa_type=JSON)
    retention: str = SLACK_TEXT
    created_at: datetime = Field(sa_type=UtcDateTime)
