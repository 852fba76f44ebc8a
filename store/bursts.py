"""Bursts, and which tickets stand on which burst card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, case, delete, exists, func, literal, or_, select, text, union_all, update
from sqlmodel import col

from bot.domain.burst import PAGE, Burst, Entry, Listing
from bot.domain.outbox import Kind
from bot.domain.ticket import State
from store.tables import BurstRow, BurstTicketRow, OutboxRow, SlackPostRow, TicketRow
from store.unit_of_work import UnitOfWork

_BURST: Final = (col(BurstRow.id), col(BurstRow.place), col(BurstRow.began_at), col(BurstRow.ended_at))
_OF_TICKET: Final = (
    select(*_BURST, col(BurstTicketRow.page), col(BurstTicketRow.own_card))
    .join(BurstTicketRow, col(BurstTicketRow.burst_id) == col(BurstRow.id))
    .where(col(BurstTicketRow.ticket_id) == bindparam("ticket_id"))
)
_LIVE: Final = select(*_BURST, literal(0).label("page"), literal(False).label("own_card")).where(
    col(BurstRow.desk_id) == bindparam("desk_id"),
    col(BurstRow.place) == bindparam("place"),
    text("burst.ended_at IS NULL"),  # as the partial index has it
    col(BurstRow.began_at) <= bindparam("now", type_=BurstRow.__table__.c.began_at.type),  # type: ignore[attr-defined]
)
_STANDING: Final = union_all(_OF_TICKET, _LIVE)
_WAITING: Final = (
    select(col(OutboxRow.bucket), func.count().label("waiting"))
    .where(
        col(OutboxRow.desk_id) == bindparam("desk_id"),
        col(OutboxRow.kind) == Kind.CARD.value,
        text("state <> 'done'"),  # as the partial index has it
        text("state IN ('pending','leased')"),
    )
    .group_by(col(OutboxRow.bucket))
)
_SINGLE: Final = or_(col(TicketRow.level) == "sensitive", col(TicketRow.priority) == "urgent")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ticket and a place stand towards bursts."""

    listing: Listing | None  # where the ticket is listed, in whatever place
    live: Burst | None  # the burst in the place


def standing(uow: UnitOfWork, ticket_id: int, place: str) -> Standing:
    """One look at two unique indexes; every card that has to be posted asks for it."""
    listing = live = None
    for row in uow.run(_STANDING, ticket_id=ticket_id, desk_id=uow.desk_id, place=place, now=uow.now):
        if row.page:
            listing = Listing(burst=_value(row), page=row.page, asked=bool(row.own_card))
        else:
            live = _value(row)
    return Standing(listing, live)


def listing(uow: UnitOfWork, ticket_id: int) -> Listing | None:
    """Where a ticket is listed."""
    row = uow.run(_OF_TICKET, ticket_id=ticket_id).first()
    return Listing(burst=_value(row), page=row.page, asked=bool(row.own_card)) if row else None


def get(uow: UnitOfWork, burst_id: int) -> Burst | None:
    row = uow.execute(select(*_BURST).where(col(BurstRow.id) == burst_id)).first()
    return _value(row) if row else None


def unended(uow: UnitOfWork) -> dict[str, Burst]:
    """The bursts that are on or announced, by their place."""
    rows = uow.execute(
        select(*_BURST).where(col(BurstRow.desk_id) == uow.desk_id, text("burst.ended_at IS NULL"))
    ).all()
    return {row.place: _value(row) for row in rows}


def begin(uow: UnitOfWork, place: str, began_at: datetime) -> None:
    """A burst begins in a place at `began_at`, or earlier if that was announced. One at a time: safe to call twice."""
    insert = uow.insert(BurstRow).values(desk_id=uow.desk_id, place=place, began_at=began_at)
    sooner = case(
        (insert.excluded.began_at < col(BurstRow.began_at), insert.excluded.began_at), else_=col(BurstRow.began_at)
    )
    uow.execute(
        insert.on_conflict_do_update(
            index_elements=["desk_id", "place"], index_where=text("ended_at IS NULL"), set_={"began_at": sooner}
        )
    )


def withdraw(uow: UnitOfWork, burst_id: int) -> None:
    """An announced burst does not begin; one that has begun meanwhile is left alone."""
    uow.execute(delete(BurstRow).where(col(BurstRow.id) == burst_id, col(BurstRow.began_at) > uow.now))


def end(uow: UnitOfWork, burst_id: int) -> None:
    mine = update(BurstRow).where(col(BurstRow.id) == burst_id, col(BurstRow.ended_at).is_(None))
    uow.execute(mine.values(ended_at=uow.now))


def waiting(uow: UnitOfWork) -> dict[str, int]:
    """How many cards wait to be posted or edited, by their bucket."""
    return {row.bucket: row.waiting for row in uow.run(_WAITING, desk_id=uow.desk_id)}


def let_through(uow: UnitOfWork, bucket: str, priority: int) -> None:
    """Cards that wait in `bucket`, and are less urgent than `priority`, wait for nothing any more.

    Rows that somebody is just changing are left for the next time, so that nobody can wait for each other.
    """
    rows = (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.desk_id) == uow.desk_id,
            col(OutboxRow.kind) == Kind.CARD.value,
            text("state <> 'done'"),
            text("state = 'pending'"),
            col(OutboxRow.bucket) == bucket,
            col(OutboxRow.priority) > priority,
        )
        .with_for_update(skip_locked=True)
    )
    ids = list(uow.execute(rows).scalars())
    if ids:
        uow.execute(update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(bucket="", due_at=uow.now))
        uow.woken = True


def came_since(uow: UnitOfWork, burst_id: int, moment: datetime) -> int:
    """How many tickets the burst has got since a moment (real time)."""
    mine = col(BurstTicketRow.burst_id) == burst_id, col(BurstTicketRow.created_at) > moment
    found: int = uow.execute(select(func.count()).select_from(BurstTicketRow).where(*mine)).scalar_one()
    return found


def room(uow: UnitOfWork, burst_id: int, *, single: bool) -> int:
    """The page for one more ticket: for a `single` the first one with room, else the last one or a new one.

    Nobody is waited for, so transactions at the same moment may overfill a page by one each.
    """
    newest = uow.execute(
        select(func.max(col(BurstTicketRow.page))).where(col(BurstTicketRow.burst_id) == burst_id)
    ).scalar()
    page = 1 if single else newest or 1
    while _on(uow, burst_id, page, single=single) >= PAGE:
        page += 1
    return page


def _on(uow: UnitOfWork, burst_id: int, page: int, *, single: bool) -> int:
    rows = (
        select(func.count())
        .select_from(BurstTicketRow)
        .join(TicketRow, col(TicketRow.id) == col(BurstTicketRow.ticket_id))
        .where(
            col(BurstTicketRow.burst_id) == burst_id, col(BurstTicketRow.page) == page, _SINGLE if single else ~_SINGLE
        )
    )
    found: int = uow.execute(rows).scalar_one()
    return found


def put(uow: UnitOfWork, ticket_id: int, burst_id: int, page: int) -> None:
    """List a locked ticket on a page, and on no other one."""
    values = {"ticket_id": ticket_id, "burst_id": burst_id, "page": page, "own_card": False, "created_at": uow.now}
    insert = uow.insert(BurstTicketRow).values(**values)
    moved = {name: insert.excluded[name] for name in ("burst_id", "page", "own_card", "created_at")}
    uow.execute(insert.on_conflict_do_update(index_elements=["ticket_id"], set_=moved))


def ask(uow: UnitOfWork, ticket_id: int) -> None:
    """A listed ticket is to get a card of its own."""
    uow.execute(update(BurstTicketRow).where(col(BurstTicketRow.ticket_id) == ticket_id).values(own_card=True))


def entries(uow: UnitOfWork, burst_id: int, page: int) -> list[Entry]:
    """All tickets that were ever put on a page, by number."""
    has_card = exists().where(
        col(SlackPostRow.ticket_id) == col(TicketRow.id),
        col(SlackPostRow.kind) == "card",
        col(SlackPostRow.state) == "live",
    )
    rows = uow.execute(
        select(
            col(TicketRow.id),
            col(TicketRow.type),
            col(TicketRow.queue),
            col(TicketRow.state),
            col(TicketRow.priority),
            col(TicketRow.level),
            col(TicketRow.assignee_id),
            col(TicketRow.escalated_to),
            col(TicketRow.created_at),
            col(BurstTicketRow.own_card),
            has_card.label("has_card"),
        )
        .join(BurstTicketRow, col(BurstTicketRow.ticket_id) == col(TicketRow.id))
        .where(col(BurstTicketRow.burst_id) == burst_id, col(BurstTicketRow.page) == page)
        .order_by(col(TicketRow.id))
    )
    return [_entry(row) for row in rows]


def hold_if_free(uow: UnitOfWork, ticket_id: int) -> bool:
    """Lock a ticket that nobody has and nobody is just changing; False: leave it. Nobody is waited for."""
    wanted = select(col(TicketRow.id)).where(col(TicketRow.id) == ticket_id, col(TicketRow.assignee_id).is_(None))
    return uow.execute(wanted.with_for_update(skip_locked=True)).first() is not None


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        ticket_id=row.id,
        type=row.type,
        queue=row.queue,
        state=State(row.state),
        priority=row.priority,
        level=row.level,
        assigned=row.assignee_id is not None,
        escalated=bool(row.escalated_to),
        asked=bool(row.own_card),
        has_card=bool(row.has_card),
        created_at=row.created_at,
    )


def _value(row: Row[Any]) -> Burst:
    return Burst(id=row.id, place=row.place, began_at=row.began_at, ended_at=row.ended_at)
