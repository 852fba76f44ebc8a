"""Takes the text of one post out of Slack: a card shrinks to a line, anything else is removed, a file that somebody
asked for among it."""

from typing import Final

import structlog

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import retention
from bot.flow.retention import FadePlan
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import sealed_cards, uploads
from bot.slack.errors import ChannelGone, MessageGone, NotInChannel, SlackError
from bot.slack.fingerprint import fingerprint
from bot.words import words

#: What somebody else has removed, or put where the app cannot reach it, is not tried for ever.
_OUT_OF_REACH: Final = (MessageGone, ChannelGone, NotInChannel)

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Fade one post. Safe to run again: the same edit changes nothing, and what is gone is gone."""
    plan = await context.runner.read(retention.plan_fade, int(job.subject))
    if plan is None:
        return DONE
    try:
        await _fade(context, plan)
    except _OUT_OF_REACH as error:
        log.warning("fade.out_of_reach", cause=error.error, channel=plan.post.channel, ts=plan.post.ts)
        await context.runner.write(retention.removed, plan.post.id)
    except SlackError as error:
        return failed(error)
    return DONE


async def _fade(context: Context, plan: FadePlan) -> None:
    post, shown = plan.post, plan.shown
    if post.kind == "file":
        await uploads.remove(context.slack, post.ts or "")
        await context.runner.write(retention.removed, post.id)
        return
    if not post.channel:
        raise ChannelGone(post.place)
    ts = post.ts
    if post.since is not None:  # given up while it was being posted: it may stand there all the same
        ts = await context.find(post.channel, f"post-{post.id}", since=post.since, thread_ts=post.thread_ts)
    if ts is None:
        raise MessageGone("not found")
    if shown is None:
        await context.slack.delete(post.channel, ts)
        await context.runner.write(retention.removed, post.id)
        return
    line = sealed_cards.faded(shown, words(shown.queue_language), outbox_id=f"post-{post.id}")
    if fingerprint(line) != post.shown:
        await context.slack.update(post.channel, ts, line)
        await context.runner.write(retention.card_faded, post, ts, fingerprint(line))
