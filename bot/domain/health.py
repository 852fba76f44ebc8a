"""How Deskhand itself does: what waits, what was given up, who is silent. Ids, counts and times only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.inlet import InletState
from bot.domain.outbox import APART, Kind
from bot.domain.outside import OutsideCost
from bot.domain.silence import Silence

#: Events may wait so long before their subscriber is said to take nothing.
PATIENCE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A subscriber that takes nothing just now."""

    subscriber: str
    waiting: int  # events
    since: datetime  # when the oldest of them happened; real time
    cause: str  # of the last attempt; empty where there was none


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is not done, at one moment."""

    at: datetime  # real time
    outbox: dict[tuple[str, str], int]  # rows that are not done, by kind and state
    lag: dict[str, float]  # seconds for which the oldest due row of a kind has waited; every kind is named
    inbox: dict[str, int]  # arrivals that are `parked` after an error, or are `waiting` for something
    silent: tuple[Silence, ...]
    inlets: tuple[InletState, ...] = ()  # sources that are asked, as far as they ever were
    figures_differ: int = 0  # figures of the last comparison that were not what the ledger gives
    figures_behind: int = 0  # days that have waited for an hour to be rolled up
    untold: tuple[Untold, ...] = ()

    def rows(self, state: str) -> int:
        """How many outbox rows are in that state."""
        return sum(count for (_, found), count in self.outbox.items() if found == state)

    @property
    def longest_lag(self) -> float:
        """Of what waits for a worker. What waits for a subscriber says nothing about workers; see `untold`."""
        return max((seconds for kind, seconds in self.lag.items() if kind not in APART), default=0.0)

    def report(self) -> dict[str, Any]:
        """What `/readyz` tells of it."""
        outbox = {f"{kind} {state}": count for (kind, state), count in self.outbox.items()}
        silent = [silence.source for silence in self.silent]
        asked = {"asked": {one.source: one.fault or "answers" for one in self.inlets}} if self.inlets else {}
        return {"outbox": outbox, "silent": silent, **asked}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """How the desk has fared with one source of records lately."""

    count: int
    failed: int = 0
    failed_last: int = 0  # the newest ones, in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Work that was given up."""

    id: int
    kind: Kind
    subject: str
    lane: str
    attempts: int
    cause: str
    asked_at: datetime  # real time
    given_up_at: datetime | None
    trace: str  # the id of the request that it goes back to

    @property
    def ticket_id(self) -> int | None:
        """The ticket that the work was for; None for digests and notices."""
        place, _, rest = self.lane.partition(":")
        return int(rest.partition(":")[0]) if place == "ticket" else None

    @property
    def name(self) -> str:
        """How people may know it: its ticket's number; of an event also who was to be told of it; else its subject."""
        if self.kind is not Kind.EVENT:
            return f"T-{self.ticket_id}" if self.ticket_id is not None else self.subject
        told, about, number = self.lane.removeprefix("event:").rsplit(":", 2)
        return f"{told} (T-{number})" if about == "ticket" else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The answer to `/desk health`."""

    standing: Standing
    letters: tuple[DeadLetter, ...]  # the newest of what was given up
    given_up: int  # all of it
    slack_at: datetime | None  # when Slack last said who stands where; None: never
    outside: OutsideCost | None = None  # where a model outside is asked
