"""What the workspace is made of: people, channels, messages, views, files. All frozen; a change makes a new value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True)
class User:
    """A person or a bot. An empty `id` is derived from the name."""

    name: str
    id: str = ""
    real_name: str = ""
    title: str = ""
    email: str = ""
    color: str = ""
    tz: str = "Europe/Paris"
    locale: str = "en-US"
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Channel:
    """A channel, or a direct message (`kind="im"`, with the other person in `user`).

    `members` holds people's ids or names; the app's own bot is a member when `app_is_member`.
    """

    name: str
    id: str = ""
    private: bool = False
    topic: str = ""
    members: tuple[str, ...] = ()
    app_is_member: bool = True
    archived: bool = False
    kind: Literal["channel", "im"] = "channel"
    user: str = ""


@dataclass(frozen=True)
class Usergroup:
    """A user group such as `@tier1`; `users` holds people's ids or names."""

    handle: str
    name: str = ""
    id: str = ""
    users: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Message:
    """A message in a channel, or an ephemeral one that only `only_for` can see."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    by_app: bool = False
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    edited_at: str | None = None
    edited_by: str = ""
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    files: tuple[str, ...] = ()
    subtype: str | None = None
    client_msg_id: str | None = None
    only_for: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether the message stands in a thread below another one."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True)
class View:
    """A modal or Home as the workspace keeps it. `inputs` is what the person has typed or chosen so far."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    inputs: Json = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        """The blocks that the view shows."""
        return list(self.body["blocks"])


@dataclass(frozen=True)
class File:
    """An uploaded file; `complete` after the third step of an upload."""

    id: str
    name: str
    size: int
    title: str = ""
    content: bytes | None = None
    mimetype: str = ""
    complete: bool = False
    channels: tuple[str, ...] = ()


ChangeKind = Literal[
    "message", "changed", "deleted", "ephemeral", "ephemeral_gone", "view", "view_gone", "home", "reaction",
    "unreaction", "joined", "left", "notice", "customer", "clock", "summary", "wire",
]  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Something happened. Only the fields that belong to `kind` are set.

    `wire` says that a call was received or a delivery ended, whether or not anything else changed.
    """

    kind: ChangeKind
    message: Message | None = None
    previous: Message | None = None
    user: str = ""
    view: View | None = None
    text: str = ""
    channel: str = ""
