"""The line that names a ticket which this one may be the same as."""

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack.act_buttons import free
from bot.slack.buttons import may
from bot.slack.limits import Json, button, section
from bot.words import Words


def twin(facts: CardFacts, words: Words) -> list[Json]:
    """`Maybe the same as T-1039.`, with **Merge…** beside it where that can be done just now; nothing without one."""
    if not facts.twin or facts.ticket.ended:
        return []
    offered = free(facts) and may(facts, act.MERGE)
    beside = button(words.merge, act.MERGE, act.value(facts.ticket.id)) if offered else None
    return [section(words.maybe_same(facts.twin), block_id=f"{facts.ticket.number}:twin", accessory=beside)]
