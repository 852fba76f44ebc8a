"""Promises to customers, by reply."""

from datetime import datetime

from sqlalchemy import func, or_, update
from sqlmodel import col, select

from store.tables import PromiseRow, ReplyRow, TicketRow
from store.unit_of_work import UnitOfWork


def make(uow: UnitOfWork, ticket_id: int, reply_id: int, at: datetime, person_id: int) -> None:
    """This reply promises another answer by `at`; the ticket then waits after it has left, and is not resolved."""
    values = {
        "desk_id": uow.desk_id,
        "ticket_id": ticket_id,
        "reply_id": reply_id,
        "promised_at": at,
        "person_id": person_id,
        "retention": "ledger",
        "created_at": uow.at,
    }
    uow.insert_new(PromiseRow, values, ("reply_id",))
    uow.execute(update(ReplyRow).where(col(ReplyRow.id) == reply_id).values(after_send="wait"))


def of_reply(uow: UnitOfWork, reply_id: int) -> datetime | None:
    """By when a reply promises another answer."""
    return uow.session.exec(select(PromiseRow.promised_at).where(PromiseRow.reply_id == reply_id)).first()


def standing(uow: UnitOfWork, ticket_id: int) -> datetime | None:
    """What the last answer to a ticket's customer promises, also where it was given on one that people have merged into
    this; None once another one has followed it."""
    joined = select(TicketRow.id).where(TicketRow.joined_to == ticket_id)
    answers = or_(col(ReplyRow.ticket_id) == ticket_id, col(ReplyRow.ticket_id).in_(joined))
    last = select(func.max(ReplyRow.id)).where(answers, ReplyRow.state == "sent").scalar_subquery()
    return uow.session.exec(select(PromiseRow.promised_at).where(col(PromiseRow.reply_id) == last)).first()
