"""Posts or edits the one live card of a ticket, rendered from current rows."""

import contextlib

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import posting
from bot.flow.posting import CardPlan
from bot.jobs.context import Context
from bot.jobs.effects import edit_card, failed, post_card, unknown
from bot.slack import cards, sealed_cards
from bot.slack.errors import ChannelGone, MessageGone, NotInChannel, SlackError
from bot.slack.limits import Post
from bot.words import words
from store.posts import SlackPost

#: A place that the app has been put out of must not keep the card from standing in its new one.
_OUT_OF_REACH = (MessageGone, ChannelGone, NotInChannel)


async def run(context: Context, job: Job) -> Outcome:
    """Bring the card up to date. Safe to run again: what already shows costs no call."""
    plan = await context.runner.write(posting.plan_card, int(job.subject), job.bucket)
    if plan is None:
        return DONE
    if not plan.channel:
        return unknown(plan.facts.card_place)
    try:
        await _tidy(context, plan)
        if plan.new_post is not None:
            await _post(context, plan, plan.new_post)
        elif plan.live is not None and plan.live.ts is not None:
            await _edit(context, plan)
    except SlackError as error:
        return failed(error)
    return DONE


async def _post(context: Context, plan: CardPlan, post_id: int) -> None:
    await post_card(context, plan.channel, post_id, plan.since, lambda _: render(plan, mention_owner=True))


async def _edit(context: Context, plan: CardPlan) -> None:
    if plan.live is None or await edit_card(context, plan.live, lambda _: render(plan)):
        return
    await context.runner.write(posting.gone, plan.live.id)
    again = await context.runner.write(posting.plan_card, plan.facts.ticket.id)
    if again is not None and again.new_post is not None:
        await _post(context, again, again.new_post)


async def _tidy(context: Context, plan: CardPlan) -> None:
    """Shrink the cards that the ticket has left behind, and remove our thread posts there."""
    said = words(plan.facts.queue_language)
    for old in plan.left_behind:
        if old.ts is None:
            continue
        here = old.place == plan.facts.card_place
        ticket = plan.facts.ticket
        if plan.listed and here:
            post = sealed_cards.listed(ticket, said)
        elif here:
            post = sealed_cards.continues_below(ticket, said)
        else:
            post = sealed_cards.moved(ticket, plan.channel, said)
        try:
            await context.slack.update(old.channel, old.ts, post)
        except _OUT_OF_REACH:
            await context.runner.write(posting.gone, old.id)
            continue
        await context.runner.write(posting.shown, old.id, "moved")
    for lost in plan.lost:
        await _look_for(context, lost)
    for line in plan.to_remove:
        if line.ts is None:
            continue
        with contextlib.suppress(*_OUT_OF_REACH):
            await context.slack.delete(line.channel, line.ts)
        await context.runner.write(posting.gone, line.id)


async def _look_for(context: Context, lost: SlackPost) -> None:
    """Find out whether a post that nobody waits for any more came to stand in Slack after all."""
    ts = None
    if lost.channel and lost.since:
        with contextlib.suppress(*_OUT_OF_REACH):
            ts = await context.find(lost.channel, f"post-{lost.id}", since=lost.since, thread_ts=lost.thread_ts)
    await context.runner.write(posting.looked_for, lost.id, ts)


def render(plan: CardPlan, *, mention_owner: bool = False) -> Post:
    """The card as it stands now, in the queue's language."""
    facts = plan.facts
    post_id = plan.new_post or (plan.live.id if plan.live else 0)
    return cards.card(
        facts,
        words(facts.queue_language),
        outbox_id=f"post-{post_id}",
        mention_owner=mention_owner,
        customer_text=facts.prepared,
    )
