"""What was promised and not done by its time: on record once for each promise, as an entry of the ticket's journal."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.domain.sla import Due, Target
from store import journal
from store.tables import JournalRow, TicketRow
from store.unit_of_work import UnitOfWork

ACTION: Final = "sla.missed"


def due_by_now(uow: UnitOfWork, found: TicketRow) -> list[Due]:
    """What a ticket owes that was due by now; nothing of a clock that stands still."""
    found_due = [(target, getattr(found, f"{target.value}_due")) for target in Target]
    runs = [(target, due) for target, due in found_due if getattr(found, f"{target.value}_warn") is not None]
    return [Due(due, target) for target, due in runs if due is not None and due <= uow.at]


def note(uow: UnitOfWork, ticket_id: int, missed: Collection[Due]) -> None:
    """Put these on record of a locked ticket, those that are not. Safe to call twice."""
    if not missed:
        return
    known = _known(uow, col(JournalRow.ticket_id) == ticket_id)[ticket_id]
    zone = ZoneInfo(uow.desk.file.time_zone)
    for due in sorted(missed):
        if due not in known:
            at = due.at.astimezone(zone).isoformat()
            journal.append(uow, ticket_id, "system", ACTION, target=due.target.value, due=at)


def unnoted(uow: UnitOfWork, limit: int) -> list[int]:
    """Up to so many tickets that owe something since its time and of which that is not on record, by number."""
    of_these = (TicketRow.desk_id == uow.desk_id, col(TicketRow.due_at) <= uow.at)
    late = {
        row.id: due for row in uow.session.exec(select(TicketRow).where(*of_these)) if (due := due_by_now(uow, row))
    }
    if not late:
        return []
    oldest: datetime = min(due.at for each in late.values() for due in each)
    known = _known(uow, col(JournalRow.desk_id) == uow.desk_id, col(JournalRow.at) >= oldest)
    return sorted(number for number, due in late.items() if number and not known[number].issuperset(due))[:limit]


def _known(uow: UnitOfWork, *where: Any) -> defaultdict[int, set[Due]]:
    """What is on record, by ticket."""
    wanted = select(JournalRow.ticket_id, JournalRow.detail).where(*where, JournalRow.action == ACTION)
    found: defaultdict[int, set[Due]] = defaultdict(set)
    for ticket_id, detail in uow.session.exec(wanted):
        found[ticket_id].add(Due(datetime.fromisoformat(detail["due"]), Target(detail["target"])))
    return found
