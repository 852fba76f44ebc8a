"""What arrived and could not be worked: kept as it came, listed, and tried again."""

import json
from collections.abc import Callable

from bot.domain import letter as letters
from bot.domain.arrival import Receipt
from bot.domain.delivered import UNREAD, of_kept
from bot.domain.errors import BadRequest, DeskhandError
from bot.domain.letter import Letter
from bot.domain.webhook_body import parse, read
from bot.flow.intake import take
from bot.flow.letters import take as take_letter
from bot.flow.ports import Inbound
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


#: Whoever reads a source's webhooks; None for one that speaks the generic contract, or is there no more.
Reads = Callable[[str], Inbound | None]


def retry(uow: UnitOfWork, arrival_id: int, reads: Reads = lambda source: None) -> Receipt:
    """Work a kept arrival under its own id and that of its request, as if it came now; what fails again stays kept,
    since nothing commits. A helpdesk's own delivery is translated anew.

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
    if kept.kind == UNREAD or (kept.kind == "unread" and kept.external_id.startswith("sha256:")):
        return _delivery(uow, kept, reads(kept.source))
    arrival = parse(kept.source, kept.external_id, read(kept.body), raw=kept.body)
    inbox.forget(uow, arrival_id)
    return take(uow, arrival)


def _delivery(uow: UnitOfWork, kept: Arrival, inbound: Inbound | None) -> Receipt:
    """All that a delivery tells, in order; the receipt of the last thing that was not known. Nothing that it tells may
    be of concern any more: then it is done."""
    if inbound is None:
        raise BadRequest(f"the desk file has no helpdesk {kept.source} that could read it")
    raw, headers = of_kept(kept.body)
    told = inbound.events(raw, headers)
    inbox.forget(uow, kept.id)
    receipt = Receipt(ticket_id=None, repeated=bool(told))
    for each in told:
        written = json.dumps(each.body, ensure_ascii=False)
        taken = take(uow, parse(kept.source, each.id, read(written), raw=written))
        receipt = receipt if taken.repeated else taken
    return receipt
