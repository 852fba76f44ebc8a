"""A customer's other tickets about the same thing, and the stretches of many tickets, for the figures."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Row as Found
from sqlmodel import col, select

from bot.domain.spans import Span
from bot.domain.story import Contact
from bot.domain.success import JUDGED_AFTER, LOOKED_BACK, same_thing
from bot.domain.ticket import Holder, State
from store.tables import RecordRow, SpanRow, TicketRow
from store.unit_of_work import UnitOfWork

#: As many tickets at a time as one list of parameters holds.
CHUNK: Final = 500
#: Of one customer's other tickets the nearest are looked at: one who writes all day is no person.
_NEAREST: Final = 50

TICKET: Final[Sequence[Any]] = (
    TicketRow.id, TicketRow.type, TicketRow.via, TicketRow.source, TicketRow.state, TicketRow.priority,
    TicketRow.language, TicketRow.customer_id, TicketRow.created_at, TicketRow.first_response_at,
    TicketRow.first_response_due, TicketRow.continues, TicketRow.merged_into,
)  # fmt: skip
_STATES: Final = {state.value: state for state in State}
#: What a stretch is made of.
SPAN: Final[Sequence[Any]] = (
    SpanRow.ticket_id, SpanRow.holder, SpanRow.department, SpanRow.person_id, SpanRow.queue, SpanRow.state,
    SpanRow.from_at, SpanRow.to_at,
)  # fmt: skip


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """As many of these at a time as one statement takes."""
    ordered = list(ids)
    return (ordered[first : first + CHUNK] for first in range(0, len(ordered), CHUNK))


def spans_of(uow: UnitOfWork, ids: Iterable[int]) -> defaultdict[int, list[Span]]:
    """All stretches of these tickets, oldest first."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for some in chunks(ids):
        wanted = select(*SPAN).where(col(SpanRow.ticket_id).in_(some)).order_by(col(SpanRow.id))
        for row in uow.execute(wanted).all():
            found[row[0]].append(span(row))
    return found


def span(row: Found[Any]) -> Span:
    """A row of `SPAN` (and perhaps more behind it) as a value."""
    _, holder, department, person_id, queue, state, start, end, *_ = tuple(row)
    return Span(holder=_holder(holder, department, person_id), queue=queue, state=_STATES[state], start=start, end=end)


@lru_cache(maxsize=10_000)
def _holder(kind: str, name: str, person_id: int | None) -> Holder:
    """The same few hold thousands of stretches."""
    return Holder(kind, name, person_id)


def records_of(uow: UnitOfWork, ids: Sequence[int]) -> defaultdict[int, set[tuple[str, str]]]:
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for some in chunks(ids):
        wanted = select(RecordRow.ticket_id, RecordRow.source, RecordRow.key).where(col(RecordRow.ticket_id).in_(some))
        for row in uow.execute(wanted):
            found[row.ticket_id].add((row.source, row.key))
    return found


def contact(row: Found[Any], records: Iterable[tuple[str, str]]) -> Contact:
    return Contact(
        ticket_id=row.id,
        created_at=row.created_at,
        type=row.type,
        via=row.via,
        records=frozenset(records),
        continues=row.continues,
        merged_into=row.merged_into,
        is_request=row.state != State.NOT_A_REQUEST.value,
    )


def others_of(
    uow: UnitOfWork, mine: dict[int, Found[Any]], contacts: dict[int, Contact], lives: dict[int, list[Span]]
) -> dict[int, list[Contact]]:
    """For each ticket those of the same customer about the same thing, with their spans."""
    known = _of_customers(uow, mine, contacts)
    found = {
        row.id: [
            other
            for other in _near(contacts[row.id], known[row.customer_id], lives[row.id])
            if same_thing(contacts[row.id], other)
        ]
        for row in mine.values()
    }
    missing = {other.ticket_id for others in found.values() for other in others} - lives.keys()
    spans = lives | spans_of(uow, missing) if missing else lives
    return {
        ticket_id: [replace(other, spans=tuple(spans[other.ticket_id])) for other in others]
        for ticket_id, others in found.items()
    }


def _of_customers(
    uow: UnitOfWork, mine: dict[int, Found[Any]], contacts: dict[int, Contact]
) -> defaultdict[int, list[Contact]]:
    """The tickets of these tickets' customers, oldest first, from a month before the oldest of them on."""
    since = min(row.created_at for row in mine.values()) - LOOKED_BACK
    customers = {row.customer_id for row in mine.values()}
    wanted: Any = select(*TICKET).where(col(TicketRow.customer_id).in_(customers), col(TicketRow.created_at) >= since)
    rows = uow.execute(wanted.order_by(col(TicketRow.created_at), col(TicketRow.id))).all()
    records = records_of(uow, [row.id for row in rows if row.id not in mine])
    found: defaultdict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        found[row.customer_id].append(contacts.get(row.id) or contact(row, records[row.id]))
    return found


def _near(mine: Contact, all_of_them: Sequence[Contact], spans: Sequence[Span]) -> Iterator[Contact]:
    """From a month before it came until a week after its last resolution, the nearest."""
    resolved = [one.start for one in spans if one.state is State.RESOLVED]
    until = max(resolved, default=mine.created_at) + JUDGED_AFTER
    first = bisect_left(all_of_them, mine.created_at - LOOKED_BACK, key=_came)
    here = bisect_left(all_of_them, mine.created_at, key=_came)
    last = bisect_right(all_of_them, until, key=_came)
    for other in all_of_them[max(first, here - _NEAREST) : min(last, here + _NEAREST)]:
        if other.ticket_id != mine.ticket_id:
            yield other


def _came(contact: Contact) -> datetime:
    return contact.created_at
