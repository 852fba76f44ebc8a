"""Answers whoever asked in Slack, by direct message: the helpdesk of tickets that were made there."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.errors import DatabaseUnavailable
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.domain.ticket import Ticket
from bot.slack import notices
from bot.slack.errors import RateLimited, SlackDown, SlackError, Unclear
from bot.slack.gateway import Slack
from bot.slack.limits import MESSAGE_SIZE, size
from bot.words import words

#: From a conversation to the Slack id of who asked, their ticket, and the language that they read; None where there is
#: nobody.
Requester = Callable[[str], Awaitable[tuple[str, Ticket, str] | None]]


class DirectReply:
    """Sends to the requester's direct messages, without any retry of its own."""

    def __init__(self, slack: Slack, requester: Requester) -> None:
        self._slack = slack
        self._requester = requester

    async def send(self, reply: OutgoingReply) -> Delivery:
        """One attempt. Opening the channel may be repeated, so only an unclear post leaves the reply unsure."""
        try:
            asked = await self._requester(reply.conversation)
        except DatabaseUnavailable:
            return Delivery("not_connected", detail="the database is away")
        if asked is None:
            return Delivery("refused", detail="nobody in Slack is known to have asked")
        slack_id, ticket, language = asked
        post = notices.answer(ticket, reply.author_name, reply.body, words(language), outbox_id=_name(reply))
        if size(post.blocks) > MESSAGE_SIZE:
            return Delivery("refused", detail="it is too long for one message in Slack")
        try:
            channel = await self._slack.open_dm(slack_id)
        except Unclear as error:
            return Delivery("not_connected", detail=error.error)
        except SlackError as error:
            return _delivery(error)
        try:
            return Delivery("sent", external_id=await self._slack.post(channel, post), channel=channel)
        except SlackError as error:
            return _delivery(error)

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """One look through what stands in the requester's direct messages since then; without the scope for that
        (docs/setup.md), unknown."""
        try:
            asked = await self._requester(reply.conversation)
            if asked is None:
                return Found("unknown", detail="nobody in Slack is known to have asked")
            channel = await self._slack.open_dm(asked[0])
            ts = await self._slack.find(channel, _name(reply), since=since)
        except RateLimited as error:
            return Found("unknown", detail=error.error, retry_after=error.retry_after)
        except SlackError as error:
            return Found("unknown", detail=f"{type(error).__name__}: {error.error}")
        except DatabaseUnavailable:
            return Found("unknown", detail="the database is away")
        return Found("arrived", external_id=ts, channel=channel) if ts else Found("missing")


def _name(reply: OutgoingReply) -> str:
    """What the post is found by, in its metadata."""
    return f"reply-{reply.reply_id}"


def _delivery(error: SlackError) -> Delivery:
    match error:
        case RateLimited():
            return Delivery("rate_limited", detail=error.error, retry_after=error.retry_after)
        case SlackDown():
            return Delivery("not_connected", detail=error.error)
        case Unclear():
            return Delivery("unsure", detail=error.error)
        case _:
            return Delivery("refused", detail=f"Slack answered {error.error}")
