"""Who has how much, and where the tickets of one person go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.availability import Availability
from bot.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One person's open tickets in a queue, sleeping ones too. `due` is what is owed until the end of the day,
    `waiting` tickets that wait for an approval."""

    person: Person
    open: int = 0
    due: int = 0
    overdue: int = 0
    waiting: int = 0
    where: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """A queue's people for a lead, those with most first; `idle` are members who have nothing. A figure of `most` may
    stand for more."""

    queue: str
    title: str
    loads: tuple[Load, ...]
    idle: tuple[Load, ...] = ()
    most: int
    at: datetime


#: To a person, back to the queue, or in turn to whoever is here.
Where = Literal["person", "queue", "spread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a lead wants: up to `first` of a person's tickets (0: all), the first that are due first."""

    queue: str
    from_id: int
    first: int
    where: Where
    to_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What came of it. `moved` are (person or None for the queue, numbers); `sealed` and `leaving` stayed: whoever was
    to have them may not see behind the seal, or their reply is on its way. `left`: there are more to be looked at."""

    from_name: str
    moved: tuple[tuple[Person | None, tuple[int, ...]], ...] = ()
    sealed: tuple[int, ...] = ()
    leaving: tuple[int, ...] = ()
    nobody: bool = False  # nobody is here who could have them
    left: int = 0

    @property
    def count(self) -> int:
        return sum(len(numbers) for _, numbers in self.moved)
