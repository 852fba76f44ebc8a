"""Whoever asked in Slack is answered by direct message."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.domain.reply import Delivery
from bot.domain.ticket import State, Ticket
from bot.slack.direct_reply import DirectReply
from bot.slack.errors import ChannelGone, RateLimited, SlackDown, Unclear
from bot.slack.gateway import Slack
from bot.slack.limits import Post
from tests.unit.helpdesk.test_reply_url import REPLY

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TICKET = Ticket(
    id=1042, source="slack", state=State.OPEN, subject="Printer", queue="orders", type=None, type_source="none",
    type_confidence=None, priority="normal", level="none", classes=(), keys_needed=1, language="en", via="slack",
    customer_id=1, assignee_id=None, escalated_to="", escalation_reason="", created_at=AT, first_response_due=None,
    first_response_at=None, resolved_at=None, reopened=0, continues=None, last_message_id=1, rules=(), url="",
    version=1,
)  # fmt: skip


class Workspace(Slack):
    """A client that keeps what it is asked to post, or fails as told."""

    def __init__(self, opening: Exception | None = None, posting: Exception | None = None) -> None:
        self.opening, self.posting = opening, posting
        self.posts: list[tuple[str, Post]] = []

    async def open_dm(self, user: str) -> str:
        if self.opening:
            raise self.opening
        return f"D-{user}"

    async def post(self, channel: str, post: Post, thread_ts: str | None = None) -> str:
        if self.posting:
            raise self.posting
        self.posts.append((channel, post))
        return "1.5"


async def ana(_conversation: str) -> tuple[str, Ticket] | None:
    return "U0ANA", TICKET


async def nobody(_conversation: str) -> None:
    return None


async def no_database(_conversation: str) -> tuple[str, Ticket] | None:
    raise DatabaseUnavailable


async def test_the_answer_goes_to_whoever_asked() -> None:
    slack = Workspace()

    assert await DirectReply(slack, ana).send(REPLY) == Delivery("sent", external_id="1.5", channel="D-U0ANA")

    [(channel, post)] = slack.posts
    assert channel == "D-U0ANA"
    assert "T-1042" in post.text
    assert REPLY.body in str(post.blocks)


@pytest.mark.parametrize(
    ("slack", "requester", "outcome"),
    [
        (Workspace(), nobody, "refused"),
        (Workspace(), no_database, "not_connected"),
        (Workspace(opening=Unclear("reset")), ana, "not_connected"),
        (Workspace(opening=ChannelGone("user_disabled")), ana, "refused"),
        (Workspace(posting=Unclear("reset")), ana, "unsure"),
        (Workspace(posting=SlackDown("refused")), ana, "not_connected"),
        (Workspace(posting=RateLimited(3.0)), ana, "rate_limited"),
        (Workspace(posting=ChannelGone("is_archived")), ana, "refused"),
    ],
)
async def test_what_went_wrong_is_told_apart(slack: Slack, requester: Any, outcome: str) -> None:
    assert (await DirectReply(slack, requester).send(REPLY)).outcome == outcome


async def test_what_slack_would_cut_is_refused_and_not_sent() -> None:
    slack = Workspace()
    delivery = await DirectReply(slack, ana).send(replace(REPLY, body="word " * 3000))
    assert (delivery.outcome, slack.posts) == ("refused", [])
