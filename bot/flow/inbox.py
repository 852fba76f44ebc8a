"""What arrived and could not be worked: kept as it came, listed, and tried again."""

from bot.domain import letter as letters
from bot.domain.arrival import Receipt
from bot.domain.errors import DeskhandError
from bot.domain.letter import Letter
from bot.domain.webhook_body import parse, read
from bot.flow.intake import take
from bot.flow.letters import take as take_letter
from store import inbox
from store.inbox import Arrival
from store.unit_of_work import UnitOfWork


class NothingToRetry(DeskhandError):
    """There is no parked or waiting arrival of that id."""


def park(uow: UnitOfWork, source: str, event_id: str, kind: str, body: str, error: str) -> bool:
    """Keep the raw text of something that failed, so that it is not lost. False when it is stored already."""
    return inbox.park(uow, source, event_id, kind, body, error)


def known(uow: UnitOfWork, source: str, names: list[str]) -> frozenset[str]:
    """Which of these events of a source have come before."""
    return inbox.known(uow, source, names)


def unfinished(uow: UnitOfWork, state: str = "parked", limit: int = 100) -> list[Arrival]:
    """What is `parked` after an error, or `waiting` for something that has not come; oldest first."""
    return inbox.unfinished(uow, state, limit)


def retry(uow: UnitOfWork, arrival_id: int) -> Receipt:
    """Work a kept arrival under its own id and that of its request, as if it came now; what fails again stays kept,
    since nothing commits.

    Raises `NothingToRetry`, `BadRequest` for a body that still cannot be read, or whatever made it fail before.
    """
    kept = inbox.get(uow, arrival_id)
    if kept is None or kept.state == "done":
        raise NothingToRetry(str(arrival_id))
    uow.trace = kept.trace or uow.trace
    if kept.kind == Letter.kind:
        letter = letters.read(kept.body)
        inbox.forget(uow, arrival_id)
        return take_letter(uow, letter)
    arrival = parse(kept.source, kept.external_id, read(kept.body), raw=kept.body)
    inbox.forget(uow, arrival_id)
    return take(uow, arrival)
