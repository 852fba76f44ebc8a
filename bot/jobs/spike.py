"""Posts or edits a spike's card, rendered from current rows."""

from functools import partial

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import spike_cards
from bot.flow.spike_cards import SpikePlan
from bot.jobs.context import Context
from bot.jobs.effects import edit_card, failed, post_card, unknown
from bot.slack import spike_cards as drawn
from bot.slack.errors import SlackError
from bot.slack.limits import Post
from bot.words import words


async def run(context: Context, job: Job) -> Outcome:
    """Bring one spike's card up to date. Safe to run again: what already shows costs no call."""
    plan = await context.runner.write(spike_cards.plan, int(job.subject), job.bucket)
    if plan is None:
        return DONE
    if not plan.channel:
        return unknown(plan.shown.spike.place)
    render = partial(_render, plan)
    try:
        if plan.new_post is not None:
            await post_card(context, plan.channel, plan.new_post, plan.since, render)
        elif plan.live is not None and not await edit_card(context, plan.live, render):
            await context.runner.write(spike_cards.gone, plan.shown.spike.id, plan.live.id)
    except SlackError as error:
        return failed(error)
    return DONE


def _render(plan: SpikePlan, name: str) -> Post:
    return drawn.spike_card(plan.shown, words(plan.shown.language), outbox_id=name)
