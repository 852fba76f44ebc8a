"""Posting what is posted once, and how a failed call to Slack becomes an outcome."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.outbox import Outcome
from bot.flow import posting
from bot.flow.posting import Reserved
from bot.jobs.context import Context
from bot.slack.errors import (
    ChannelGone,
    MessageGone,
    MissingScope,
    NotInChannel,
    RateLimited,
    Rejected,
    SlackDown,
    SlackError,
    TokenBad,
    Unclear,
)
from bot.slack.fingerprint import fingerprint
from bot.slack.limits import Post
from store.posts import SlackPost

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


async def post_card(
    context: Context, channel: str, post_id: int, since: datetime | None, render: Callable[[str], Post]
) -> None:
    """Post what is edited later on, and record where it stands and what it shows. As `post_current`."""
    name = f"post-{post_id}"
    post = render(name)
    ts = await post_current(context, channel, name, since, post)
    await context.runner.write(posting.landed, post_id, channel, ts, fingerprint(post))


async def edit_card(context: Context, live: SlackPost | None, render: Callable[[str], Post]) -> bool:
    """Let what stands in Slack show the newest state; what it shows already costs no call. False when it is no longer
    there, which the caller records. Raises a `SlackError`."""
    if live is None or live.ts is None:
        return True
    post = render(f"post-{live.id}")
    if fingerprint(post) == live.shown:
        return True
    try:
        await context.slack.update(live.channel, live.ts, post)
    except MessageGone:
        return False
    await context.runner.write(posting.shown, live.id, fingerprint(post))
    return True


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
