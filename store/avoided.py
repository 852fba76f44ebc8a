"""What people have answered when they were asked whether a request could have been avoided."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import col, func, select

from store.tables import TicketRow
from store.unit_of_work import UnitOfWork


def counted(uow: UnitOfWork, since: datetime) -> dict[str, dict[str, int]]:
    """How often each answer was given for tickets that were resolved since then: by request type (empty: none), then by
    the names of `bot.domain.avoidable`. Tickets of which nobody said anything are left out."""
    rows = uow.session.exec(
        select(TicketRow.type, TicketRow.avoidable, func.count())
        .where(TicketRow.desk_id == uow.desk_id, col(TicketRow.resolved_at) >= since, TicketRow.avoidable != "")
        .group_by(col(TicketRow.type), col(TicketRow.avoidable))
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, answer, count in rows:
        found[kind or ""][answer] = count
    return dict(found)
