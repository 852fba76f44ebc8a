"""What a card and a ticket's window offer beside answering it: release, corrections, merging, taking an end back."""

from bot.domain.card import CardFacts
from bot.domain.reply import UNDER_WAY
from bot.domain.ticket import State
from bot.slack import actions as act
from bot.slack.limits import Json, button
from bot.words import Words


def free(facts: CardFacts) -> bool:
    """No reply is on its way, so the ticket may end, be moved or be given back."""
    return facts.reply is None or facts.reply.state not in UNDER_WAY


def to_release(facts: CardFacts) -> bool:
    """Whether somebody has it who could give it back now."""
    return facts.ticket.assignee_id is not None and free(facts)


def release(facts: CardFacts, words: Words) -> list[tuple[str, str]]:
    """The entry of **More…** that gives a ticket back, where there is something to give."""
    return [(words.release, act.RELEASE)] if to_release(facts) else []


def place(facts: CardFacts, words: Words) -> list[tuple[str, str]]:
    """The entries of **More…** that put right where an open ticket belongs."""
    later = [(words.move_queue, act.MOVE_QUEUE), (words.merge, act.MERGE), (words.not_a_request, act.NOT_A_REQUEST)]
    return [(words.change_priority, act.CHANGE_PRIORITY), *(later if free(facts) else [])]


def ended(facts: CardFacts, words: Words) -> list[Json]:
    """What takes an end back, while there still is a text to answer; and where a merged ticket goes on."""
    if facts.ticket.state is State.MERGED and facts.merged_into:
        goes_on = words.open_number(f"T-{facts.merged_into}")
        return [button(goes_on, act.OPEN, act.value(facts.merged_into))]
    if facts.ticket.state is not State.NOT_A_REQUEST or facts.ticket.text_gone:
        return []
    return [button(words.is_a_request, act.IS_A_REQUEST, act.value(facts.ticket.id))]
