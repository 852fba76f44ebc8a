"""Who has read a suggestion in full, as the journal has it: it is not replaced under their eyes."""

from bot.domain.draft import Draft
from bot.domain.people import Actor
from store import drafts, journal
from store.unit_of_work import UnitOfWork

_OPENED = "draft.opened"


def note(uow: UnitOfWork, draft: Draft, who: Actor) -> None:
    """Somebody reads it in full now. Once for each person; the caller holds the ticket's lock."""
    if who.journal_name not in _of(uow, draft):
        journal.append(uow, draft.ticket_id, who.journal_name, _OPENED, draft=draft.id)
    drafts.mark_opened(uow, draft.id)


def others(uow: UnitOfWork, draft: Draft, who: Actor) -> bool:
    """Whether anybody else has read it. Of a reading that an older version kept nobody knows whose it was."""
    return draft.opened and _of(uow, draft) != {who.journal_name}


def _of(uow: UnitOfWork, draft: Draft) -> set[str]:
    entries = journal.entries(uow, draft.ticket_id)
    return {one.actor for one in entries if one.action == _OPENED and one.detail.get("draft") == str(draft.id)}
