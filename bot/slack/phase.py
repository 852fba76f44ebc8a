"""Which of its faces a ticket's card shows."""

from enum import StrEnum

from bot.domain.card import CardFacts
from bot.domain.draft import DraftState
from bot.domain.message import Message
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import State


class Phase(StrEnum):
    WAITING_FOR_DRAFT = "waiting_for_draft"
    SUGGESTION = "suggestion"
    WITHHELD = "withheld"
    ASKED = "asked"
    REJECTED = "rejected"
    AWAITING_KEYS = "awaiting_keys"
    UNDO = "undo"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    UNSURE = "unsure"
    ASLEEP = "asleep"
    ANSWERED = "answered"  # by somebody past Deskhand
    RESOLVED = "resolved"
    ENDED = "ended"


_ON_ITS_WAY = {
    ReplyState.AWAITING_KEYS: Phase.AWAITING_KEYS,
    ReplyState.UNDO: Phase.UNDO,
    ReplyState.SENDING: Phase.SENDING,
    ReplyState.UNSURE: Phase.UNSURE,
}
_DRAFTS = {
    DraftState.PROPOSED: Phase.SUGGESTION,
    DraftState.WITHHELD: Phase.WITHHELD,
    DraftState.ASKED: Phase.ASKED,
    DraftState.REJECTED: Phase.REJECTED,
}


def phase(facts: CardFacts) -> Phase:
    """The card's face: a reply on its way, then the ticket's end or sleep, then what is newer, reply or draft."""
    reply = facts.reply
    if facts.ticket.ended:
        return Phase.ENDED
    if reply and reply.state in _ON_ITS_WAY:
        return _ON_ITS_WAY[reply.state]
    if facts.ticket.state is State.RESOLVED:
        return Phase.RESOLVED
    if facts.ticket.state is State.SNOOZED:
        return Phase.ASLEEP
    if answered_outside(facts) is not None and not (facts.draft and facts.draft.state in _DRAFTS):
        return Phase.ANSWERED
    if reply and reply.state in {ReplyState.SENT, ReplyState.STOPPED} and not _draft_is_newer(facts, reply):
        return Phase.SENT if reply.state is ReplyState.SENT else Phase.STOPPED
    return _DRAFTS.get(facts.draft.state, Phase.REJECTED) if facts.draft else Phase.WAITING_FOR_DRAFT


def answered_outside(facts: CardFacts) -> Message | None:
    """The newest line of the conversation, if somebody of the team gave it past Deskhand."""
    newest = next((line for line in reversed(facts.messages) if line.public), None)
    return newest if newest and newest.author == "agent" and newest.reply_id is None else None


def _draft_is_newer(facts: CardFacts, reply: Reply) -> bool:
    """Whether the draft answers a later message than the reply did, or replaced the one that the reply came from."""
    draft = facts.draft
    if draft is None or draft.state not in _DRAFTS:
        return False
    if (draft.last_message_id or 0) != (reply.last_message_id or 0):
        return (draft.last_message_id or 0) > (reply.last_message_id or 0)
    return reply.draft_id is not None and draft.id > reply.draft_id
