"""What the desk file advises the team to do next: one line of the card, which no customer ever reads."""

from bot.domain.card import CardFacts
from bot.slack import actions as act
from bot.slack.buttons import may
from bot.slack.limits import Json, actions, button, context
from bot.slack.mrkdwn import escape, inline
from bot.words import Words


def advice_line(facts: CardFacts, words: Words) -> list[Json]:
    """`Advice: gold customer, second delay: offer voucher SHIP5, needs Marta`; nothing where no rule holds. Where the
    rule proposes a handoff a button below it opens the form, which a person fills in and sends."""
    if facts.advice is None:
        return []
    told = escape(words.advised(inline(facts.advice.said, 250)))
    line = context(told, block_id=f"{facts.ticket.number}:advice")
    if not facts.advice.department or not may(facts, act.HAND_OFF):
        return [line]
    text = words.hand_off_to(inline(facts.advice.title, 50))
    offered = button(text, act.HAND_OFF, act.value(facts.ticket.id))
    return [line, actions(offered, block_id=f"{facts.ticket.number}:advised")]
