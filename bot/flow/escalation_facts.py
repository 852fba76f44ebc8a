"""What a ticket's card, and whoever answers for it, read of its escalation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.escalation import EscalationFacts, Stage, glance
from bot.domain.findings import Findings
from bot.domain.handoff import HandoffLine
from bot.domain.message import Message
from bot.domain.reply import ReplyState
from bot.domain.ticket import Ticket
from bot.flow.approvers import name_of
from store import escalations, journal, people, replies
from store.unit_of_work import UnitOfWork

#: By action of the journal: what was tried, and which detail says more about it.
_TRIED: Final = {
    "reply.sent": ("replies", ""),
    "ticket.sent_wait": ("replies", ""),
    "ticket.sent_hold": ("holding", ""),
    "ticket.sent_resolve": ("replies", ""),
    "draft.rejected": ("rejected", "reason"),
    "reply.stopped": ("stopped", ""),
    "ticket.snoozed": ("snoozed", ""),
    "escalation.settled": ("settled", ""),
}


def of(
    uow: UnitOfWork, ticket: Ticket, known: Findings, lines: Sequence[Message], asked: Sequence[HandoffLine]
) -> EscalationFacts | None:
    """The newest escalation of a ticket that stands with an accountable person, or did when it was resolved."""
    found = escalations.newest(uow, ticket.id) if ticket.escalated_to else None
    if found is None or not found.asks or found.stage is Stage.SETTLED:
        return None
    by, holder = people.by_id(uow, found.asked_by), people.by_id(uow, found.accepted_by)
    turn = found.asks[-1]
    return EscalationFacts(
        id=found.id,
        stage=found.stage,
        rule=found.rule,
        reason=found.reason,
        by=by.name if by else "",
        at=found.asked_at,
        to=holder.name if holder else name_of(uow, turn.place),
        to_id=people.slack_id_of(uow, turn.place) if holder is None else "",
        asked=tuple(name_of(uow, one.place) for one in found.asks),
        accepted_at=found.accepted_at,
        glance=glance(
            ticket,
            known.summary,
            lines,
            asked,
            _tried(uow, ticket.id),
            known.missing,
            known.contacts,
            promised(uow, ticket.id),
        ),
    )


def _tried(uow: UnitOfWork, ticket_id: int) -> list[tuple[str, str]]:
    counted = Counter(
        (what, entry.detail.get(detail, "") if detail else "")
        for entry in journal.entries(uow, ticket_id)
        if entry.action in _TRIED
        for what, detail in (_TRIED[entry.action],)
    )
    return [(what, detail or str(count)) for (what, detail), count in counted.items()]


def promised(uow: UnitOfWork, ticket_id: int) -> tuple[tuple[str, date], ...]:
    """Who promised the customer in a holding reply to write by which day, oldest first: of those that arrived."""
    found = []
    for entry in journal.entries(uow, ticket_id):
        if entry.action == "reply.holding" and _has_arrived(uow, entry.detail):
            kind, _, number = entry.actor.partition(":")
            person = people.by_id(uow, int(number)) if kind == "person" and number.isdigit() else None
            found.append((person.name if person else "", date.fromisoformat(entry.detail["until"])))
    return tuple(found)


def _has_arrived(uow: UnitOfWork, detail: Mapping[str, str]) -> bool:
    number = detail.get("reply", "")
    found = replies.get(uow, int(number)) if number.isdigit() else None
    return found is not None and found.state is ReplyState.SENT
