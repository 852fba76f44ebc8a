"""What would differ if a ticket came in now, under another desk file, article or assistant."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Texts that differ by less are the same to a reader.
_SAME: Final = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was decided of a ticket. `suggested` is None where nothing was decided yet."""

    type: str
    queue: str
    priority: str
    level: str
    suggested: bool | None
    reason: str = ""  # why there is no suggestion


@dataclass(frozen=True, slots=True)
class Difference:
    """One trait of a ticket: `before` as it is on record, `after` as it would be."""

    ticket_id: int
    what: str
    before: str
    after: str


def differences(ticket_id: int, was: Outcome, would: Outcome, change: float | None) -> tuple[Difference, ...]:
    """What would differ. `change` is how much of the suggestion's words (0 to 1); None where there is no text to
    compare."""
    found = [
        Difference(ticket_id, what, getattr(was, what) or "none", getattr(would, what) or "none")
        for what in ("type", "queue", "priority", "level")
        if getattr(was, what) != getattr(would, what)
    ]
    if was.suggested is not None and was.suggested != would.suggested:
        found.append(Difference(ticket_id, "suggestion", _yes(was.suggested), _yes(would.suggested)))
    elif was.suggested is False and was.reason != would.reason:
        found.append(Difference(ticket_id, "reason", was.reason, would.reason))
    elif change is not None and change > _SAME:
        found.append(Difference(ticket_id, "text", "as it was", f"{change * 100:.0f} % other words"))
    return tuple(found)


def _yes(suggested: bool | None) -> str:
    return "yes" if suggested else "no"


def counts(found: Iterable[Difference]) -> dict[str, int]:
    """How many tickets would differ in which trait, the most frequent first."""
    return dict(Counter(one.what for one in found).most_common())
