"""How Deskhand itself does: what waits, what was given up, who is silent. Ids, counts and times only."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.outbox import Kind
from bot.domain.outside import OutsideCost
from bot.domain.silence import Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is not done, at one moment."""

    at: datetime  # real time
    outbox: dict[tuple[str, str], int]  # rows that are not done, by kind and state
    lag: dict[str, float]  # seconds for which the oldest due row of a kind has waited; every kind is named
    inbox: dict[str, int]  # arrivals that are `parked` after an error, or are `waiting` for something
    silent: tuple[Silence, ...]

    def rows(self, state: str) -> int:
        """How many outbox rows are in that state."""
        return sum(count for (_, found), count in self.outbox.items() if found == state)

    @property
    def longest_lag(self) -> float:
        return max(self.lag.values(), default=0.0)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The answer to `/desk health`."""

    standing: Standing
    letters: tuple[DeadLetter, ...]  # the newest of what was given up
    given_up: int  # all of it
    slack_at: datetime | None  # when Slack last said who stands where; None: never
    outside: OutsideCost | None = None  # where a model outside is asked
