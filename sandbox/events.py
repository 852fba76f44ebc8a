"""Turns changes of the workspace into the events that the app has subscribed to."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sandbox import shapes
from sandbox.values import Change, Channel, Json, Message
from sandbox.workspace import Workspace


class Events:
    """Watches a workspace and hands event payloads to `send`.

    `subscribed` names the manifest's bot events; None stands for all of them.
    """

    def __init__(
        self, workspace: Workspace, send: Callable[[Json], None], subscribed: frozenset[str] | None = None
    ) -> None:
        self._workspace = workspace
        self._send = send
        self._subscribed = subscribed
        self._silent = False
        workspace.watch(self._on_change)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Hand on nothing of what happens meanwhile, ever."""
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def home_opened(self, user: str) -> None:
        """Tell the app that a person opened its Home."""
        home = self._workspace.homes.get(user)
        event: Json = {
            "type": "app_home_opened", "user": user, "channel": self._workspace.dm(user).id, "tab": "home",
            "event_ts": self._workspace.new_ts(),
        }  # fmt: skip
        if home:
            event["view"] = shapes.view(self._workspace, home)
        self._emit("app_home_opened", event)

    def _on_change(self, change: Change) -> None:
        if change.kind == "message" and change.message:
            self._posted(change.message)
        elif change.kind in ("changed", "deleted") and change.message and change.previous:
            self._altered(change.kind, change.message, change.previous)
        elif change.kind in ("reaction", "unreaction") and change.message:
            self._reacted(change, change.message)
        elif change.kind in ("joined", "left"):
            self._moved(change, f"member_{change.kind}_channel")

    def _posted(self, message: Message) -> None:
        place = self._place(message)
        if place is None:
            return
        event = shapes.message(self._workspace, message) | {"channel": place.id, "event_ts": message.ts}
        self._emit(_message_event(place), {**event, "channel_type": _channel_type(place)})
        mention = f"<@{self._workspace.bot_user}>" in message.text
        if mention and not message.by_app and place.kind == "channel":
            self._emit("app_mention", {**event, "type": "app_mention"})

    def _altered(self, kind: str, message: Message, previous: Message) -> None:
        place = self._place(message)
        if place is None:
            return
        event: Json = {"type": "message", "subtype": f"message_{kind}", "hidden": True}
        if kind == "changed":
            event["message"] = shapes.message(self._workspace, message)
        else:
            event["deleted_ts"] = message.ts
        ts = self._workspace.new_ts()
        event |= {
            "previous_message": shapes.message(self._workspace, previous), "channel": place.id, "ts": ts,
            "event_ts": ts, "channel_type": _channel_type(place),
        }  # fmt: skip
        self._emit(_message_event(place), event)

    def _reacted(self, change: Change, message: Message) -> None:
        if self._place(message) is None:
            return
        name = "reaction_added" if change.kind == "reaction" else "reaction_removed"
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        self._emit(
            name,
            {
                "type": name, "user": change.user, "reaction": change.text, "item": item, "item_user": message.user,
                "event_ts": self._workspace.new_ts(),
            },
        )  # fmt: skip

    def _moved(self, change: Change, name: str) -> None:
        place = self._workspace.channels[change.channel]
        if self._workspace.bot_user not in (change.user, *place.members):
            return
        self._emit(
            name,
            {
                "type": name, "user": change.user, "channel": change.channel,
                "channel_type": "G" if place.private else "C", "team": self._workspace.team_id,
                "event_ts": self._workspace.new_ts(),
            },
        )  # fmt: skip

    def _place(self, message: Message) -> Channel | None:
        place = self._workspace.channels[message.channel]
        return place if self._workspace.bot_user in place.members else None

    def _emit(self, name: str, event: Json) -> None:
        if self._silent or (self._subscribed is not None and name not in self._subscribed):
            return
        workspace = self._workspace
        authorization = {
            "enterprise_id": None, "team_id": workspace.team_id, "user_id": workspace.bot_user, "is_bot": True,
            "is_enterprise_install": False,
        }  # fmt: skip
        self._send({
            "token": "verification-token-deprecated", "team_id": workspace.team_id,
            "context_team_id": workspace.team_id, "context_enterprise_id": None, "api_app_id": workspace.app_id,
            "event": event, "type": "event_callback", "event_id": workspace.new_id("Ev"),
            "event_time": int(workspace.now()), "authorizations": [authorization], "is_ext_shared_channel": False,
            "event_context": f"4-{secrets.token_urlsafe(12)}",
        })  # fmt: skip


def _channel_type(place: Channel) -> str:
    return "im" if place.kind == "im" else "group" if place.private else "channel"


def _message_event(place: Channel) -> str:
    return {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[_channel_type(place)]
