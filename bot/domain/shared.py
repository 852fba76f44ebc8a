"""A digest that somebody shares: a run of its own, whose name says what of."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

_NAME: Final = re.compile(r"shared (\S*) (\d{4}-\d\d-\d\d|now) (\d{4}-\d\d-\d\d|now) (\d+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What of, and by whom: a person's id. `queue` is empty for all; without days it is the standup."""

    queue: str
    days: tuple[date, date] | None
    by: int

    @property
    def name(self) -> str:
        first, last = (day.isoformat() for day in self.days) if self.days else ("now", "now")
        return f"shared {self.queue} {first} {last} {self.by}"

    @classmethod
    def of(cls, name: str) -> Self | None:
        """What the name of a run says; None for one of the desk file's own."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        days = None if "now" in found.group(2, 3) else (date.fromisoformat(found[2]), date.fromisoformat(found[3]))
        return cls(queue=found[1], days=days, by=int(found[4]))
