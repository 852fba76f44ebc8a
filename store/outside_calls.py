"""What was sent to a model outside the house, what came back, and what that cost."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import col

from bot.domain.outside import Answered, Asking, Came, OutsideCall, Spent
from store.tables import OutsideCallRow, SpendRow, TicketRow
from store.tables.base import LEDGER, MODEL_TEXT
from store.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, asking: Asking) -> int:
    """Store a request before it leaves; its id. What it is expected to cost stands there until it is known."""
    return uow.append(
        OutsideCallRow,
        desk_id=uow.desk_id,
        ticket_id=asking.ticket_id,
        vendor=asking.vendor,
        model=asking.model,
        prompt_id=asking.prompt_id,
        prompt_version=asking.prompt_version,
        request=asking.request,
        names=asking.names,
        outcome=Came.SENT.value,
        cost_micros=asking.cost_micros,
        created_at=uow.at,
    )


def end(uow: UnitOfWork, call_id: int, answered: Answered) -> tuple[datetime, int | None] | None:
    """Store what came of it: when it was made, and what it was expected to cost. None when that is known already."""
    row = uow.session.get(OutsideCallRow, call_id, populate_existing=True)
    if row is None or row.outcome != Came.SENT:
        return None
    expected = row.cost_micros
    row.outcome, row.latency_ms, row.cost_micros = answered.came.value, answered.latency_ms, answered.cost_micros
    row.answer = answered.answer if row.retention == MODEL_TEXT else ""
    row.input_tokens, row.cached_tokens = answered.input_tokens, answered.cached_tokens
    row.output_tokens = answered.output_tokens
    uow.session.flush()
    return row.created_at, expected


def belongs_to(uow: UnitOfWork, call_id: int, draft_id: int) -> None:
    """The suggestion that was made with it."""
    uow.execute(update(OutsideCallRow).where(col(OutsideCallRow.id) == call_id).values(draft_id=draft_id))


def of_ticket(uow: UnitOfWork, ticket_id: int) -> tuple[OutsideCall, ...]:
    """Every call about a ticket, oldest first."""
    found = select(OutsideCallRow).where(col(OutsideCallRow.ticket_id) == ticket_id).order_by(col(OutsideCallRow.id))
    return tuple(_value(row) for row in uow.session.execute(found).scalars())


def take_text(uow: UnitOfWork, *which: ColumnElement[bool]) -> int:
    """Empty what was sent and what came back; who, when, tokens and cost stay. How many. Safe to call twice."""
    emptied = {"request": "", "answer": "", "names": "", "retention": LEDGER}
    still = col(OutsideCallRow.retention) == MODEL_TEXT
    done = uow.execute(update(OutsideCallRow).where(*which, still).values(**emptied))
    return int(getattr(done, "rowcount", 0))


def of_tickets(ticket_ids: Iterable[int]) -> ColumnElement[bool]:
    return col(OutsideCallRow.ticket_id).in_(list(ticket_ids))


def old(uow: UnitOfWork, made_by: datetime, limit: int) -> ColumnElement[bool]:
    """Calls from then or before, oldest first, whatever became of their tickets."""
    found = (
        select(col(OutsideCallRow.id))
        .where(
            col(OutsideCallRow.desk_id) == uow.desk_id,
            col(OutsideCallRow.created_at) <= made_by,
            col(OutsideCallRow.retention) == MODEL_TEXT,
        )
        .order_by(col(OutsideCallRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return col(OutsideCallRow.id).in_(list(uow.execute(found).scalars()))


def reserve(uow: UnitOfWork, day: date, micros: int, ceiling: int, calls: int) -> bool:
    """Take one call and its expected cost from the day's money, unless that would go beyond it. One UPDATE decides, so
    that it holds between processes."""
    uow.insert_new(SpendRow, {"desk_id": uow.desk_id, "day": day, "micros": 0, "calls": 0, "warned": False},
                   ("desk_id", "day"))  # fmt: skip
    taken = uow.execute(
        update(SpendRow)
        .where(*_of(uow, day), col(SpendRow.micros) + micros <= ceiling, col(SpendRow.calls) < calls)
        .values(micros=SpendRow.micros + micros, calls=SpendRow.calls + 1)
    )
    return int(getattr(taken, "rowcount", 0)) == 1


def correct(uow: UnitOfWork, day: date, micros: int) -> None:
    """What a call has cost more (or less) than was reserved for it."""
    if micros:
        uow.execute(update(SpendRow).where(*_of(uow, day)).values(micros=SpendRow.micros + micros))


def warn_from(uow: UnitOfWork, day: date, micros: int, calls: int) -> bool:
    """Whether the day has reached either for the first time; only one caller is ever told so."""
    reached = (col(SpendRow.micros) >= micros) | (col(SpendRow.calls) >= calls)
    first = update(SpendRow).where(*_of(uow, day), reached, col(SpendRow.warned).is_(False)).values(warned=True)
    return int(getattr(uow.execute(first), "rowcount", 0)) == 1


def spent(uow: UnitOfWork, day: date) -> tuple[int, int]:
    """Millionths of a US dollar and calls of one local day, what is under way included."""
    row = uow.execute(select(col(SpendRow.micros), col(SpendRow.calls)).where(*_of(uow, day))).first()
    return (row[0], row[1]) if row else (0, 0)


def by_day(uow: UnitOfWork, since: date) -> tuple[tuple[date, int, int], ...]:
    """(day, millionths, calls) of each local day from `since` on, oldest first."""
    wanted = (
        select(col(SpendRow.day), col(SpendRow.micros), col(SpendRow.calls))
        .where(col(SpendRow.desk_id) == uow.desk_id, col(SpendRow.day) >= since)
        .order_by(col(SpendRow.day))
    )
    return tuple((row[0], row[1], row[2]) for row in uow.execute(wanted))


def last_asked(uow: UnitOfWork, since: datetime) -> tuple[str, str] | None:
    """(vendor, model) of the newest call from `since` on; None where there was none."""
    wanted = (
        select(col(OutsideCallRow.vendor), col(OutsideCallRow.model))
        .where(col(OutsideCallRow.desk_id) == uow.desk_id, col(OutsideCallRow.created_at) >= since)
        .order_by(col(OutsideCallRow.id).desc())
        .limit(1)
    )
    row = uow.execute(wanted).first()
    return (str(row[0]), str(row[1])) if row else None


def unknown(uow: UnitOfWork, since: datetime) -> list[datetime]:
    """When calls from `since` on were made whose cost nobody knows."""
    wanted = select(col(OutsideCallRow.created_at)).where(
        col(OutsideCallRow.desk_id) == uow.desk_id,
        col(OutsideCallRow.created_at) >= since,
        col(OutsideCallRow.cost_micros).is_(None),
    )
    return list(uow.execute(wanted).scalars())


def by_type(uow: UnitOfWork, since: datetime) -> tuple[tuple[str, int, Spent], ...]:
    """(type, tickets, what they cost) of calls from `since` on, by the type that their tickets have now."""
    kind = func.coalesce(col(TicketRow.type), "")
    wanted = (
        select(
            kind,
            func.count(func.distinct(col(OutsideCallRow.ticket_id))),
            func.count(),
            func.coalesce(func.sum(col(OutsideCallRow.cost_micros)), 0),
            func.count().filter(col(OutsideCallRow.cost_micros).is_(None)),
        )
        .join(TicketRow, col(TicketRow.id) == col(OutsideCallRow.ticket_id))
        .where(col(OutsideCallRow.desk_id) == uow.desk_id, col(OutsideCallRow.created_at) >= since)
        .group_by(kind)
        .order_by(kind)
    )
    return tuple(
        (str(row[0]), int(row[1]), Spent(calls=int(row[2]), micros=int(row[3]), unknown=int(row[4])))
        for row in uow.execute(wanted)
    )


def _of(uow: UnitOfWork, day: date) -> Sequence[ColumnElement[bool]]:
    return col(SpendRow.desk_id) == uow.desk_id, col(SpendRow.day) == day


def _value(row: Any) -> OutsideCall:
    return OutsideCall(
        id=row.id,
        vendor=row.vendor,
        model=row.model,
        prompt_id=row.prompt_id,
        prompt_version=row.prompt_version,
        came=Came(row.outcome),
        request=row.request,
        answer=row.answer,
        input_tokens=row.input_tokens,
        cached_tokens=row.cached_tokens,
        output_tokens=row.output_tokens,
        cost_micros=row.cost_micros,
        latency_ms=row.latency_ms,
        created_at=row.created_at,
    )
