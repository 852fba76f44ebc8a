"""What a source tells about a ticket besides messages: its status, a rating, a wish to be forgotten."""

import re
from typing import Any, Final

from bot.domain.arrival import Deletion, Rating, StatusChange
from bot.domain.desk import Priority
from bot.domain.ticket import Event, State, Ticket
from bot.domain.told_status import Told, out_of_date
from bot.domain.upkeep import REOPENED, SOLVED, status_of
from bot.flow import beside, correct, outbox, triage, upkeep_echo
from bot.flow.intake_messages import lead
from bot.flow.intake_opening import Outcome
from store import conversations, drafts, journal, people, replies, tickets
from store.unit_of_work import UnitOfWork

_PRIORITIES: Final[dict[str, Priority]] = {
    "low": "low", "minor": "low", "normal": "normal", "medium": "normal", "high": "high", "major": "high",
    "urgent": "urgent", "critical": "urgent", "emergency": "urgent",
}  # fmt: skip


def waits_for(conversation: str) -> str:
    """Under which reason an arrival waits for a conversation that is not here yet."""
    return f"waits for conversation {conversation}"


def updated(uow: UnitOfWork, ticket_id: int, arrival: StatusChange, *, before: bool = False) -> Outcome:
    """A status or priority set in the source. What we do not know, or what does not fit, is journaled and no more.

    A status from `before` the request says nothing about it, nor one that something newer is known of
    (`bot.domain.told_status`); a priority stands until another one is set.
    """
    ticket = lead(uow, ticket_id)
    status, priority = arrival.status.strip().lower(), arrival.priority.strip().lower()
    began = conversations.begun_with(uow, arrival.source, arrival.conversation)
    # A helpdesk closes what it has merged; that says nothing about the ticket that goes on.
    merged_away = began is not None and tickets.get(uow, began).state is State.MERGED
    counts = not (merged_away or before)
    own = counts and upkeep_echo.own_status(uow, ticket, status)
    late = counts and not own and _out_of_date(uow, ticket, arrival, status)
    applied = counts and not (own or late) and _set_status(uow, ticket, status, arrival.source)
    applied |= not merged_away and _set_priority(uow, ticket, _PRIORITIES.get(priority), arrival.source)
    told: dict[str, Any] = (
        {"own": True} if own else {"late": True} if late else _followed(uow, ticket) if counts else {}
    )
    if status and arrival.at is not None:
        told["set_at"] = min(arrival.at, uow.at).isoformat()
    journal.append(
        uow, ticket.id, f"service:{arrival.source}", "ticket.updated_outside",
        status=_as_word(status), priority=_as_word(priority), applied=applied, **told,
    )  # fmt: skip
    return Outcome(ticket_id=ticket.id)


def _out_of_date(uow: UnitOfWork, ticket: Ticket, arrival: StatusChange, status: str) -> bool:
    told = Told(status=status, at=arrival.at, stands=arrival.stands)
    follows = upkeep_echo.follows(uow, ticket)
    return bool(status) and out_of_date(told, journal.entries(uow, ticket.id), uow.at, follows=follows)


def status_there(uow: UnitOfWork, ticket: Ticket, status: str, source: str) -> None:
    """A status that was seen to stand in the source, of a locked ticket: as `updated`."""
    applied = _set_status(uow, ticket, status, source)
    journal.append(
        uow, ticket.id, f"service:{source}", "ticket.updated_outside", status=_as_word(status), applied=applied,
        **_followed(uow, ticket),
    )  # fmt: skip


def _followed(uow: UnitOfWork, ticket: Ticket) -> dict[str, str]:
    """What the ticket is now to be called there, where that follows it: nothing is to be written for it."""
    return {"here": status_of(tickets.get(uow, ticket.id)) or "none"} if upkeep_echo.follows(uow, ticket) else {}


def _set_status(uow: UnitOfWork, ticket: Ticket, status: str, source: str) -> bool:
    if status in SOLVED and not ticket.ended and ticket.state not in (State.RESOLVED, State.WAITING_APPROVAL):
        if replies.under_way(uow, ticket.id) is not None:
            return False  # an answer is on its way; what becomes of it decides
        drafts.supersede(uow, ticket.id)
        after = tickets.move(uow, ticket.id, Event.RESOLVED, f"service:{source}")
    elif status in REOPENED and ticket.state is State.RESOLVED:
        after = tickets.move(uow, ticket.id, Event.REOPENED, f"service:{source}")
        outbox.prepare(uow, ticket.id)
    else:
        return False
    outbox.card(uow, after, outbox.MESSAGE)
    beside.redraw(uow, after)
    if after.assignee_id is not None:
        outbox.thread(uow, after.id)
    return True


def _set_priority(uow: UnitOfWork, ticket: Ticket, priority: Priority | None, source: str) -> bool:
    """It stands above what the rules say, now and later (`triage.priority_set`)."""
    if priority is None or ticket.ended or priority == ticket.priority == triage.priority_set(uow, ticket.id):
        return False
    correct.set_priority(uow, ticket, priority, f"service:{source}", outbox.MESSAGE)
    return True


def _as_word(given: str) -> str:
    """The journal holds no text: a word of the source's vocabulary, or that it was something else."""
    return given if re.fullmatch(r"[\w -]{0,40}", given) else "other"


def rated(uow: UnitOfWork, ticket_id: int, arrival: Rating) -> Outcome:
    """The customer says how it went. The score is journaled; the comment is a note for the team."""
    ticket = lead(uow, ticket_id)
    journal.append(uow, ticket.id, f"customer:{ticket.customer_id}", "ticket.rated", score=arrival.score)
    if arrival.comment.strip():
        conversations.add_message(
            uow,
            ticket_id=ticket.id,
            conversation_id=conversations.point(uow, arrival.source, arrival.conversation, ticket.id),
            external_id=f"rating:{arrival.event_id}",
            author="note",
            author_name=people.customer(uow, ticket.customer_id).name,
            person_id=ticket.customer_id,
            body=arrival.comment,
            public=False,
        )
        if ticket.assignee_id is not None:
            outbox.thread(uow, ticket.id)
    return Outcome(ticket_id=ticket.id)


def to_forget(uow: UnitOfWork, arrival: Deletion) -> Outcome:
    """Nothing is erased here: the wish is kept, and whoever answers for personal data is told."""
    told = {"source": arrival.source, "what": arrival.what, "subject": arrival.subject}
    outbox.notice(uow, "data_alert", uow.desk.file.owners.data, None, **told)
    found = conversations.ticket_of(uow, arrival.source, arrival.conversation) if arrival.conversation else None
    return Outcome(ticket_id=found, waits_for=f"erasure of {arrival.subject}")
