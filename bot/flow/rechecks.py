"""That a person wants records read again: what says so, and whether the suggestion stands beside what comes of it."""

from typing import Final

from bot.domain.draft import DraftState
from bot.flow import outbox
from store import drafts, journal, tickets
from store.journal import Entry
from store.unit_of_work import UnitOfWork

#: What the journal calls it: with a new suggestion, or the records alone.
AGAIN: Final = "draft.read_again"
CHECKED: Final = "record.asked"


def wanted(uow: UnitOfWork, ticket_id: int) -> Entry | None:
    """Who wanted them read again, and how, where that has not been done yet."""
    newest = journal.newest(uow, ticket_id, (AGAIN, CHECKED, "draft.made", "record.read"))
    return newest if newest and newest.action in (AGAIN, CHECKED) else None


def stands(uow: UnitOfWork, ticket_id: int) -> bool:
    """Whether the suggestion that a ticket has may stand beside records that were read again: it was made for what the
    customer wrote last. Its card then says what is not as it was."""
    ticket = tickets.lock(uow, ticket_id)
    standing = drafts.current(uow, ticket_id)
    if standing is None or standing.state is not DraftState.PROPOSED or ticket.sealed:
        return False
    if standing.last_message_id != ticket.last_message_id:
        return False
    outbox.card(uow, ticket, outbox.MESSAGE)
    if ticket.assignee_id is not None:
        outbox.thread(uow, ticket_id)
    return True
