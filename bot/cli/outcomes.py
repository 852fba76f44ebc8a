"""What became of a customer's message: a suggestion, a question to the team, a reason for none, or a seal."""

from dataclasses import dataclass
from typing import Final

from bot.domain.draft import Draft, Withheld
from bot.domain.ticket import Ticket
from store import conversations, drafts, posts, ticket_lists, tickets
from store.unit_of_work import UnitOfWork

#: Why there was no suggestion, in a word or two.
REASONS: Final[dict[str, str]] = {
    Withheld.SENSITIVE: "sensitive",
    Withheld.CAUTION: "with caution",
    Withheld.FOREIGN_RECORD: "a record of somebody else",
    Withheld.UNKNOWN_RECORD: "no such record",
    Withheld.RECORD_UNREACHABLE: "a record could not be read",
    Withheld.MISSING: "something is missing",
    Withheld.UNSURE_TYPE: "type not clear",
    Withheld.TYPE_OFF: "type without suggestions",
    Withheld.NO_SOURCE: "no source",
    Withheld.OTHER_LANGUAGE: "sources in another language",
    Withheld.STALE_SOURCE: "source past its date",
    Withheld.QUARANTINED: "source held back",
    Withheld.HOSTILE: "gives orders to the assistant",
    Withheld.DUPLICATE: "the same request again",
    Withheld.OUT_OF_SCOPE: "left to people",
    Withheld.FAILED: "the assistant did not manage",
    Withheld.UNGROUNDED: "more than its sources say",
}
_VERDICTS: Final = {"suggest": "a suggestion", "ask": "asked what it is", "sealed": "sealed for its owner"}


@dataclass(frozen=True, slots=True)
class Became:
    """`verdict` is written as `expect` in the shop's requests: `suggest`, `ask`, `withhold:<reason>` or `sealed`."""

    ticket_id: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A ticket as rehearsals count it. `cards` are the (channel, ts) of every card it has or had in Slack."""

    ticket_id: int
    verdict: str  # empty: not prepared yet
    cards: tuple[tuple[str, str], ...]


def of_message(uow: UnitOfWork, source: str, conversation: str, message: str) -> Became | None:
    """What came of one message, named as the source names it; None as long as nothing has."""
    ticket_id = conversations.holding(uow, source, conversation, message)
    if ticket_id is None:
        return None
    stored = next(line for line in conversations.messages(uow, ticket_id) if line.external_id == message)
    draft = drafts.newest(uow, ticket_id)
    if draft is None or draft.last_message_id is None or draft.last_message_id < stored.id:
        return None
    return Became(ticket_id, verdict_on(tickets.get(uow, ticket_id), draft))


def standings(uow: UnitOfWork, after: int = 0, limit: int = 500) -> list[Standing]:
    """The tickets with a number above `after`, in order."""
    return [_standing(uow, ticket) for ticket in ticket_lists.listed(uow, state=None, after=after, limit=limit)]


def told(verdict: str) -> str:
    """A verdict in words."""
    word, _, reason = verdict.partition(":")
    return f"no suggestion ({REASONS.get(reason, reason)})" if reason else _VERDICTS.get(word, word)


def verdict_on(ticket: Ticket, draft: Draft) -> str:
    """The word for what the assistant made of a ticket."""
    if ticket.sealed:
        return "sealed"
    if draft.reason is None:
        return "suggest"
    return "ask" if draft.reason is Withheld.UNSURE_TYPE else f"withhold:{draft.reason.value}"


def _standing(uow: UnitOfWork, ticket: Ticket) -> Standing:
    draft = drafts.newest(uow, ticket.id)
    cards = tuple((post.channel, post.ts) for post in posts.of_ticket(uow, ticket.id, "card") if post.ts is not None)
    return Standing(ticket_id=ticket.id, verdict=verdict_on(ticket, draft) if draft else "", cards=cards)
