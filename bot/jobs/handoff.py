"""Posts or edits a handoff's card in its department's channel, rendered from current rows."""

from functools import partial

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import handoff_cards, posting
from bot.flow.handoff_cards import HandoffPlan
from bot.jobs.context import Context
from bot.jobs.effects import edit_card, failed, post_card, unknown
from bot.slack import handoff_cards as drawn
from bot.slack.errors import MessageGone, SlackError
from bot.slack.limits import Post
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Bring one department's card up to date. Safe to run again: what already shows costs no call."""
    plan = await context.runner.write(handoff_cards.plan, int(job.subject), job.bucket)
    if plan is None:
        return DONE
    if not plan.channel:
        return unknown(plan.shown.channel or plan.shown.handoff.department)
    render = partial(_render, plan)
    try:
        if plan.new_post is not None:
            await post_card(context, plan.channel, plan.new_post, plan.since, render)
        elif plan.live is not None and not await edit_card(context, plan.live, render):
            await context.runner.write(handoff_cards.gone, plan.shown.handoff.id, plan.live.id)
        await _leave(context, plan)
    except SlackError as error:
        return failed(error)
    return DONE


async def _leave(context: Context, plan: HandoffPlan) -> None:
    """What stands further up says that the request goes on below."""
    said = words(plan.shown.language)
    for old in plan.left_behind:
        try:
            await context.slack.update(old.channel, old.ts or "", drawn.continues_below(plan.shown.handoff, said))
        except MessageGone:
            await context.runner.write(posting.gone, old.id)
        else:
            await context.runner.write(posting.shown, old.id, "moved")


def _render(plan: HandoffPlan, name: str) -> Post:
    return drawn.handoff_card(plan.shown, words(plan.shown.language), outbox_id=name)
