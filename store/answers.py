"""What was answered, for how far people answer alike."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from bot.domain.week import Answer
from store import contacts
from store.tables import JournalRow, ReplyRow, TicketRow
from store.unit_of_work import UnitOfWork


def sent(
    uow: UnitOfWork, actions: Collection[str], start: datetime, end: datetime, queues: Sequence[str], limit: int
) -> Iterator[Answer]:
    """The replies that left in this time (one of the `actions` of the journal), of some queues (all, where none is
    named) and of so many tickets at most, the last answered first. The journal has an index of when they were."""
    answered = select(col(JournalRow.ticket_id)).where(
        JournalRow.desk_id == uow.desk_id,
        col(JournalRow.action).in_(sorted(actions)),
        col(JournalRow.at) >= start,
        col(JournalRow.at) < end,
    )
    ids = dict.fromkeys(uow.execute(answered.order_by(col(JournalRow.at).desc()).limit(limit)).scalars())
    for some in contacts.chunks(ids):
        wanted: Any = select(col(TicketRow.type), col(ReplyRow.written_by), col(ReplyRow.body))
        wanted = wanted.join(TicketRow, col(TicketRow.id) == col(ReplyRow.ticket_id)).where(
            col(ReplyRow.ticket_id).in_(some), ReplyRow.state == "sent",
            col(ReplyRow.sent_at) >= start, col(ReplyRow.sent_at) < end,
        )  # fmt: skip
        if queues:
            wanted = wanted.where(col(TicketRow.queue).in_(sorted(queues)))
        for row in uow.execute(wanted.order_by(col(ReplyRow.id).desc())):
            yield Answer(row.type or "", row.written_by, row.body)
