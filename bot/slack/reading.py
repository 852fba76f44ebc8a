"""What stands in Slack, read again: a message, a channel, a thread, and who somebody is."""

from collections.abc import AsyncIterator
from typing import Final

from bot.slack.errors import Rejected
from bot.slack.gateway import Slack, each_page, read
from bot.slack.limits import Json
from bot.slack.users import User, user_of

#: A thread's first message comes before the one that is asked for.
_FEW: Final = 10


async def user(slack: Slack, slack_id: str) -> User:
    """One person. Raises a `SlackError`, `Rejected("user_not_found")` for nobody."""
    answer = await read(slack.client.users_info, user=slack_id, include_locale=True)
    return user_of(answer["user"])


async def message(slack: Slack, channel: str, ts: str) -> Json | None:
    """A message as it reads now, in a channel or in a thread of it; None where it is not there any more.

    Raises a `SlackError`.
    """
    only = {"ts": ts, "oldest": ts, "latest": ts, "inclusive": True}
    try:
        answer = await read(slack.client.conversations_replies, channel=channel, limit=_FEW, **only)
    except Rejected as error:
        if error.error == "thread_not_found":
            return None
        raise
    found: Json | None = next((one for one in answer.get("messages") or [] if one.get("ts") == ts), None)
    return None if found is None or found.get("subtype") == "tombstone" else found


async def said(slack: Slack, channel: str, oldest: str, thread_ts: str = "") -> AsyncIterator[list[Json]]:
    """What was said after `oldest` in a channel, or in one thread of it, in pages; where Slack says wait, this waits.

    Raises a `SlackError`.
    """
    where = {"channel": channel, "ts": thread_ts} if thread_ts else {"channel": channel}
    reading = slack.client.conversations_replies if thread_ts else slack.client.conversations_history
    async for page in each_page(reading, "messages", **where, oldest=oldest):
        yield [one for one in page if isinstance(one, dict)]
