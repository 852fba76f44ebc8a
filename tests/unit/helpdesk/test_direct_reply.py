"""Whoever asked in Slack is answered by direct message."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.domain.reply import Delivery, Found
from bot.domain.ticket import State, Ticket
from bot.slack.direct_reply import DirectReply
from bot.slack.errors import ChannelGone, MissingScope, RateLimited, SlackDown, Unclear
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

    async def find(self, channel: str, outbox_id: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        if self.posting:
            raise self.posting
        assert since == AT
        found = [ts for ts, (place, post) in enumerate(self.posts) if place == channel and outbox_id in str(post)]
        return f"{found[0]}.5" if found else None


async def ana(_conversation: str) -> tuple[str, Ticket, str] | None:
    return "U0ANA", TICKET, "en"


async def nobody(_conversation: str) -> None:
    return None


async def no_database(_conversation: str) -> tuple[str, Ticket, str] | None:
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


async def test_an_answer_that_may_have_arrived_is_looked_for_in_the_direct_messages() -> None:
    slack = Workspace()
    assert await DirectReply(slack, ana).find(REPLY, AT) == Found("missing")
    await DirectReply(slack, ana).send(REPLY)
    assert await DirectReply(slack, ana).find(REPLY, AT) == Found("arrived", external_id="0.5", channel="D-U0ANA")
    assert (await DirectReply(slack, ana).find(replace(REPLY, reply_id=8), AT)).outcome == "missing"


@pytest.mark.parametrize(
    ("slack", "requester"),
    [
        (Workspace(), nobody),
        (Workspace(), no_database),
        (Workspace(opening=ChannelGone("user_disabled")), ana),
        (Workspace(posting=MissingScope("im:history")), ana),
        (Workspace(posting=SlackDown("reset")), ana),
    ],
)
async def test_where_nobody_can_look_nobody_claims_to_know(slack: Slack, requester: Any) -> None:
    assert (await DirectReply(slack, requester).find(REPLY, AT)).outcome == "unknown"


async def test_a_slack_that_asks_for_a_pause_gets_it() -> None:
    found = await DirectReply(Workspace(posting=RateLimited(3.0)), ana).find(REPLY, AT)
    assert (found.outcome, found.retry_after) == ("unknown", 3.0)


async def test_what_slack_would_cut_is_refused_and_not_sent() -> None:
    slack = Workspace()
    delivery = await DirectReply(slack, ana).send(replace(REPLY, body="word " * 3000))
    assert (delivery.outcome, slack.posts) == ("refused", [])
