"""What an app's manifest allows: commands, shortcuts, scopes, subscribed events."""

from __future__ import annotations

from typing import Literal

from sandbox.values import Json


class Manifest:
    """Reads a manifest as a dict; None stands for an app that is allowed everything."""

    def __init__(self, body: Json | None) -> None:
        features = (body or {}).get("features", {})
        scopes = (body or {}).get("oauth_config", {}).get("scopes", {}).get("bot", [])
        events = (body or {}).get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
        self._allows_everything = body is None
        self.commands: list[Json] = list(features.get("slash_commands", []))
        self.shortcuts: list[Json] = list(features.get("shortcuts", []))
        home = features.get("app_home", {}).get("home_tab_enabled", False)
        self.has_home = bool(home) or self._allows_everything
        self.scopes: frozenset[str] | None = None if body is None else frozenset(scopes)
        self.events: frozenset[str] | None = None if body is None else frozenset(events)

    def has_command(self, name: str) -> bool:
        """Whether the slash command, with its slash, exists."""
        return self._allows_everything or any(entry["command"] == name for entry in self.commands)

    def escapes(self, name: str) -> bool:
        """Whether people who are mentioned in the command arrive with their ids (`should_escape`)."""
        chosen = (bool(entry.get("should_escape")) for entry in self.commands if entry["command"] == name)
        return next(chosen, self._allows_everything)

    def has_shortcut(self, callback_id: str, kind: Literal["global", "message"]) -> bool:
        """Whether the shortcut exists."""
        known = [(entry["callback_id"], entry["type"]) for entry in self.shortcuts]
        return self._allows_everything or (callback_id, kind) in known
