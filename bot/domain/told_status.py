"""Whether a status that a helpdesk tells of still counts: by when it was set there, against all that happened later.

Its own times are compared with one another as they are; with ours they are compared to the second, so that both clocks
have to go right. What is out of date is put on record and obeyed by nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.domain.upkeep import ECHO, meaning, standing
from bot.domain.upkeep import Entry as Kept

#: A helpdesk that tells whole seconds may mean any moment of one.
_ROUGH: Final = timedelta(seconds=1)
#: What a person here, or Deskhand for them, decided of where a ticket stands. A reply counts from when it began to
#: leave: a helpdesk's own rules may set a status as soon as it is there.
_DECIDED: Final = frozenset(
    {
        "ticket.resolved", "ticket.reopened", "ticket.is_a_request", "ticket.snoozed", "ticket.handed_off",
        "ticket.handed_to_supplier", "ticket.handed_back", "reply.sending",
    }
)  # fmt: skip
#: Who tells us of something, and decides nothing here.
_TELLERS: Final = ("service:", "customer:")
_TOLD: Final = "ticket.updated_outside"


class Entry(Kept, Protocol):
    """An entry of the journal, with who made it."""

    @property
    def actor(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A status, and when it was set there, where the helpdesk says so. `stands`: it says how the ticket stands, and not
    that this has changed."""

    status: str
    at: datetime | None = None
    stands: bool = False


def out_of_date(told: Told, entries: Sequence[Entry], now: datetime, *, follows: bool) -> bool:
    """Whether something newer is known, by a ticket's journal, oldest first. `follows`: its status is written there.

    Without a time only what is no change, or may come from before a status of ours, is out of date.
    """
    before = [each for each in entries if each.action == _TOLD and each.detail.get("status") and not _late(each)]
    if told.stands and meaning(told.status) == meaning(before[-1].detail["status"] if before else "open"):
        return True
    if told.at is None:
        return follows and any(now - at <= ECHO for _, at in standing(entries).awaited)
    theirs = [each.detail.get("set_at") for each in before] + [each.detail.get("written") for each in entries]
    if any(told.at < datetime.fromisoformat(at) for at in theirs if at):
        return True
    ours = [each.at for each in entries if _decided(each) or (follows and _landed(each))]
    return bool(ours) and told.at + _ROUGH <= max(ours)


def _late(entry: Entry) -> bool:
    return "late" in entry.detail


def _decided(entry: Entry) -> bool:
    return entry.action in _DECIDED and not entry.actor.startswith(_TELLERS)


def _landed(entry: Entry) -> bool:
    """A status of ours was accepted there: whatever was set there before stands there no more."""
    of_status = entry.action == "upkeep.done" and entry.detail.get("what") == "status"
    return of_status and "agreed" not in entry.detail
