"""Whoever asked in Slack is answered by direct message."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.domain.reply import Delivery, Found
from bot.domain.ticket import State, Ticket
from bot.flow.request_posts import Answering
from bot.slack.direct_reply import DirectReply
from bot.slack.errors import ChannelGone, MissingScope, NotInChannel, RateLimited, Rejected, SlackDown, Unclear
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

    in_threads_only = False

    def __init__(self, opening: Exception | None = None, posting: Exception | None = None) -> None:
        self.opening, self.posting = opening, posting
        self.posts: list[tuple[str, Post]] = []

    async def open_dm(self, user: str) -> str:
        if self.opening:
            raise self.opening
        return f"D-{user}"

    async def post(self, channel: str, post: Post, thread_ts: str | None = None) -> str:
        if self.posting and (thread_ts or not self.in_threads_only):
            raise self.posting
        self.posts.append((channel, post))
        return "1.5"

    async def find(self, channel: str, outbox_id: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        if self.posting:
            raise self.posting
        assert since == AT
        found = [ts for ts, (place, post) in enumerate(self.posts) if place == channel and outbox_id in str(post)]
        return f"{found[0]}.5" if found else None


ANA = Answering(slack_id="U0ANA", ticket=TICKET, language="en", channel="", channel_language="en", thread_ts="")
BELOW = replace(ANA, channel="C0HELP", thread_ts="1.0")


async def ana(_conversation: str) -> Answering | None:
    return ANA


async def below(_conversation: str) -> Answering | None:
    return BELOW


async def nobody(_conversation: str) -> None:
    return None


async def no_database(_conversation: str) -> Answering | None:
    raise DatabaseUnavailable


async def test_in_a_request_channel_it_goes_below_the_message_and_mentions_who_asked() -> None:
    slack = Workspace()

    assert await DirectReply(slack, below).send(REPLY) == Delivery("sent", external_id="1.5", channel="C0HELP")
    assert "U0ANA" in str(slack.posts[0][1].blocks)
    assert await DirectReply(slack, below).find(REPLY, AT) == Found("arrived", external_id="0.5", channel="C0HELP")


@pytest.mark.parametrize("error", [Rejected("thread_not_found"), ChannelGone("is_archived"), NotInChannel()])
async def test_where_the_thread_is_gone_it_goes_by_direct_message(error: Exception) -> None:
    slack = Workspace(posting=error)
    slack.in_threads_only = True

    assert (await DirectReply(slack, below).send(REPLY)).channel == "D-U0ANA"


async def test_a_thread_that_may_have_it_is_not_answered_again() -> None:
    slack = Workspace(posting=Unclear())
    slack.in_threads_only = True

    assert (await DirectReply(slack, below).send(REPLY)).outcome == "unsure"
    assert slack.posts == []


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
