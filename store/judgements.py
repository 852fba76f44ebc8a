"""What people think of suggestions: thumbs, and what they wish of the next one."""

from sqlalchemy import update
from sqlmodel import col, select

from store.tables import DraftRow, RatingRow, RedraftRow
from store.unit_of_work import UnitOfWork


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
