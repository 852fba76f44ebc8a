"""What stands below a message that may become a ticket. Everybody in the channel reads it, so it says no word of it."""

import json

from bot.domain.request import Stage
from bot.flow.request_posts import RequestPlan
from bot.slack import actions as act
from bot.slack.limits import Post, actions, button, paragraph, post
from bot.words import Words


def below(plan: RequestPlan, words: Words, *, outbox_id: str) -> Post:
    """The question with its two buttons, the ticket's number and where its answer will stand, or that it ran out."""
    number = str(plan.request.id)
    if plan.request.stage is Stage.ASKED:
        value = json.dumps({"n": plan.request.id})
        buttons = actions(
            button(words.open_a_ticket, act.OPEN_REQUEST, value, "primary"),
            button(words.no_thanks, act.DECLINE_REQUEST, value),
            block_id=f"request-{number}:actions",
        )
        text = words.is_it_a_request
        return post(text, [paragraph(text, block_id=f"request-{number}"), buttons], outbox_id)
    if plan.request.stage is Stage.DECLINED:
        text = words.request_ran_out(plan.emoji)
        return post(text, [paragraph(text, block_id=f"request-{number}")], outbox_id)
    text = words.request_opened(plan.number, direct=plan.direct)
    return post(text, [paragraph(text, block_id=f"request-{number}")], outbox_id)
