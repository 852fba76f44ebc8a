"""Tickets: written through `move` and a few named updates, so that the ledger is never cut by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col

from bot.domain.errors import RefusalCode, Refused
from bot.domain.retention import Faded
from bot.domain.schedule import TimerKind
from bot.domain.sla import Asker
from bot.domain.ticket import ENDED, Event, Holder, State, Ticket, holder_of, next_state
from bot.domain.triage import Triage
from store import clocks, escalations, fading, handoffs, journal, missed, people, spans, timers
from store.tables import TicketRow
from store.unit_of_work import FRESH, UnitOfWork

_CLAIM = update(TicketRow).where(col(TicketRow.id) == bindparam("ticket_id"), col(TicketRow.assignee_id).is_(None))
_LOCKED = (
    select(TicketRow).where(col(TicketRow.id) == bindparam("ticket_id")).with_for_update().execution_options(**FRESH)
)
_SET = update(TicketRow).where(col(TicketRow.id) == bindparam("ticket_id"))

OPEN = tuple(state.value for state in State if state not in ENDED and state is not State.RESOLVED)


def value(row: TicketRow | Row[Any]) -> Ticket:
    """The frozen value of a row, or of all its columns; rows never leave `store`."""
    assert row.id is not None  # noqa: S101 - flushed
    return Ticket(
        id=row.id,
        source=row.source,
        state=State(row.state),
        subject=row.subject,
        queue=row.queue,
        type=row.type,
        type_source=row.type_source,
        type_confidence=row.type_confidence,
        priority=row.priority,  # type: ignore[arg-type]  # the database's CHECK and the desk file's model
        level=row.level,  # type: ignore[arg-type]
        classes=tuple(row.classes),
        keys_needed=row.keys_needed,
        language=row.language,
        via=row.via,
        customer_id=row.customer_id,
        assignee_id=row.assignee_id,
        escalated_to=row.escalated_to,
        escalation_reason=row.escalation_reason,
        created_at=row.created_at,
        first_response_due=row.first_response_due,
        first_response_at=row.first_response_at,
        resolved_at=row.resolved_at,
        reopened=row.reopened,
        continues=row.continues,
        last_message_id=row.last_message_id,
        rules=tuple(row.rules),
        url=row.url,
        version=row.version,
        faded=Faded(row.faded),
        snoozed_until=row.snoozed_until,
        next_response_due=row.next_response_due,
        resolution_due=row.resolution_due,
        by_turn=row.by_turn,
    )


def row(uow: UnitOfWork, ticket_id: int) -> TicketRow:
    """The row itself, for the files of `store`. Raises `Refused(NO_SUCH_TICKET)`."""
    held = uow.held.get(ticket_id)
    return held or _held(uow, ticket_id, uow.session.get(TicketRow, ticket_id))


def _held(uow: UnitOfWork, ticket_id: int, found: TicketRow | None) -> TicketRow:
    if found is None or found.desk_id != uow.desk_id:
        raise Refused(RefusalCode.NO_SUCH_TICKET, number=f"T-{ticket_id}")
    uow.held[ticket_id] = found
    return found


def get(uow: UnitOfWork, ticket_id: int) -> Ticket:
    """The ticket as it stands. Raises `Refused(NO_SUCH_TICKET)`."""
    return value(row(uow, ticket_id))


def lock(uow: UnitOfWork, ticket_id: int) -> Ticket:
    """The ticket, locked until the transaction ends. Every use case that writes for a ticket begins with this.

    On SQLite the transaction is the lock. Raises `Refused(NO_SUCH_TICKET)`.
    """
    found = uow.session.execute(_LOCKED, {"ticket_id": ticket_id}).scalar_one_or_none()
    return value(_held(uow, ticket_id, found))


def open_new(uow: UnitOfWork, *, actor: str, triage: Triage, asker: Asker, **columns: Any) -> Ticket:
    """Insert a ticket with its first span and journal entry; `columns` are those that triage leaves open."""
    columns |= clocks.at_first(uow, triage.priority, triage.queue, replace(asker, type=triage.type))
    new = uow.append(
        TicketRow,
        desk_id=uow.desk_id,
        desk_version_id=uow.desk_version,
        created_at=uow.at,
        waiting_since=uow.at,
        **triage_columns(triage),
        **columns,
    )
    ticket = get(uow, new)
    spans.cut(uow, ticket.id, ticket.queue, ticket.state, Holder("support"))
    journal.append(uow, ticket.id, actor, "ticket.created", **_decision(triage), source=ticket.source)
    return ticket


def triage_columns(triage: Triage) -> dict[str, Any]:
    """What triage decides, as columns."""
    return {
        "type": triage.type,
        "type_source": triage.type_source,
        "type_confidence": triage.type_confidence,
        "priority": triage.priority,
        "queue": triage.queue,
        "level": triage.level,
        "classes": list(triage.classes),
        "keys_needed": triage.keys_needed,
        "rules": list(triage.rules),
    }


def retriage(uow: UnitOfWork, ticket_id: int, triage: Triage, actor: str, **columns: Any) -> Ticket:
    """Store a later triage. Approvals needed are raised, never lowered; a new queue cuts the ledger."""
    found = row(uow, ticket_id)
    decided = triage_columns(triage)
    before = {name: getattr(found, name) for name in decided}
    decided |= {"keys_needed": max(found.keys_needed, triage.keys_needed)}
    after = decided | columns
    _set(uow, found, **after, desk_version_id=uow.desk_version)
    if any(before[name] != after[name] for name in before):
        journal.append(uow, ticket_id, actor, "ticket.triaged", **_decision(triage))
    _cut(uow, found)
    return value(found)


def triage_columns_of(found: TicketRow) -> dict[str, Any]:
    names = ("type", "type_source", "type_confidence", "priority", "queue", "level", "classes", "keys_needed", "rules")
    return {name: getattr(found, name) for name in names}


def _decision(triage: Triage) -> dict[str, Any]:
    return {
        "type": triage.type,
        "type_source": triage.type_source,
        "confidence": None if triage.type_confidence is None else round(triage.type_confidence, 3),
        "queue": triage.queue,
        "priority": triage.priority,
        "level": triage.level,
        "classes": list(triage.classes),
        "rules": list(triage.rules),
    }


def move(uow: UnitOfWork, ticket_id: int, event: Event, actor: str, **detail: Any) -> Ticket:
    """Let `event` happen to a locked ticket: its state, its ledger and its journal change together.

    Raises `Refused(WRONG_STATE)` where the table of transitions has no way, and changes nothing.
    """
    found = row(uow, ticket_id)
    before = State(found.state)
    after = next_state(before, event)
    if event in (Event.SENT_WAIT, Event.FULLY_APPROVED) and handoffs.holder(uow, ticket_id) is not None:
        after = State.WAITING_DEPARTMENT
    columns: dict[str, Any] = {"state": after.value, **fading.at_end(uow, before, after)}
    if after is State.RESOLVED and before is not State.RESOLVED:
        columns |= {"resolved_at": uow.at, "close_after": uow.at + uow.desk.file.sending.close_after}
    if before is State.RESOLVED and after not in (State.RESOLVED, State.CLOSED, State.MERGED):
        columns |= {"resolved_at": None, "close_after": None}
        if after is State.OPEN:
            columns |= {"reopened": found.reopened + 1}
    if before is State.SNOOZED and after is not State.SNOOZED:
        columns |= {"snoozed_until": None}
        timers.drop(uow, TimerKind.SNOOZE, ticket_id)
    if event in (Event.SENT_WAIT, Event.SENT_RESOLVE):
        handoffs.told(uow, ticket_id)
    if after in ENDED or after is State.RESOLVED:
        handoffs.withdraw(uow, ticket_id)
        escalations.end(uow, ticket_id)
    if before is State.NOT_A_REQUEST or (before is State.RESOLVED and after is State.OPEN):
        detail |= {"was": before.value}
    _set(uow, found, **columns)
    journal.append(uow, ticket_id, actor, f"ticket.{event.value}", **detail)
    _cut(uow, found)
    return value(found)


def assign(
    uow: UnitOfWork,
    ticket_id: int,
    person_id: int | None,
    actor: str,
    action: str,
    *,
    by_turn: bool = False,
    **detail: Any,
) -> Ticket:
    """Give a locked ticket to a person, or back to the queue (None). `by_turn`: nobody chose them."""
    found = row(uow, ticket_id)
    _set(uow, found, assignee_id=person_id, by_turn=by_turn)
    journal.append(uow, ticket_id, actor, action, person=person_id, **detail)
    _cut(uow, found)
    return value(found)


def claim(uow: UnitOfWork, ticket_id: int, person_id: int) -> bool:
    """Take an unclaimed ticket. One UPDATE decides: False means that somebody was first."""
    changed = uow.run(_CLAIM, ticket_id=ticket_id, assignee_id=person_id)
    won = int(getattr(changed, "rowcount", 0)) == 1
    if won:
        assign(uow, ticket_id, person_id, f"person:{person_id}", "ticket.claimed")
    return won


def change(
    uow: UnitOfWork, ticket_id: int, actor: str, action: str, columns: Mapping[str, Any], **detail: Any
) -> Ticket:
    """Set `columns` of a locked ticket and say so in the journal. `detail` holds ids and decisions, no text."""
    found = row(uow, ticket_id)
    _set(uow, found, **columns)
    journal.append(uow, ticket_id, actor, action, **detail)
    _cut(uow, found)
    return value(found)


def last_message(uow: UnitOfWork, ticket_id: int, message_id: int) -> None:
    """A message has become the ticket's last one; its version stays."""
    uow.run(_SET, ticket_id=ticket_id, last_message_id=message_id)
    set_committed_value(row(uow, ticket_id), "last_message_id", message_id)


def _set(uow: UnitOfWork, found: TicketRow, **columns: Any) -> None:
    """Write columns of a locked ticket, and let the row in hand show them."""
    columns["version"] = found.version + 1
    uow.run(_SET, ticket_id=found.id, **columns)
    for name, given in columns.items():
        set_committed_value(found, name, given)


def _cut(uow: UnitOfWork, found: TicketRow) -> None:
    assert found.id is not None  # noqa: S101 - loaded
    state = State(found.state)
    owner_id = found.assignee_id
    if state is State.WAITING_APPROVAL:
        owner_id = owner_person(uow, found.type)
    name = handoffs.waits_for(uow, found.id, state)
    since = spans.cut(uow, found.id, found.queue, state, holder_of(state, found.assignee_id, owner_id, name))
    if since is not None:
        uow.run(_SET, ticket_id=found.id, waiting_since=since)
        set_committed_value(found, "waiting_since", since)
    clocks.reset(uow, found)


def owner_person(uow: UnitOfWork, type_name: str | None) -> int | None:
    """The accountable owner of a request type, if Slack has told us who that is."""
    slack_id = people.slack_id_of(uow, uow.desk.owner_of(type_name))
    return people.find(uow, "slack", slack_id) if slack_id else None


def clocks_anew(uow: UnitOfWork, ticket_id: int) -> Ticket:
    """What a locked ticket's clocks follow from has changed elsewhere. Safe to call again."""
    found = row(uow, ticket_id)
    clocks.reset(uow, found)
    return value(found)


def note_missed(uow: UnitOfWork, ticket_id: int) -> None:
    """Lock a ticket and put on record what was due by now. Safe to call twice."""
    lock(uow, ticket_id)
    missed.note(uow, ticket_id, missed.due_by_now(uow, row(uow, ticket_id)))


def promised_anew(uow: UnitOfWork, ticket_id: int) -> None:
    """A department's promise for a locked ticket has changed: the ball may be another one's now."""
    _cut(uow, row(uow, ticket_id))
