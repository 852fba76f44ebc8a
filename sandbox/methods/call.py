"""One call of the Web API: its arguments, what it may touch, and how it is refused."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.blocks import error_for_message, filled_in, problems_in
from sandbox.schema import Problem
from sandbox.tiers import Tier
from sandbox.triggers import Triggers
from sandbox.values import Channel, Json, User
from sandbox.workspace import Workspace

T = TypeVar("T")


class ApiError(Exception):
    """A refusal with Slack's error code; `more` is added to the answer."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.answer: Json = {"ok": False, "error": code, **more}


def refused(code: str, problems: Sequence[Problem]) -> ApiError:
    """Return the refusal that lists what is wrong with blocks or views, as Slack words it."""
    messages = [f"[ERROR] {problem}" for problem in problems]
    if code == "invalid_blocks":
        return ApiError(code, errors=[str(p) for p in problems], response_metadata={"messages": messages})
    return ApiError(code, response_metadata={"messages": messages})


@dataclass
class Call:
    """The arguments of a call and the workspace that it acts on. `url` is the sandbox's own address."""

    method: str
    args: Json
    workspace: Workspace
    triggers: Triggers
    url: str
    scopes: frozenset[str] | None
    open_socket: Callable[[], str]

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text argument; without `default` it is required."""
        value = self.args.get(name)
        if value is None or value == "":
            if default is None:
                raise refused("invalid_arguments", [Problem(f"missing required field: {name}", "")])
            return default
        if isinstance(value, list | dict):
            raise refused("invalid_arguments", [Problem("must be a string", f"/{name}")])
        return str(value)

    def moment(self, name: str) -> float | None:
        """Return a timestamp argument as Unix seconds; None when it is absent. Raises `invalid_ts_<name>`."""
        try:
            return float(self.text(name, "")) if self.args.get(name) else None
        except ValueError:
            raise ApiError(f"invalid_ts_{name}") from None

    def objects(self, name: str) -> list[Json] | None:
        """Return an argument that is a list of objects; None when it is absent."""
        value = self.json(name)
        if value is None or value == "":
            return None
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise refused("invalid_arguments", [Problem("must be an array of objects", f"/{name}")])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a true-or-false argument in any of the forms that clients send."""
        value = self.args.get(name, default)
        return str(value).lower() in ("true", "1")

    def json(self, name: str) -> Any:
        """Return a structured argument, which a form carries as a string; None when it is absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise ApiError(code) from None

    def need(self, *scopes: str) -> None:
        """Raise `missing_scope` unless the app has one of `scopes`."""
        if self.scopes is not None and not self.scopes.intersection(scopes):
            raise ApiError("missing_scope", needed=scopes[0], provided=",".join(sorted(self.scopes)))

    def has(self, scope: str) -> bool:
        """Whether the app has a scope."""
        return self.scopes is None or scope in self.scopes

    def channel(self, name: str = "channel", *, right: str | None = None) -> Channel:
        """Return the channel of an argument that the app can see.

        Private channels without the app do not exist for it. `right` is the end of the scope that reading needs
        (`read`, `history`). Raises `channel_not_found` or `missing_scope`.
        """
        wanted = self.text(name)
        place = self.workspace.channels.get(wanted)
        if place is None or (place.private and self.workspace.bot_user not in place.members):
            raise ApiError("channel_not_found")
        if right:
            family = "im" if place.kind == "im" else "groups" if place.private else "channels"
            self.need(f"{family}:{right}")
        return place

    def channel_to_post(self) -> Channel:
        """Return the channel to write to; a person's id stands for the direct message with them.

        Raises `channel_not_found`, `is_archived` or `not_in_channel`.
        """
        wanted = self.text("channel")
        if wanted in self.workspace.users and wanted != self.workspace.bot_user:
            return self.workspace.dm(wanted)
        name = wanted.removeprefix("#")
        named = (c for c in self.workspace.channels.values() if c.kind == "channel" and c.name == name)
        place = self.workspace.channels.get(wanted) or next(named, None)
        if place is None or (place.private and self.workspace.bot_user not in place.members):
            raise ApiError("channel_not_found")
        if place.archived:
            raise ApiError("is_archived")
        public_too = self.scopes is not None and "chat:write.public" in self.scopes
        if self.workspace.bot_user not in place.members and not public_too:
            raise ApiError("not_in_channel")
        return place

    def user(self, name: str = "user") -> User:
        """Return the person of an argument. Raises `user_not_found`."""
        person = self.workspace.users.get(self.text(name))
        if person is None:
            raise ApiError("user_not_found")
        return person

    def blocks(self) -> list[Json] | None:
        """Return the blocks of a message, checked and completed; None when they were not given."""
        given = self.json("blocks")
        if given is None:
            return None
        return checked_blocks(self.workspace, given)

    def page(self, items: Sequence[T], *, default: int = 100, most: int = 1000) -> tuple[list[T], str]:
        """Return the asked-for part of a list and the cursor of the next one ('' at the end)."""
        try:
            limit = int(self.text("limit", str(default)))
            start = int(base64.b64decode(self.text("cursor", ""), validate=True).decode().removeprefix("next:") or 0)
        except (ValueError, binascii.Error):
            raise ApiError("invalid_cursor" if self.args.get("cursor") else "invalid_limit") from None
        if not 1 <= limit <= most:
            raise ApiError("invalid_limit")
        end = start + limit
        cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
        return list(items[start:end]), cursor


def checked_blocks(workspace: Workspace, given: object) -> list[Json]:
    """Return the blocks of a message as Slack would store them. Raises `ApiError` for what it would refuse."""
    problems = problems_in(given, "message")
    if problems or not isinstance(given, list):
        raise refused("invalid_blocks", problems)
    for index, block in enumerate(given):
        source = block.get("slack_file", {})
        upload = workspace.files.get(source.get("id", ""))
        if source.get("id") and (upload is None or not upload.mimetype):
            raise refused("invalid_blocks", [Problem("invalid slack file", f"/blocks/{index}/slack_file")])
    code = error_for_message(given)
    if code == "invalid_attachments":
        raise ApiError(code, response_metadata={"messages": ["only_one_table_allowed"]})
    if code is not None:
        raise ApiError(code)
    return filled_in(given, iter(lambda: workspace.new_id("b"), ""))


@dataclass(frozen=True)
class Method:
    """A method of the Web API: what it does, its rate tier, the scopes of which it needs one, and whose token."""

    run: Callable[[Call], Json]
    tier: Tier
    scopes: tuple[str, ...] = ()
    bearer: str = "bot"
