"""Answers whoever asked in Slack: by direct message, or in the thread of their message in a request channel."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.errors import DatabaseUnavailable
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.flow.request_posts import Answering
from bot.slack import notices
from bot.slack.errors import ChannelGone, NotInChannel, RateLimited, Rejected, SlackDown, SlackError, Unclear
from bot.slack.gateway import Slack
from bot.slack.limits import MESSAGE_SIZE, size
from bot.words import words

#: From a conversation to who asked, and where they are answered; None where there is nobody.
Requester = Callable[[str], Awaitable[Answering | None]]


class DirectReply:
    """Sends to the requester's direct messages or thread (docs/adr/0030), without any retry of its own."""

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
        if asked.thread_ts:
            there = await self._post(asked.channel, asked, reply, asked.thread_ts)
            if there is not None:
                return there
        try:
            channel = await self._slack.open_dm(asked.slack_id)
        except Unclear as error:
            return Delivery("not_connected", detail=error.error)
        except SlackError as error:
            return _delivery(error)
        return await self._post(channel, asked, reply) or Delivery("refused", detail="there is no such place")

    async def _post(
        self, channel: str, asked: Answering, reply: OutgoingReply, thread_ts: str | None = None
    ) -> Delivery | None:
        """None where the thread is gone, or closed to us: nothing was posted there, and nothing will be."""
        said = words(asked.channel_language if thread_ts else asked.language)
        to = asked.slack_id if thread_ts else ""
        post = notices.answer(asked.ticket, reply.author_name, reply.body, said, to=to, outbox_id=_name(reply))
        if size(post.blocks) > MESSAGE_SIZE:
            return Delivery("refused", detail="it is too long for one message in Slack")
        try:
            return Delivery("sent", external_id=await self._slack.post(channel, post, thread_ts), channel=channel)
        except (Rejected, ChannelGone, NotInChannel) as error:
            gone = thread_ts and (not isinstance(error, Rejected) or error.error == "thread_not_found")
            return None if gone else _delivery(error)
        except SlackError as error:
            return _delivery(error)

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """One look through what stands in the requester's direct messages since then, and in the thread: where it went
        may have changed with the ticket. Without the scope for that (docs/setup.md), unknown."""
        try:
            asked = await self._requester(reply.conversation)
            if asked is None:
                return Found("unknown", detail="nobody in Slack is known to have asked")
            channel = await self._slack.open_dm(asked.slack_id)
            ts = await self._slack.find(channel, _name(reply), since=since)
            thread = reply.conversation.partition(":")[2]
            if ts is None and asked.channel:
                channel = asked.channel
                ts = await self._in_thread(channel, thread, reply, since)
        except RateLimited as error:
            return Found("unknown", detail=error.error, retry_after=error.retry_after)
        except SlackError as error:
            return Found("unknown", detail=f"{type(error).__name__}: {error.error}")
        except DatabaseUnavailable:
            return Found("unknown", detail="the database is away")
        return Found("arrived", external_id=ts, channel=channel) if ts else Found("missing")

    async def _in_thread(self, channel: str, thread: str, reply: OutgoingReply, since: datetime) -> str | None:
        try:
            return await self._slack.find(channel, _name(reply), since=since, thread_ts=thread)
        except Rejected as error:
            if error.error == "thread_not_found":
                return None
            raise


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
