"""Trigger ids: what lets an app open a modal, once, within three seconds of a person's click.

Source: https://docs.slack.dev/interactivity/handling-user-interaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

LIFETIME = 3.0


class TriggerRefused(Exception):
    """Carries Slack's error code: `invalid_trigger_id`, `expired_trigger_id` or `exchanged_trigger_id`."""


@dataclass
class _Trigger:
    user: str
    issued: float
    used: bool = False


class Triggers:
    """Issues trigger ids and accepts each one once. `now` returns seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        """Return a new trigger id for what `user` just did."""
        trigger_id = f"{len(self._issued) + 1}.{int(self._now() * 1000)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(user, self._now())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Use a trigger id up and return its user. Raises `TriggerRefused` with Slack's error code."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise TriggerRefused("invalid_trigger_id")
        if trigger.used:
            raise TriggerRefused("exchanged_trigger_id")
        if self._now() - trigger.issued > LIFETIME:
            raise TriggerRefused("expired_trigger_id")
        trigger.used = True
        return trigger.user
