"""What waits in a queue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, literal, text, union_all, update
from sqlmodel import col, select

from bot.domain.retention import Faded
from bot.domain.ticket import Ticket
from store import spans, tickets
from store.tables import SpanRow, TicketRow
from store.tables.tickets import OPEN_STATES
from store.unit_of_work import UnitOfWork, columns

_SOON = timedelta(hours=1)
# As the indexes have them: as parameters no prepared statement would match them.
_IS_OPEN = text(f"ticket.state IN ({OPEN_STATES})")
_IS_HELD, _IS_UNHELD = text("ticket.assignee_id IS NOT NULL"), text("ticket.assignee_id IS NULL")
_IS_ASLEEP = text("ticket.state = 'snoozed'")
_IS_SENSITIVE = text("ticket.level = 'sensitive'")
_IS_OWED = text("ticket.due_at IS NOT NULL")  # and so it is open

#: As far as a queue is counted, and its pages are turned.
MOST: Final = 1_000
AWAKE: Final = tuple(state for state in tickets.OPEN if state != "snoozed")
#: Filters that are about several states.
_STATES: Final = {"": AWAKE, "waiting": tuple(state for state in AWAKE if state.startswith("waiting"))}

_ROWS = (
    select(*columns(TicketRow))
    .add_columns(spans.since(SpanRow).label("came"))
    .outerjoin(SpanRow, and_(col(SpanRow.ticket_id) == col(TicketRow.id), col(SpanRow.to_at).is_(None)))
    .where(col(TicketRow.id).in_(bindparam("numbers", expanding=True)))
)
_CAME = update(TicketRow).where(col(TicketRow.id) == bindparam("ticket_id")).values(waiting_since=bindparam("since"))


@dataclass(frozen=True, slots=True)
class Line:
    ticket: Ticket
    waiting_since: datetime
    prepared: bool


def asleep(uow: UnitOfWork, queue: str, limit: int) -> list[Line]:
    """What sleeps in a queue, the first to wake first."""
    return lines(uow, queue, "asleep", 0, offset=0, limit=limit)


def lines(uow: UnitOfWork, queue: str, chosen: str, person_id: int, *, offset: int, limit: int) -> list[Line]:
    """One page of what waits. `chosen` is one of `FILTERS`, or empty: all that is awake.

    The longest waiting come first; of what is due (soon) the first due, and of what sleeps the first to wake.
    """
    given = {**_given(uow, queue, person_id), "most": offset + limit, "page": limit, "skipped": offset}
    ids = list(uow.run(_ordered(chosen), **given).scalars())
    found: dict[int, Any] = {row.id: row for row in uow.run(_ROWS, numbers=ids)} if ids else {}
    return [Line(tickets.value(row), row.came or row.created_at, row.prepared) for row in map(found.__getitem__, ids)]


@cache
def _ordered(chosen: str) -> Any:
    """The numbers of a page, in the order of an index. Of several states each gives its first ones, since no index has
    all of them in one order."""
    table, by = columns(TicketRow), _by(chosen)
    if chosen not in _STATES:
        wanted = select(table.id).where(*_where(chosen)).order_by(by, table.id)
        return wanted.offset(bindparam("skipped")).limit(bindparam("page"))
    ids = select(table.id, by.label("by")).order_by(by, table.id).limit(bindparam("most"))
    parts = [ids.where(*_open(), table.state == state).subquery() for state in _STATES[chosen]]
    each = union_all(*(select(part.c.id, part.c.by) for part in parts)).subquery()
    found = select(each.c.id).order_by(each.c.by, each.c.id)
    return found.offset(bindparam("skipped")).limit(bindparam("page"))


def _by(chosen: str) -> Any:
    """What a filter's tickets are put in order by."""
    if chosen in ("due soon", "overdue"):
        return col(TicketRow.due_at)
    return col(TicketRow.snoozed_until) if chosen == "asleep" else col(TicketRow.waiting_since)


def count(uow: UnitOfWork, queue: str, chosen: str, person_id: int) -> int:
    """How many a filter finds, up to `MOST`."""
    row = uow.run(_counted((chosen,)), **_given(uow, queue, person_id), most=MOST).one()
    return min(MOST, sum(map(int, row)))


def counts(uow: UnitOfWork, queue: str) -> dict[str, int]:
    """The whole queue in figures, each up to `MOST`: none looks at more rows than that, however long the queue is."""
    names = ("", "unassigned", "overdue", "asleep", "sensitive")
    row = uow.run(_counted(names), **_given(uow, queue, 0), most=MOST).one()
    found = dict(zip([*AWAKE, *names[1:]], map(int, row), strict=True))
    return {
        "open": min(MOST, sum(found[state] for state in AWAKE)),
        "unassigned": found["unassigned"],
        "overdue": found["overdue"],
        "waiting_customer": found["waiting_customer"],
        "waiting_department": min(MOST, found["waiting_department"] + found["waiting_supplier"]),
        "waiting_approval": found["waiting_approval"],
        "asleep": found["asleep"],
        "sensitive": found["sensitive"],
    }


@cache
def _counted(filters: tuple[str, ...]) -> Any:
    """How many each filter finds, state by state where it is about several."""
    each = []
    for chosen in filters:
        if chosen in _STATES:
            each += [_limited("", *_open(), col(TicketRow.state) == state) for state in _STATES[chosen]]
        else:
            each.append(_limited(chosen, *_where(chosen)))
    return select(*each)


def _limited(chosen: str, *conditions: Any) -> Any:
    """In the order of the index that it is meant for: without it SQLite takes one that it thinks is narrower, and reads
    the rows as well."""
    some = select(literal(1)).select_from(TicketRow).where(*conditions).order_by(_by(chosen))
    return select(func.count()).select_from(some.limit(bindparam("most")).subquery()).scalar_subquery()


def fill_waiting(uow: UnitOfWork, queues: Sequence[str], limit: int) -> int:
    """Note for up to `limit` tickets that an older Deskhand has left when the ball came to their holder; how many."""
    table = columns(TicketRow)
    found: list[int] = []
    for queue in queues:
        for state in tickets.OPEN:
            unknown = (*_open(), table.state == state, table.waiting_since.is_(None))
            left = select(table.id).where(*unknown).limit(limit - len(found)).with_for_update(skip_locked=True)
            found += uow.run(left, desk=uow.desk_id, place=queue).scalars() if len(found) < limit else []
    came = spans.since_of(uow, found)
    known = [{"ticket_id": one, "since": came.get(one, uow.at)} for one in found]
    if known:
        uow.session.connection().execute(_CAME, known)
    return len(found)


def _given(uow: UnitOfWork, queue: str, person_id: int) -> dict[str, Any]:
    return {"desk": uow.desk_id, "place": queue, "person": person_id, "now": uow.at, "soon": uow.at + _SOON}


def _open() -> list[Any]:
    return [col(TicketRow.desk_id) == bindparam("desk"), _IS_OPEN, col(TicketRow.queue) == bindparam("place")]


def _where(chosen: str) -> list[Any]:
    due, place = col(TicketRow.due_at), (_open()[0], _open()[2])
    if chosen in ("due soon", "overdue"):
        late = due <= bindparam("now")
        return [
            *place,
            _IS_OWED,
            late if chosen == "overdue" else and_(due > bindparam("now"), due <= bindparam("soon")),
        ]
    conditions: dict[str, list[Any]] = {
        "mine": [_IS_HELD, col(TicketRow.assignee_id) == bindparam("person")],
        "unassigned": [_IS_UNHELD],
        "asleep": [_IS_ASLEEP],
        "sensitive": [_IS_SENSITIVE],
    }
    return [*_open(), *conditions[chosen]]


def find(uow: UnitOfWork, words: str, places: Collection[str], limit: int) -> list[Ticket]:
    """Tickets of the queues `places` that are not sealed and whose subject has all `words`, the newest first."""
    wanted = select(TicketRow).where(
        TicketRow.desk_id == uow.desk_id, TicketRow.level != "sensitive", col(TicketRow.queue).in_(sorted(places))
    )
    for word in words.split()[:8]:
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        wanted = wanted.where(col(TicketRow.subject).ilike(pattern, escape="\\"))
    return [tickets.value(row) for row in uow.session.exec(wanted.order_by(col(TicketRow.id).desc()).limit(limit))]


def came_in(uow: UnitOfWork, moment: datetime, after: int, limit: int) -> list[int]:
    """The numbers above `after` of tickets that came in at `moment` or later and still have their text, in order."""
    kept = col(TicketRow.faded).bitwise_and(int(Faded.MESSAGES)) == 0
    wanted = select(col(TicketRow.id)).where(
        TicketRow.desk_id == uow.desk_id, col(TicketRow.id) > after, col(TicketRow.created_at) >= moment, kept
    )
    return list(uow.execute(wanted.order_by(col(TicketRow.id)).limit(limit)).scalars())
