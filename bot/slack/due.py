"""The one due time that a card shows: the nearest, or that the clock stands still."""

from bot.domain.card import CardFacts
from bot.slack.mrkdwn import when
from bot.words import Words


def due_words(facts: CardFacts, words: Words) -> str:
    """`answer due 11:40`, `overdue, …` or `clock stopped`; empty where nothing is owed."""
    owed = next(iter(facts.ticket.due), None)
    if owed is None or facts.holder.kind == "nobody":
        return words.clock_stopped if facts.clock_stopped else ""
    return words.owed(owed.target, when(owed.at), late=owed.at <= facts.asked_at)
