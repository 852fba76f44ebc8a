"""What the desk file advises the team to do next: one line of the card, which no customer ever reads."""

from bot.domain.card import CardFacts
from bot.slack.limits import Json, context
from bot.slack.mrkdwn import escape, inline
from bot.words import Words


def advice_line(facts: CardFacts, words: Words) -> list[Json]:
    """`Advice: gold customer, second delay: offer voucher SHIP5, needs Marta`; nothing where no rule holds."""
    if facts.advice is None:
        return []
    told = escape(words.advised(inline(facts.advice.said, 250)))
    return [context(told, block_id=f"{facts.ticket.number}:advice")]
