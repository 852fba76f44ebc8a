"""When what is owed on tickets is due, as columns that follow from the ledger. Written by `store.tickets` alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, func, or_, text, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select

from bot.domain.clocks import TURNS, Clock, Held, Life, Week, running
from bot.domain.desk import Priority, Queue, SlaPolicy
from bot.domain.sla import Asker, Due, Target, policy_of
from bot.domain.ticket import Ticket
from store import missed, people
from store.tables import JournalRow, SpanRow, TicketRow
from store.tables.tickets import OPEN_STATES
from store.unit_of_work import UnitOfWork, columns

_SET = update(TicketRow).where(col(TicketRow.id) == bindparam("ticket_id"))
_LEDGER = (
    select(SpanRow.holder, SpanRow.from_at, SpanRow.to_at)
    .where(col(SpanRow.ticket_id) == bindparam("ticket_id"))
    .order_by(col(SpanRow.from_at), col(SpanRow.id))
)
_TURNS = (
    select(JournalRow.action, JournalRow.at)
    .where(col(JournalRow.ticket_id) == bindparam("ticket_id"), col(JournalRow.action).in_(TURNS))
    .order_by(col(JournalRow.seq))
)
_OPEN: Final = f"state IN ({OPEN_STATES})"  # as parameters a prepared statement would not match the index

#: No clock runs in these.
_STILL: Final = frozenset({"waiting_customer", "resolved", "closed", "merged", "not_a_request"})

_DUE: Final = {target: f"{target.value}_due" for target in Target}
_WARN: Final = {target: f"{target.value}_warn" for target in Target}


def at_first(uow: UnitOfWork, priority: Priority, queue_name: str, asker: Asker) -> dict[str, Any]:
    """The columns of a ticket that begins now."""
    policy, week = _policy(uow, queue_name, asker)
    return _columns(uow, _running(policy, priority, week, Life(ledger=[Held("support", uow.at)])))


def reset(uow: UnitOfWork, found: TicketRow) -> None:
    """Let the columns of a locked ticket say what follows from its ledger now. Safe to call again."""
    assert found.id is not None  # noqa: S101 - loaded
    policy, week = policy_for(uow, found)
    clocks = _running(policy, found.priority, week, _life(uow, found, policy))  # type: ignore[arg-type]  # a CHECK
    wanted = _columns(uow, clocks)
    if found.first_response_at is not None or found.state in _STILL:
        wanted[_DUE[Target.FIRST]] = found.first_response_due  # what it was due by stays known
    if all(getattr(found, name) == given for name, given in wanted.items()):
        return
    late = missed.due_by_now(uow, found)  # what stops running now or is due at another time, and was due before
    missed.note(
        uow, found.id, [due for due in late if wanted[_WARN[due.target]] is None or wanted[_DUE[due.target]] != due.at]
    )
    uow.run(_SET, ticket_id=found.id, **wanted)
    for name, given in wanted.items():
        set_committed_value(found, name, given)


def policy_for(uow: UnitOfWork, found: TicketRow | Ticket) -> tuple[SlaPolicy | None, Week]:
    """The policy that counts for a ticket, and the week that it counts in."""
    asker = Asker(type=found.type, via=found.via, language=found.language)
    if any(policy.when.segment or policy.when.value_at_least is not None for policy in uow.desk.file.sla):
        customer = people.customer(uow, found.customer_id)
        asker = Asker(
            type=found.type, via=found.via, language=found.language, segment=customer.segment, value=customer.value
        )
    return _policy(uow, found.queue, asker)


def _policy(uow: UnitOfWork, queue_name: str, asker: Asker) -> tuple[SlaPolicy | None, Week]:
    queue: Queue | None = next((one for one in uow.desk.file.queues if one.name == queue_name), None)
    if queue is None:  # one that the newest desk file no longer has
        return None, Week(uow.desk.file.queues[0].hours)
    closed = uow.desk.holidays.get(queue.hours.holidays, frozenset())
    return policy_of(uow.desk.file, queue, asker), Week(queue.hours, closed)


def _running(policy: SlaPolicy | None, priority: Priority, week: Week, life: Life) -> tuple[Clock, ...]:
    try:
        return running(policy, priority, week, life)
    except ValueError:  # a queue that does not open for so long: `check` refuses it, and no ticket is lost for it
        return ()


def _life(uow: UnitOfWork, found: TicketRow, policy: SlaPolicy | None) -> Life:
    """As much of a ticket's life as its policy asks for; reading it costs a click its time."""
    if policy is None:
        return Life(ledger=())
    ledger = [Held(row.holder, row.from_at, row.to_at) for row in uow.run(_LEDGER, ticket_id=found.id)]
    asks = policy.next_response and found.first_response_at is not None
    turns = [(row.action, row.at) for row in uow.run(_TURNS, ticket_id=found.id)] if asks else []
    return Life(ledger=ledger, turns=turns, answered_at=found.first_response_at)


def _columns(uow: UnitOfWork, clocks: tuple[Clock, ...]) -> dict[str, Any]:
    by_target = {clock.target: clock for clock in clocks}
    found: dict[str, Any] = {}
    for target in Target:
        clock = by_target.get(target)
        found |= {_DUE[target]: clock.due if clock else None, _WARN[target]: clock.warn if clock else None}
    return found | {
        "due_at": min((clock.due for clock in clocks), default=None),
        "warn_at": min((clock.warn for clock in clocks), default=None),
        "late_at": min((clock.late for clock in clocks), default=None),
        "clocked_under": uow.desk_version,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A ticket of which something is due soon or overdue. `owed` is that, the nearest first; never empty."""

    ticket_id: int
    queue: str
    sealed: bool
    apart: bool  # sealed or escalated: its card stands in the escalations channel
    assignee_id: int | None
    owed: tuple[Due, ...]
    late_at: datetime | None  # since when the leads are to be told; None: not yet


def warned(uow: UnitOfWork) -> list[Warned]:
    """Every ticket that is to be warned of now, whoever has it, by number."""
    table = columns(TicketRow)
    late = case((table.late_at <= uow.at, table.late_at)).label("late")
    names = ("id", "queue", "level", "escalated_to", "assignee_id")
    wanted: list[Any] = [*(table[name] for name in names), late, *_told(uow.at)]
    rows = uow.execute(select(*wanted).where(table.desk_id == uow.desk_id, table.warn_at <= uow.at).order_by(table.id))
    return [
        Warned(
            ticket_id=row.id,
            queue=row.queue,
            sealed=row.level == "sensitive",
            apart=row.level == "sensitive" or bool(row.escalated_to),
            assignee_id=row.assignee_id,
            owed=owed,
            late_at=row.late,
        )
        for row in rows
        if (owed := _owed(row))
    ]


def warned_of(uow: UnitOfWork, ticket_id: int) -> tuple[tuple[Due, datetime], ...]:
    """What of one ticket is due soon or overdue now, the nearest first, each with when its warning began."""
    table = columns(TicketRow)
    wanted: list[Any] = [*_told(uow.at), *(table[name] for name in _WARN.values())]
    row = uow.execute(select(*wanted).where(table.id == ticket_id)).one()
    return tuple((owed, getattr(row, _WARN[owed.target])) for owed in _owed(row))


def _told(at: datetime) -> list[Any]:
    """When each thing is due that is to be warned of by then, and nothing else: moments are slow to read."""
    table = columns(TicketRow)
    return [case((table[_WARN[target]] <= at, table[_DUE[target]])).label(target.name) for target in Target]


def _owed(row: Any) -> tuple[Due, ...]:
    found = [Due(due, target) for target in Target if (due := getattr(row, target.name)) is not None]
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def last_deeds(uow: UnitOfWork, ticket_ids: Collection[int]) -> dict[int, datetime]:
    """When a person last did something on each of these tickets; reading it is nothing done."""
    found: dict[int, datetime] = {}
    ordered = sorted(ticket_ids)
    for first in range(0, len(ordered), 500):
        rows = uow.execute(
            select(col(JournalRow.ticket_id), func.max(col(JournalRow.at)))
            .where(
                col(JournalRow.ticket_id).in_(ordered[first : first + 500]),
                col(JournalRow.actor).like("person:%"),
                col(JournalRow.action).not_in(("ticket.opened", "article.opened")),
            )
            .group_by(col(JournalRow.ticket_id))
        )
        found |= dict(rows.all())
    return found


def overdue(uow: UnitOfWork, queues: Collection[str]) -> dict[str, int]:
    """How many tickets of these queues owe something that was due by now, by `Target`; zeros are left out."""
    table = columns(TicketRow)
    late = {target: and_(table[_WARN[target]].is_not(None), table[_DUE[target]] <= uow.at) for target in Target}
    sums = [func.coalesce(func.sum(case((late[target], 1), else_=0)), 0) for target in Target]
    of_these = (table.desk_id == uow.desk_id, table.queue.in_(sorted(queues)), table.due_at <= uow.at)
    row = uow.execute(select(*sums).where(*of_these)).one()
    return {target.value: int(count) for target, count in zip(Target, row, strict=True) if count}


def by_another_version(uow: UnitOfWork, limit: int) -> list[int]:
    """Open tickets whose columns were made by another desk file than today's, or not at all, by number."""
    version = col(TicketRow.clocked_under)
    other = or_(version.is_(None), version < uow.desk_version, version > uow.desk_version)
    wanted = select(col(TicketRow.id)).where(col(TicketRow.desk_id) == uow.desk_id, text(_OPEN), other)
    return sorted(uow.execute(wanted.limit(limit)).scalars())
