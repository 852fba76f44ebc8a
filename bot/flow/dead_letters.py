"""Work that was given up: read, tried again once its cause is gone, or dropped."""

from bot.domain.errors import DeskhandError
from bot.domain.health import DeadLetter
from bot.domain.outbox import SENDS
from store import dead_letters, journal, tickets
from store.unit_of_work import UnitOfWork


class NotDead(DeskhandError):
    """There is no work of that id that was given up."""


class NotToRepeat(DeskhandError):
    """A reply that was given up is stopped: its writer was told, and it leaves again only from its card."""


def listed(uow: UnitOfWork, limit: int = 100) -> tuple[DeadLetter, ...]:
    """What was given up, the newest first."""
    return dead_letters.all_of(uow, limit)


def read(uow: UnitOfWork, letter_id: int) -> DeadLetter:
    """One of them. Raises `NotDead`."""
    found = dead_letters.get(uow, letter_id)
    if found is None:
        raise NotDead(str(letter_id))
    return found


def retry(uow: UnitOfWork, letter_id: int, by: str) -> bool:
    """Have it tried again. False when the same work had been asked for again anyway, which then serves for both.

    `by` is who says so, as the journal names them. Raises `NotDead` (also when asked a second time) or `NotToRepeat`.
    """
    letter = _locked(uow, letter_id)
    if letter.kind in SENDS:
        raise NotToRepeat(str(letter_id))
    _record(uow, letter, by, "work.retried")
    return dead_letters.revive(uow, letter_id)


def drop(uow: UnitOfWork, letter_id: int, by: str) -> None:
    """Let it rest: nobody will try it again. Raises `NotDead`, also when asked a second time."""
    letter = _locked(uow, letter_id)
    _record(uow, letter, by, "work.dropped")
    dead_letters.drop(uow, letter_id)


def _locked(uow: UnitOfWork, letter_id: int) -> DeadLetter:
    found = dead_letters.get(uow, letter_id)
    if found is not None and found.ticket_id is not None:
        tickets.lock(uow, found.ticket_id)
        found = dead_letters.get(uow, letter_id)
    if found is None:
        raise NotDead(str(letter_id))
    return found


def _record(uow: UnitOfWork, letter: DeadLetter, by: str, action: str) -> None:
    if letter.ticket_id is not None:
        journal.append(uow, letter.ticket_id, by, action, kind=letter.kind.value)
