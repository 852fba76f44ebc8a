"""Posts or edits the one line of a place, or of a lead, that says what is due soon or overdue."""

import contextlib
from dataclasses import replace

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import posting, warning
from bot.flow.warning import WarningPlan
from bot.jobs.context import Context
from bot.jobs.effects import failed, unknown
from bot.slack import warning_view
from bot.slack.errors import MessageGone, SlackError
from bot.slack.limits import Post
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Bring one line up to date. Safe to run again: what already shows costs no call."""
    plan = await context.runner.write(warning.plan, job.subject)
    if not plan.channel:
        return unknown(job.subject) if plan.line.answers else DONE
    try:
        if plan.lead:
            plan = replace(plan, channel=await context.slack.open_dm(plan.channel))
        await _bring(context, plan)
        for old in plan.left_behind:
            await _remove(context, old.id, old.channel, old.ts or "")
    except MessageGone:
        if plan.live is not None:
            await context.runner.write(posting.gone, plan.live.id)
        return Outcome("again", "the line is gone")
    except SlackError as error:
        return failed(error)
    return DONE


async def _bring(context: Context, plan: WarningPlan) -> None:
    if plan.new_post is not None:
        name = f"post-{plan.new_post}"
        post = _render(plan, name)
        standing = await context.find(plan.channel, name, since=plan.since) if plan.since else None
        if standing is None and not plan.line.answers:  # never posted, and nothing to say any more
            await context.runner.write(posting.gone, plan.new_post)
            return
        if standing is not None:  # posted by a try that did not live to know it, and maybe out of date by now
            await context.slack.update(plan.channel, standing, post)
        ts = standing or await context.slack.post(plan.channel, post)
        await context.runner.write(posting.landed, plan.new_post, plan.channel, ts, plan.line.key)
    elif plan.live is not None and plan.live.ts is not None and plan.live.shown != plan.line.key:
        post = _render(plan, f"post-{plan.live.id}")
        await context.slack.update(plan.live.channel, plan.live.ts, post)
        await context.runner.write(posting.shown, plan.live.id, plan.line.key)


def _render(plan: WarningPlan, name: str) -> Post:
    view = warning_view.lead_line if plan.lead else warning_view.line
    return view(plan.line, words(plan.language), outbox_id=name)


async def _remove(context: Context, post_id: int, channel: str, ts: str) -> None:
    with contextlib.suppress(MessageGone):
        await context.slack.delete(channel, ts)
    await context.runner.write(posting.gone, post_id)
