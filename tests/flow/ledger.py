"""What must hold of every ticket, whatever happened to it; and a look at what was asked for."""

from collections import Counter

from sqlalchemy import text
from sqlmodel import col, select

from bot.domain.spans import Span, faults
from bot.domain.ticket import Holder, State
from store import journal, tickets
from store.store import Store
from store.tables import SpanRow, TicketRow
from store.unit_of_work import UnitOfWork


def spans(uow: UnitOfWork, ticket_id: int) -> list[Span]:
    rows = uow.session.exec(select(SpanRow).where(SpanRow.ticket_id == ticket_id).order_by(col(SpanRow.id)))
    return [
        Span(
            holder=Holder(row.holder, row.department, row.person_id),
            queue=row.queue,
            state=State(row.state),
            start=row.from_at,
            end=row.to_at,
            business_seconds=row.business_seconds,
        )
        for row in rows
    ]


def every_span(uow: UnitOfWork) -> list[Span]:
    """Of all tickets: also of those that begin where a customer writes to one that is closed."""
    return [span for one in uow.execute(select(TicketRow.id)).scalars() for span in spans(uow, one or 0)]


async def sound(store: Store, ticket_id: int) -> None:
    """One open span until the ticket has ended, no gap, no overlap, and a journal that nobody has touched."""
    ticket, found = await store.read(tickets.get, ticket_id), await store.read(spans, ticket_id)
    assert faults(found) == []
    still = [span for span in found if span.end is None]
    assert len(still) == (0 if ticket.ended else 1)
    if still:
        assert (still[0].state, still[0].queue) == (ticket.state, ticket.queue)
    assert await store.read(journal.intact, ticket_id)


def notices(uow: UnitOfWork) -> list[tuple[str, str]]:
    """(kind, to) of everybody who was told something."""
    return [(row.kind, row.to) for row in uow.execute(text('SELECT kind, "to" FROM notice ORDER BY id')).all()]


def pending(uow: UnitOfWork) -> set[str]:
    """The kinds of work that were asked for and not done yet."""
    return {row.kind for row in uow.execute(text("SELECT kind FROM outbox WHERE state = 'pending'")).all()}


def traces(uow: UnitOfWork) -> Counter[tuple[str, ...]]:
    """What was put on record, who was told, what was written, and what is to be done."""
    queries = (
        "SELECT ticket_id, 'journal', action, CAST(detail AS TEXT) FROM journal",
        "SELECT ticket_id, 'notice', kind, \"to\" FROM notice",
        "SELECT ticket_id, 'message', author, body FROM message",
        "SELECT ticket_id, 'reply', body, state FROM reply",
        "SELECT NULL, 'ticket', source, subject FROM ticket",
        "SELECT NULL, 'handoff', department, state FROM handoff",
        "SELECT ticket_id, 'escalation', reason, state FROM escalation",
        "SELECT NULL, 'setting', CAST(person_id AS TEXT), language FROM person_setting",
        "SELECT NULL, 'absence', CAST(person_id AS TEXT), CAST(until AS TEXT) FROM absence",
        "SELECT NULL, 'pause', queue, CAST(ended_at AS TEXT) FROM queue_pause",
        "SELECT NULL, 'request', channel, state FROM request",
        "SELECT NULL, 'spike', value, state FROM spike",
        "SELECT ticket_id, 'review', CAST(reviewer_id AS TEXT), state FROM review_sample",
        "SELECT NULL, 'score', criterion, CAST(score AS TEXT) FROM review_score",
        "SELECT NULL, 'check', name, language FROM source_check",
        "SELECT NULL, 'mode', type, mode FROM type_mode",
        "SELECT NULL, 'held', name, CAST(lifted_by AS TEXT) FROM quarantine",
        "SELECT NULL, 'work', kind, subject FROM outbox WHERE state IN ('pending', 'leased')",
    )
    rows = [row for query in queries for row in uow.execute(text(query))]
    return Counter(tuple("" if part is None else str(part) for part in row) for row in rows)
