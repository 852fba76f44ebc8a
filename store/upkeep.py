"""What helpdesks are kept up to date of besides replies: asked for in the transaction of what happened.

Where the desk file asks for none of it, no statement is run.
"""

from datetime import timedelta
from typing import Final

from bot.domain.outbox import APART_FROM, Kind
from store import outbox
from store.tables import TicketRow
from store.unit_of_work import UnitOfWork

#: The card stands by then in most cases, and the note can lead to it.
_NOTE_AFTER: Final = timedelta(seconds=15)
#: What follows at once, such as a claim and a move, is one visit.
_GATHER: Final = timedelta(seconds=2)
#: What a new suggestion or the reason for none is called in the journal: the ticket is prepared.
_PREPARED: Final = "draft.made"
#: Entries that may change what stands there. What was told from there changes nothing there.
_MOVES: Final = ("ticket.", "escalation.", "handoff.")


def ask_all(uow: UnitOfWork) -> None:
    """Ask for what follows from this transaction. The store calls it before each commit."""
    if not uow.happened or not any(source.writes for source in uow.desk.file.sources):
        return
    wanted = {
        (entry.ticket_id, part)
        for entry in uow.happened
        for part, fits in (("note", entry.action == _PREPARED), ("state", entry.action.startswith(_MOVES)))
        if fits
    }
    for ticket_id, part in sorted(wanted):
        row = uow.held.get(ticket_id) or uow.session.get(TicketRow, ticket_id)
        writes = uow.desk.source(row.source).writes if row else ()
        asked_for = "note" in writes if part == "note" else bool(set(writes) - {"note"})
        if row and asked_for:
            ask(uow, ticket_id, row.source, part)


def ask(uow: UnitOfWork, ticket_id: int, source: str, part: str) -> None:
    """Ask for a ticket's `note`, or for its `state`: status, assignee and tags. Asked for again, it is the same row."""
    outbox.enqueue(
        uow, Kind.UPKEEP, f"{ticket_id}:{part}", lane=f"ticket:{ticket_id}:upkeep-{part}", bucket=f"upkeep:{source}",
        priority=APART_FROM, delay=_NOTE_AFTER if part == "note" else _GATHER,
    )  # fmt: skip
