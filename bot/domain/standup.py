"""What a team has before it in the morning: what waits, what is late, what sleeps too long, and who has how much."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

#: A ticket that has slept for so long is asked after.
LONG_SLEEP: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Tickets whose turn is ours, by what they wait for. Each is counted once."""

    first: int = 0  # a first answer
    following: int = 0  # the next answer
    telling: int = 0  # a department has answered, and the customer does not know it yet
    approval: int = 0

    @property
    def total(self) -> int:
        return self.first + self.following + self.telling + self.approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one person has: open tickets, and those of which something is due today or was before."""

    name: str
    open: int
    due: int
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStandup:
    """One queue as it stands. `sleepers` are numbers of tickets that have slept too long, the first ones of `asleep`;
    `people` is empty where the digest is to name nobody."""

    title: str
    waiting: Waiting
    nobody: int  # of what waits for us, what is with nobody
    overdue: dict[str, int] = field(default_factory=dict)  # by `Target`
    asleep: int = 0
    sleepers: tuple[int, ...] = ()
    people: tuple[Share, ...] = ()
    most: int  # figures end there and may stand for more


@dataclass(frozen=True, slots=True, kw_only=True)
class Standup:
    day: date
    queues: tuple[QueueStandup, ...]
    shared_by: str = ""  # who had it posted; empty where nobody did
