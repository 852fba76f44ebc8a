"""What Slack sends to the app when a person clicks, chooses, submits or calls a command."""

from __future__ import annotations

from sandbox import shapes
from sandbox.values import Channel, Json, Message, View
from sandbox.views import FIELDS
from sandbox.workspace import Workspace


class Payloads:
    """Builds the payloads of one workspace's interactions."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def message_action(
        self, user: str, message: Message, action: Json, state: Json, trigger_id: str, response_url: str
    ) -> Json:
        """`block_actions` from a message; an ephemeral one is not part of its own payload."""
        place = self._workspace.channels[message.channel]
        container: Json = {
            "type": "message", "message_ts": message.ts, "channel_id": place.id,
            "is_ephemeral": message.only_for is not None,
        }  # fmt: skip
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload = {
            **self._start("block_actions", user), "container": container, "trigger_id": trigger_id,
            **self._end(), "channel": _place(place), "state": {"values": state}, "response_url": response_url,
            "actions": [action],
        }  # fmt: skip
        if message.only_for is None:
            payload["message"] = shapes.message(self._workspace, message, with_metadata=True)
        return payload

    def view_action(self, user: str, view: View, action: Json, trigger_id: str) -> Json:
        """`block_actions` from a modal or Home."""
        return {
            **self._start("block_actions", user), "container": {"type": "view", "view_id": view.id},
            "trigger_id": trigger_id, **self._end(),
            "view": shapes.view(self._workspace, view, with_state=True), "actions": [action],
        }  # fmt: skip

    def submission(self, user: str, view: View, trigger_id: str) -> Json:
        """`view_submission`."""
        return {
            **self._start("view_submission", user), **self._end(), "trigger_id": trigger_id,
            "view": shapes.view(self._workspace, view, with_state=True), "response_urls": [],
        }  # fmt: skip

    def closed(self, user: str, view: View, *, cleared: bool) -> Json:
        """`view_closed`; `cleared` when the whole stack went at once."""
        return {
            **self._start("view_closed", user), **self._end(),
            "view": shapes.view(self._workspace, view, with_state=True), "is_cleared": cleared,
        }  # fmt: skip

    def command(self, user: str, place: Channel, command: str, text: str, trigger_id: str, response_url: str) -> Json:
        """A slash command's form fields."""
        return {
            "token": "verification-token-deprecated", "team_id": self._workspace.team_id,
            "team_domain": self._workspace.domain, "channel_id": place.id,
            "channel_name": place.name or "directmessage", "user_id": user,
            "user_name": self._workspace.users[user].name, "command": command, "text": text,
            "api_app_id": self._workspace.app_id, "is_enterprise_install": "false", "response_url": response_url,
            "trigger_id": trigger_id,
        }  # fmt: skip

    def shortcut(self, user: str, callback_id: str, trigger_id: str) -> Json:
        """A global `shortcut`."""
        payload = {
            **self._start("shortcut", user), **self._end(), "callback_id": callback_id, "trigger_id": trigger_id,
            "action_ts": self._workspace.new_ts(),
        }  # fmt: skip
        del payload["api_app_id"]
        del payload["user"]["name"]
        return payload

    def message_shortcut(
        self, user: str, callback_id: str, message: Message, trigger_id: str, response_url: str
    ) -> Json:
        """A `message_action`: a shortcut called on a message."""
        payload = {
            **self._start("message_action", user), **self._end(), "callback_id": callback_id,
            "trigger_id": trigger_id, "action_ts": self._workspace.new_ts(), "response_url": response_url,
            "channel": _place(self._workspace.channels[message.channel]), "message_ts": message.ts,
            "message": shapes.message(self._workspace, message, with_metadata=True),
        }  # fmt: skip
        del payload["api_app_id"]
        return payload

    def _start(self, kind: str, user: str) -> Json:
        person = self._workspace.users[user]
        return {
            "type": kind,
            "user": {
                "id": user, "username": person.name, "name": person.name,
                "team_id": "T0ELSEWHERE" if person.is_stranger else self._workspace.team_id,
            },
            "api_app_id": self._workspace.app_id, "token": "verification-token-deprecated",
        }  # fmt: skip

    def _end(self) -> Json:
        return {
            "team": {"id": self._workspace.team_id, "domain": self._workspace.domain}, "enterprise": None,
            "is_enterprise_install": False,
        }  # fmt: skip


def action(block: Json, element: Json, entry: Json | None, action_ts: str) -> Json:
    """One entry of `actions`: what was pressed, or the new state `entry` of a menu or field."""
    kept = ("text", "value", "style", "placeholder") if element["type"] not in FIELDS else ("placeholder",)
    acted: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    acted |= {key: element[key] for key in kept if key in element}
    return {**acted, **(entry or {}), "action_ts": action_ts}


def _place(place: Channel) -> Json:
    return {"id": place.id, "name": place.name or "directmessage"}
