"""What people have put right about tickets, as the journal has it: from which priority or queue to which other one."""

from collections import Counter
from datetime import datetime
from typing import Final

from sqlmodel import col, select

from store.tables import JournalRow, TicketRow
from store.unit_of_work import UnitOfWork

_KINDS: Final = {"ticket.priority_set": "priority", "ticket.queue_set": "queue"}
#: As many as are counted, the newest; more would say no more.
_MOST: Final = 2000


def counted(uow: UnitOfWork, since: datetime) -> Counter[tuple[str, str, str, str]]:
    """How often people corrected a type since then: (type, `priority` or `queue`, what it was, what it became).

    What stayed as it was is no correction, and neither is what a helpdesk has set.
    """
    rows = uow.session.exec(
        select(JournalRow.action, JournalRow.detail, TicketRow.type)
        .join(TicketRow, col(TicketRow.id) == col(JournalRow.ticket_id))
        .where(
            JournalRow.desk_id == uow.desk_id,
            col(JournalRow.action).in_(list(_KINDS)),
            col(JournalRow.at) >= since,
            col(JournalRow.actor).like("person:%"),
        )
        .order_by(col(JournalRow.at).desc(), col(JournalRow.id).desc())
        .limit(_MOST)
    )
    found: Counter[tuple[str, str, str, str]] = Counter()
    for action, detail, kind in rows:
        before, after = str(detail.get("before", "")), str(detail.get(_KINDS[action], ""))
        if before != after:
            found[kind or "", _KINDS[action], before, after] += 1
    return found
