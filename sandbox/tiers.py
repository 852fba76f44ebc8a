"""Slack's rate tiers, per method and workspace, on a sliding minute.

Source: https://docs.slack.dev/apis/web-api/rate-limits. Slack promises at least so many calls a minute and lets
short bursts pass; this counts exactly.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from enum import IntEnum

MINUTE = 60.0
POST_BURST = 4


class Tier(IntEnum):
    """Calls a minute. `CONNECT` is tier 1 with room for the ten connections that an app may open at once."""

    CONNECT = 10
    TWO = 20
    THREE = 50
    FOUR = 100
    POST = 300
    SPECIAL = 600


class Tiers:
    """Counts calls and says when one has come too early. `now` returns seconds."""

    def __init__(self, now: Callable[[], float], *, enabled: bool = True) -> None:
        self.enabled = enabled
        self._now = now
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)
        self._next_post: dict[str, float] = {}

    def wait_for(self, method: str, tier: Tier, channel: str | None = None) -> int:
        """Count a call; return 0 when it may pass, else the whole seconds for `Retry-After`.

        `channel` is given for posts: one a second and channel, after a burst of a few.
        """
        if not self.enabled:
            return 0
        now = self._now()
        calls = self._calls[method]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= tier:
            return max(1, math.ceil(calls[0] + MINUTE - now))
        if channel is not None:
            due = max(self._next_post.get(channel, 0.0), now)
            if due - now > POST_BURST - 1:
                return max(1, math.ceil(due - now - POST_BURST + 1))
            self._next_post[channel] = due + 1.0
        calls.append(now)
        return 0
