"""Asks below a message whether it is to be a ticket, makes it one, or takes the question away."""

import contextlib
from dataclasses import replace
from typing import Final

from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.request import Stage
from bot.flow import called, posting, request_posts, roster
from bot.flow.request_posts import RequestPlan
from bot.flow.roster import Account
from bot.jobs.context import Context
from bot.jobs.effects import edit_card, failed
from bot.slack import heard, reading, request_view
from bot.slack.errors import MessageGone, Rejected, SlackError
from bot.slack.fingerprint import fingerprint
from bot.slack.limits import Post
from bot.slack.typed import mentioned, readable
from bot.words import words

_GONE: Final = "thread_not_found"


async def run(context: Context, job: Job) -> Outcome:
    """Bring what stands below one message up to date. Safe to run again: what stands there already is found."""
    request_id = int(job.subject)
    plan = await context.runner.write(request_posts.plan, request_id)
    if plan is None:
        return DONE
    try:
        if plan.request.stage is Stage.WANTED:
            await _open(context, plan)
            plan = await context.runner.write(request_posts.plan, request_id) or plan
        elif plan.request.stage is Stage.ASKED and plan.new_post is not None:
            await _meet(context, plan.author)
        await _show(context, plan)
    except Rejected as error:
        if error.error != _GONE:
            return failed(error)
        await context.runner.write(request_posts.gone, request_id)
    except SlackError as error:
        return failed(error)
    return DONE


async def _open(context: Context, plan: RequestPlan) -> None:
    """Read the message once more, and make the ticket of what it says now."""
    at = plan.request
    raw = await reading.message(context.slack, at.channel, at.ts)
    if raw is None:
        await context.runner.write(request_posts.gone, at.id)
        return
    found = heard.by_anybody(at.channel, raw)
    name = await _meet(context, found.author)
    names = await context.runner.read(called.names_of, mentioned(found.text))
    text = readable(found.text, names, words(plan.language).somebody)
    text = text.strip() or ", ".join(str(one["name"]) for one in found.attachments)  # nothing but files
    await context.runner.write(request_posts.open_ticket, at.id, replace(found, text=text), name)


async def _meet(context: Context, slack_id: str) -> str:
    """Learn who somebody is before anything rests on it: their name, and whether they are a guest."""
    if not slack_id:
        return ""
    try:
        user = await reading.user(context.slack, slack_id)
    except Rejected:  # somebody of another organisation, whom Slack does not show
        return ""
    usable = not (user.is_bot or user.deleted or user.guest or user.stranger)
    account = Account(slack_id=slack_id, name=user.name, email="", usable=usable, locale=user.locale)
    await context.runner.write(roster.met, account)
    return user.name


async def _show(context: Context, plan: RequestPlan) -> None:
    stays = plan.ran_out and plan.live is not None
    if plan.request.stage in (Stage.DECLINED, Stage.WITHDRAWN) and not stays:
        await _take_away(context, plan)
    elif plan.new_post is not None:
        await _post(context, plan, plan.new_post)
    elif plan.live is not None and not await edit_card(context, plan.live, lambda name: _render(plan, name)):
        await context.runner.write(request_posts.removed, plan.live.id)


async def _post(context: Context, plan: RequestPlan, post_id: int) -> None:
    at, name = plan.request, f"post-{post_id}"
    post = _render(plan, name)
    standing = await context.find(at.channel, name, since=plan.since, thread_ts=at.thread) if plan.since else None
    if standing is not None:
        await context.slack.update(at.channel, standing, post)
    ts = standing or await context.slack.post(at.channel, post, at.thread)
    await context.runner.write(posting.landed, post_id, at.channel, ts, fingerprint(post))


async def _take_away(context: Context, plan: RequestPlan) -> None:
    """The question goes. One that may stand there without our knowing is looked for first."""
    at = plan.request
    ts = plan.live.ts if plan.live else None
    post_id = plan.live.id if plan.live else plan.new_post
    if ts is None and plan.since and post_id is not None:
        ts = await context.find(at.channel, f"post-{post_id}", since=plan.since, thread_ts=at.thread)
    if ts is not None:
        with contextlib.suppress(MessageGone):
            await context.slack.delete(at.channel, ts)
    if post_id is not None:
        await context.runner.write(request_posts.removed, post_id)


def _render(plan: RequestPlan, name: str) -> Post:
    return request_view.below(plan, words(plan.language), outbox_id=name)
