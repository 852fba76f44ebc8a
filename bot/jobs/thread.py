"""Posts the next line that a card's thread lacks; each line is a job of its own, so that the channel's pace holds."""

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import posting, threads
from bot.flow.threads import ThreadPlan
from bot.jobs.context import Context
from bot.jobs.effects import failed
from bot.slack import thread
from bot.slack.errors import MessageGone, SlackError
from bot.slack.limits import Post
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Post one line. Safe to run again: a line that may stand in the thread already is looked for first."""
    ticket_id = int(job.subject)
    plan = await context.runner.write(threads.plan_thread, ticket_id)
    if plan is None:
        return DONE
    post = _render(plan)
    name = f"post-{plan.post_id}"
    ts = None
    try:
        if plan.since:
            ts = await context.find(plan.channel, name, since=plan.since, thread_ts=plan.thread_ts)
        if ts is None:
            ts = await context.slack.post(plan.channel, post, plan.thread_ts)
    except MessageGone:
        await context.runner.write(posting.gone, plan.post_id)
        return DONE
    except SlackError as error:
        return failed(error)
    await context.runner.write(posting.landed, plan.post_id, plan.channel, ts, "")
    if plan.more:
        await context.runner.write(threads.thread_again, ticket_id)
    return DONE


def _render(plan: ThreadPlan) -> Post:
    said = words(plan.facts.queue_language)
    name = f"post-{plan.post_id}"
    if plan.message is not None:
        return thread.conversation(plan.message, said, mention=plan.mention, outbox_id=name)
    if plan.back is not None:
        back = plan.back
        return thread.handed_back(plan.facts.ticket.id, back.at, back.line, said, mention=plan.mention, outbox_id=name)
    if plan.woke is not None:
        return thread.woke(
            plan.facts.ticket.id, plan.woke, said, promised=plan.promised, mention=plan.mention, outbox_id=name
        )
    post = thread.records(plan.facts, said, outbox_id=name)
    assert post is not None  # noqa: S101 - a plan without a message is made for records
    return post
