"""Tells a ticket's holder what is due soon or overdue, and takes back what is not true any more."""

import contextlib

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import clock_lines, posting
from bot.flow.clock_lines import ClockLine, ClockPlan
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import warning_view
from bot.slack.errors import MessageGone, SlackError
from bot.slack.limits import Post
from bot.words import words
from store.posts import SlackPost


async def run(context: Context, job: Job) -> Outcome:
    """Bring one ticket's lines up to date. Safe to run again: what already shows costs no call."""
    plan = await context.runner.write(clock_lines.plan, int(job.subject))
    try:
        for old in plan.remove:
            await _remove(context, old)
        direct = await context.slack.open_dm(plan.holder) if plan.direct and plan.lines else ""
        for line in plan.lines:
            await _bring(context, plan, line, direct or line.channel)
    except SlackError as error:
        return failed(error)
    return DONE


async def _bring(context: Context, plan: ClockPlan, line: ClockLine, channel: str) -> None:
    name = f"post-{line.post_id}"
    post = _render(plan, line, name)
    try:
        ts = line.ts
        if ts is None and line.since is not None:
            ts = await context.find(channel, name, since=line.since, thread_ts=line.thread_ts)
        if ts is not None:
            await context.slack.update(channel, ts, post)
        else:
            ts = await context.slack.post(channel, post, line.thread_ts)
    except MessageGone:
        await context.runner.write(posting.gone, line.post_id)
        return
    await context.runner.write(posting.landed, line.post_id, channel, ts, line.key)


async def _remove(context: Context, old: SlackPost) -> None:
    ts, channel = old.ts, old.channel
    with contextlib.suppress(MessageGone):
        if ts is None and old.since is not None:  # it may stand there already
            person = old.place.removeprefix(f"{clock_lines.DIRECT}:")
            channel = channel if person == old.place else await context.slack.open_dm(person)
            ts = await context.find(channel, f"post-{old.id}", since=old.since, thread_ts=old.thread_ts)
        if ts is not None:
            await context.slack.delete(channel, ts)
    await context.runner.write(posting.gone, old.id)


def _render(plan: ClockPlan, line: ClockLine, name: str) -> Post:
    mention = plan.holder if line.mention and not plan.direct else ""
    return warning_view.holder_told(
        plan.number, line.owed, words(plan.language), overdue=line.overdue, mention=mention, outbox_id=name
    )
