"""The modal of a spike: one request to a department for all of its tickets."""

from bot.domain.spike import SpikeFacts
from bot.slack import actions as act
from bot.slack.limits import Json, paragraph
from bot.slack.modals.handoffs import Departments, asking
from bot.slack.mrkdwn import inline
from bot.words import Words


def hand_off_all(facts: SpikeFacts, words: Words, waiting: int, departments: Departments) -> Json:
    """As **Hand off…** of a ticket, for the `waiting` ones that can be handed off, with a first wording."""
    key = facts.spike.key
    cause = words.cause(inline(key.rule, 40), inline(key.value, 60)) if key.value else inline(key.rule, 40)
    return asking(
        words, departments, callback_id=act.SPIKE_HAND_OFF, metadata=act.spike_value(facts.spike.id),
        above=[paragraph(words.spike_all(waiting), block_id="all")], needs=words.spike_needs(cause, waiting),
        first=bool(facts.department),
    )  # fmt: skip
