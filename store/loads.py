"""Who has how much, from the index of held tickets alone; and the order in which turns were given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, literal, text
from sqlmodel import col, select

from bot.domain.people import Person
from store.people import STAFF
from store.tables import IdentityRow, PersonRow, TicketRow, TurnRow
from store.tables.tickets import OPEN_STATES
from store.unit_of_work import UnitOfWork, columns

#: As far as one person's tickets are counted.
MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Sums:
    open: int
    due: int
    overdue: int
    waiting: int


_T: Final = columns(TicketRow)
#: As the index has it.
_HELD: Final = (
    _T.desk_id == bindparam("desk"),
    _T.queue == bindparam("place"),
    text("ticket.assignee_id IS NOT NULL"),
    text(f"ticket.state IN ({OPEN_STATES})"),
)


def _loads() -> Any:
    """The index is entered once for each person and each figure, and read no farther than figures are told."""
    first = select(func.min(_T.assignee_id).label("person_id")).where(*_HELD).cte("holder", recursive=True)
    after = select(func.min(_T.assignee_id)).where(*_HELD, _T.assignee_id > first.c.person_id)
    holder = first.union_all(select(after.correlate(first).scalar_subquery()).where(first.c.person_id.is_not(None)))

    def counted(name: str, *conditions: Any) -> Any:
        theirs = select(literal(1)).select_from(TicketRow).where(*_HELD, _T.assignee_id == holder.c.person_id)
        some = theirs.where(*conditions).limit(bindparam("most")).correlate(holder).subquery()
        return select(func.count()).select_from(some).scalar_subquery().label(name)

    return select(  # type: ignore[call-overload]
        holder.c.person_id,
        counted("open"),
        counted("due", _T.due_at > bindparam("now"), _T.due_at <= bindparam("evening")),
        counted("overdue", _T.due_at <= bindparam("now")),
        counted("waiting", _T.state == "waiting_approval"),
    ).where(holder.c.person_id.is_not(None))


_LOADS: Final = _loads()
_OF_PERSON: Final = (
    select(_T.id).where(*_HELD, _T.assignee_id == bindparam("person")).order_by(_T.due_at.nulls_last(), _T.id)
)
_STAFF: Final = (
    select(PersonRow.id, PersonRow.name, IdentityRow.external_id)
    .join(IdentityRow, col(IdentityRow.person_id) == col(PersonRow.id))
    .where(
        col(IdentityRow.desk_id) == bindparam("desk"),
        col(IdentityRow.kind) == "slack",
        col(IdentityRow.external_id).in_(bindparam("slack_ids", expanding=True)),
        col(PersonRow.kind) == STAFF,
        col(PersonRow.restricted).is_(False),
    )
    .order_by(col(PersonRow.id))
)


def by_person(uow: UnitOfWork, queue: str, evening: datetime, most: int = MOST) -> dict[int, Sums]:
    """What each person has in a queue, each figure up to `most`; `evening` is until when something is due today."""
    rows = uow.run(_LOADS, desk=uow.desk_id, place=queue, now=uow.at, evening=evening, most=most)
    return {row.person_id: Sums(row.open, row.due, row.overdue, row.waiting) for row in rows}


def of_person(uow: UnitOfWork, queue: str, person_id: int) -> list[int]:
    """The numbers of a person's open tickets in a queue, the first that is due first."""
    return list(uow.run(_OF_PERSON, desk=uow.desk_id, place=queue, person=person_id).scalars())


def staff(uow: UnitOfWork, slack_ids: Collection[str]) -> tuple[Person, ...]:
    """Those of these Slack ids that are people of the team; guests and apps are left out."""
    if not slack_ids:
        return ()
    rows = uow.run(_STAFF, desk=uow.desk_id, slack_ids=sorted(slack_ids))
    return tuple(Person(id=row.id, slack_id=row.external_id, name=row.name) for row in rows)


def turns(uow: UnitOfWork, queue: str) -> dict[int, datetime]:
    """When each person was last given a ticket of a queue by turn."""
    wanted = select(TurnRow.person_id, TurnRow.given_at).where(TurnRow.desk_id == uow.desk_id, TurnRow.queue == queue)
    return {row.person_id: row.given_at for row in uow.execute(wanted)}


def took_turn(uow: UnitOfWork, queue: str, person_id: int) -> None:
    """A person was given a ticket of a queue now. Safe to call twice."""
    insert = uow.insert(TurnRow).values(desk_id=uow.desk_id, queue=queue, person_id=person_id, given_at=uow.at)
    newest = {"given_at": insert.excluded.given_at}
    uow.execute(insert.on_conflict_do_update(index_elements=["desk_id", "queue", "person_id"], set_=newest))


def to_give(uow: UnitOfWork, queue: str, limit: int) -> list[int]:
    """The numbers of tickets in a queue that nobody has and whose text was looked at, the longest waiting first: none
    that is sealed, escalated, asleep, or another's turn."""
    wanted = (
        select(_T.id)
        .where(
            _T.desk_id == bindparam("desk"),
            _T.queue == bindparam("place"),
            text("ticket.assignee_id IS NULL"),
            text(f"ticket.state IN ({OPEN_STATES})"),
            _T.state.in_(("new", "open")),
            _T.level != "sensitive",
            _T.escalated_to == "",
            _T.prepared.is_(True),
        )
        .order_by(_T.waiting_since, _T.id)
        .limit(limit)
    )
    return list(uow.run(wanted, desk=uow.desk_id, place=queue).scalars())
