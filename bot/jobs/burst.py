"""Posts or edits one burst card, rendered from current rows."""

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import burst_cards, posting
from bot.flow.burst_cards import BurstPlan
from bot.jobs.context import Context
from bot.jobs.effects import failed, post_current, unknown
from bot.slack import burst_cards as drawn
from bot.slack.errors import MessageGone, SlackError
from bot.slack.fingerprint import fingerprint
from bot.slack.limits import Post
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Bring one burst card up to date. Safe to run again: what already shows costs no call."""
    plan = await context.runner.write(burst_cards.plan, job.subject, job.bucket)
    if plan is None:
        return DONE
    if not plan.channel:
        return unknown(plan.place)
    try:
        if plan.new_post is not None:
            await _post(context, plan, plan.new_post)
        else:
            await _edit(context, plan, job.subject)
    except SlackError as error:
        return failed(error)
    return DONE


async def _post(context: Context, plan: BurstPlan, post_id: int) -> None:
    name = f"post-{post_id}"
    post = _render(plan, name)
    ts = await post_current(context, plan.channel, name, plan.since, post)
    await context.runner.write(posting.landed, post_id, plan.channel, ts, fingerprint(post))


async def _edit(context: Context, plan: BurstPlan, subject: str) -> None:
    live = plan.live
    if live is None or live.ts is None:
        return
    post = _render(plan, f"post-{live.id}")
    if fingerprint(post) == live.shown:
        return
    try:
        await context.slack.update(live.channel, live.ts, post)
    except MessageGone:
        await context.runner.write(burst_cards.gone, subject, live.id)
        return
    await context.runner.write(posting.shown, live.id, fingerprint(post))


def _render(plan: BurstPlan, name: str) -> Post:
    return drawn.burst_card(plan.shown, words(plan.shown.language), outbox_id=name)
