"""Each call of Slack is told of: by its method, by what came of it, and for how long Slack asked to wait."""

import contextlib
from typing import Any

import pytest

from bot.slack.errors import SlackError
from bot.slack.gateway import Slack, open_session
from bot.slack.limits import post
from sandbox import Sandbox

POST = post("Hello", [])


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({}, "ok"),
        ({"status": 429, "retry_after": 7}, "limited"),
        ({"status": 500}, "down"),
        ({"drop_before": True}, "unclear"),
        ({"error": "invalid_blocks"}, "rejected"),
        ({"error": "channel_not_found"}, "gone"),
        ({"error": "token_revoked"}, "not_allowed"),
    ],
)
async def test_a_call_is_told_by_its_outcome(fault: dict[str, Any], outcome: str) -> None:
    seen: list[tuple[str, str, float]] = []

    def observe(method: str, outcome: str, seconds: float, pause: float = 0.0) -> None:
        assert seconds > 0
        seen.append((method, outcome, pause))

    async with Sandbox(users=["ana"], channels=["support"]) as sandbox, open_session() as session:
        slack = Slack(sandbox.bot_token, session, base_url=sandbox.api_url, observe=observe)
        if fault:
            sandbox.fail("chat.postMessage", **fault)
        with contextlib.suppress(SlackError):
            await slack.post(sandbox.workspace.find_channel("support").id, POST)
        await slack.respond(f"{sandbox.api_url}nowhere", POST)
    assert seen == [
        ("chat.postMessage", outcome, 7.0 if outcome == "limited" else 0.0),
        ("response_url", "rejected", 0.0),
    ]
