"""Posting what is posted once, and how a failed call to Slack becomes an outcome."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.outbox import Outcome
from bot.flow import posting
from bot.flow.posting import Reserved
from bot.jobs.context import Context
from bot.slack.errors import (
    ChannelGone,
    MissingScope,
    NotInChannel,
    RateLimited,
    Rejected,
    SlackDown,
    SlackError,
    TokenBad,
    Unclear,
)
from bot.slack.limits import Post

#: A channel that is missing or closed to us is a matter for people; the work waits for them.
_WAIT_FOR_PEOPLE = timedelta(minutes=5)
#: The directory asks Slack again by itself.
_UNTIL_KNOWN = timedelta(seconds=30)


async def post_once(context: Context, reserved: Reserved, channel: str, render: Callable[[str], Post]) -> None:
    """Post what was reserved, unless it stands there already: then it is found by the name in its metadata.

    `render` is given that name. Raises a `SlackError`; calling again after one does not double the message.
    """
    if reserved.ts is not None:
        return
    name = f"post-{reserved.post_id}"
    ts = await context.find(channel, name, since=reserved.since) if reserved.since else None
    ts = ts or await context.slack.post(channel, render(name))
    await context.runner.write(posting.landed, reserved.post_id, channel, ts, "")


async def post_current(context: Context, channel: str, name: str, since: datetime | None, post: Post) -> str:
    """Post what is edited later on, and return its ts. `since` when it was reserved, it may stand there already: then
    it is found by its name, and edited, since by now it may be out of date.

    Raises a `SlackError`; calling again after one does not double the message.
    """
    standing = await context.find(channel, name, since=since) if since else None
    if standing is not None:
        await context.slack.update(channel, standing, post)
    return standing or await context.slack.post(channel, post)


def unknown(place: str) -> Outcome:
    """Slack has not told us yet what `place` of the desk file is: the work waits."""
    return Outcome("again", f"{place} is not known to Slack", delay=_UNTIL_KNOWN)


def failed(error: SlackError) -> Outcome:
    """What to do after `error`: again when nothing was done or when it may be looked up, else dead with its cause."""
    match error:
        case RateLimited(retry_after=seconds):
            pause = timedelta(seconds=seconds)
            return Outcome("again", "ratelimited", delay=pause, close_bucket=pause)
        case SlackDown() | Unclear():
            return Outcome("again", f"{type(error).__name__}: {error.error}", patient=True)
        case ChannelGone() | NotInChannel() | TokenBad() | MissingScope():
            return Outcome("again", f"{type(error).__name__}: {error.error}", delay=_WAIT_FOR_PEOPLE)
        case Rejected():
            return Outcome("dead", f"rejected: {error.error}")
        case _:
            return Outcome("again", f"{type(error).__name__}: {error.error}")
