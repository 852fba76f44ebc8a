"""What people think of suggestions: thumbs, and what they wish of the next one."""

from typing import Final

from sqlalchemy import and_, case, func, not_, or_, update
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from bot.domain.outcome import AS_IS
from bot.domain.track_record import TrackRecord
from store import spans
from store.tables import DraftRow, RatingRow, RedraftRow, TicketRow
from store.unit_of_work import UnitOfWork

#: As many similar suggestions are looked at; more would say more about last year than about the next one.
_SIMILAR: Final = 200


def rate(uow: UnitOfWork, draft_id: int, person_id: int, good: bool) -> bool:
    """Keep one person's thumb for a suggestion; the last one counts. False where it was the same before."""
    values = {"draft_id": draft_id, "person_id": person_id, "good": good, "created_at": uow.at}
    if uow.insert_new(RatingRow, values, ("draft_id", "person_id")) is not None:
        return True
    changed = uow.execute(
        update(RatingRow)
        .where(
            col(RatingRow.draft_id) == draft_id, col(RatingRow.person_id) == person_id, col(RatingRow.good).is_not(good)
        )
        .values(good=good, created_at=uow.at)
    )
    return int(getattr(changed, "rowcount", 0)) == 1


def wish(uow: UnitOfWork, ticket_id: int, draft_id: int, text: str, person_id: int) -> bool:
    """Keep what somebody wishes in place of a suggestion. False where somebody has wished for that one already."""
    values = {
        "ticket_id": ticket_id, "draft_id": draft_id, "wish": text, "person_id": person_id, "created_at": uow.at,
    }  # fmt: skip
    return uow.insert_new(RedraftRow, values, ("draft_id",)) is not None


def wishes(
    uow: UnitOfWork, ticket_id: int, message_id: int | None, type_name: str | None, *, before: int | None = None
) -> tuple[str, ...]:
    """What was wished of the answer to this message as this type, in order; with `before`, of suggestions before it."""
    wanted = (
        select(RedraftRow.wish)
        .join(DraftRow, col(DraftRow.id) == col(RedraftRow.draft_id))
        .where(
            RedraftRow.ticket_id == ticket_id,
            DraftRow.last_message_id == message_id,
            DraftRow.type == (type_name or ""),
        )
        .order_by(col(RedraftRow.id))
    )
    if before is not None:
        wanted = wanted.where(col(RedraftRow.draft_id) < before)
    return tuple(found for found in uow.session.exec(wanted) if found)


def thumbs(uow: UnitOfWork, draft_id: int) -> tuple[int, int]:
    """How many found a suggestion good, and how many did not."""
    given = list(uow.session.exec(select(RatingRow.good).where(RatingRow.draft_id == draft_id)))
    return sum(given), len(given) - sum(given)


def track_record(uow: UnitOfWork, type_name: str, engine: str) -> TrackRecord:
    """What became of the newest 200 suggestions of this type by this engine that somebody decided about.

    Sent with next to nothing changed counts as is; answered without it counts as rejected; reopened is one whose ticket
    came back after it.
    """
    answered_without = and_(
        col(DraftRow.state) == "superseded", col(DraftRow.decided_by).is_not(None), col(DraftRow.reason).is_(None)
    )
    newest = (
        sa_select(col(DraftRow.state), col(DraftRow.change), col(DraftRow.ticket_id), col(DraftRow.decided_at))
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(
            col(TicketRow.desk_id) == uow.desk_id,
            col(DraftRow.type) == type_name,
            col(DraftRow.engine) == engine,
            col(DraftRow.decided_at).is_not(None),
            or_(col(DraftRow.state).in_(("sent", "edited", "rejected")), answered_without),
        )
        .order_by(col(DraftRow.decided_at).desc())
        .limit(_SIMILAR)
        .subquery()
    )
    sent = newest.c.state.in_(("sent", "edited"))
    came_back = spans.reopened(newest.c.ticket_id, newest.c.decided_at)
    # One that has not arrived yet is not measured: sent as it stood unless it was edited.
    as_is = and_(sent, func.coalesce(newest.c.change, case((newest.c.state == "sent", 0.0), else_=1.0)) <= AS_IS)
    counted = sa_select(
        *(func.coalesce(func.sum(case((which, 1), else_=0)), 0)
          for which in (as_is, and_(sent, not_(as_is)), not_(sent), and_(sent, came_back)))
    )  # fmt: skip
    found = uow.execute(counted).one()
    return TrackRecord(as_is=int(found[0]), edited=int(found[1]), rejected=int(found[2]), reopened=int(found[3]))
