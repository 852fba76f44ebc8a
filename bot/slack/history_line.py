"""How suggestions like the one on the card have fared."""

from bot.domain.card import CardFacts
from bot.slack.limits import Json, context
from bot.words import Words


def track_record(facts: CardFacts, words: Words) -> list[Json]:
    """One line in words, where there are enough to say anything."""
    record = facts.track_record
    if record is None or not record.enough:
        return []
    told = words.track_record(record.decided, record.as_is, record.edited, record.rejected, record.reopened)
    return [context(told, block_id=f"{facts.ticket.number}:record")]
