"""Suggestions that only the owner of their type sees, and how what people wrote compares with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, update
from sqlmodel import col, select

from bot.domain.draft import Sentence, Suggestion
from bot.domain.outcome import Tally, band, tally
from store.tables import ReplyRow, ShadowDraftRow, TicketRow
from store.tables.base import LEDGER, MODEL_TEXT
from store.unit_of_work import UnitOfWork, columns

_SENTENCES = TypeAdapter(tuple[Sentence, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """One of them. `change` is None until a person's answer has arrived; texts are empty once retention took them."""

    ticket_id: int
    type: str
    body: str
    sentences: tuple[Sentence, ...]
    engine: str
    change: float | None
    sent: str = ""  # what the person wrote instead


def keep(uow: UnitOfWork, ticket_id: int, type_name: str, suggestion: Suggestion) -> None:
    """The newest one of a ticket; nothing changes once it was compared. The caller holds the ticket's lock."""
    values: dict[str, Any] = {
        "desk_id": uow.desk_id, "ticket_id": ticket_id, "type": type_name, "body": suggestion.body,
        "sentences": _SENTENCES.dump_python(suggestion.sentences, mode="json", exclude_defaults=True),
        "language": suggestion.language, "engine": suggestion.engine, "prompt_id": "", "retention": MODEL_TEXT,
        "created_at": uow.at,
    }  # fmt: skip
    drop(uow, ticket_id)
    uow.insert_new(ShadowDraftRow, values, ("ticket_id",))


def drop(uow: UnitOfWork, ticket_id: int) -> None:
    """There is none any more: the case has changed. One that was compared stays."""
    uow.execute(
        delete(ShadowDraftRow).where(
            col(ShadowDraftRow.ticket_id) == ticket_id, col(ShadowDraftRow.decided_at).is_(None)
        )
    )


def waiting(uow: UnitOfWork, ticket_id: int) -> Shadow | None:
    """The one that waits for what a person will write."""
    row = uow.execute(
        select(*columns(ShadowDraftRow)).where(
            col(ShadowDraftRow.ticket_id) == ticket_id, col(ShadowDraftRow.decided_at).is_(None)
        )
    ).first()
    return _value(row) if row else None


def compared(uow: UnitOfWork, ticket_id: int, reply_id: int, change: float) -> None:
    """A person's own answer has arrived."""
    uow.execute(
        update(ShadowDraftRow)
        .where(col(ShadowDraftRow.ticket_id) == ticket_id, col(ShadowDraftRow.decided_at).is_(None))
        .values(reply_id=reply_id, change=change, decided_at=uow.at)
    )


def counted(uow: UnitOfWork, type_name: str, since: datetime) -> Tally:
    """How those of a type that were compared since then came out."""
    found = uow.execute(
        select(col(ShadowDraftRow.change)).where(
            ShadowDraftRow.desk_id == uow.desk_id,
            ShadowDraftRow.type == type_name,
            col(ShadowDraftRow.decided_at) >= since,
        )
    )
    return tally(band(change) for change in found.scalars())


def newest(uow: UnitOfWork, type_name: str, limit: int) -> list[Shadow]:
    """The newest of a type with what people wrote; none of a delicate ticket, nor one whose text is gone."""
    wanted: list[Any] = [*columns(ShadowDraftRow), columns(ReplyRow).body.label("sent")]
    rows = uow.execute(
        select(*wanted)
        .join(TicketRow, col(TicketRow.id) == col(ShadowDraftRow.ticket_id))
        .outerjoin(ReplyRow, col(ReplyRow.id) == col(ShadowDraftRow.reply_id))
        .where(
            ShadowDraftRow.desk_id == uow.desk_id,
            ShadowDraftRow.type == type_name,
            TicketRow.level == "none",
            ShadowDraftRow.body != "",
        )
        .order_by(col(ShadowDraftRow.id).desc())
        .limit(limit)
    )
    return [_value(row, row.sent or "") for row in rows]


def empty(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Take the texts of locked tickets' away; how they compared stays. Safe to call twice."""
    emptied = {"body": "", "sentences": [], "retention": LEDGER}
    uow.execute(update(ShadowDraftRow).where(col(ShadowDraftRow.ticket_id).in_(ticket_ids)).values(**emptied))


def _value(row: Any, sent: str = "") -> Shadow:
    return Shadow(
        ticket_id=row.ticket_id,
        type=row.type,
        body=row.body,
        sentences=_SENTENCES.validate_python(row.sentences),
        engine=row.engine,
        change=row.change,
        sent=sent,
    )
