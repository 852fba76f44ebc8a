"""Whose turn it is: who has fewest tickets, then who was given one longest ago. Never somebody who is not here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

#: Before anybody was given anything.
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody of a queue. `open_tickets` are theirs there, `given_at` when they last were given one by turn."""

    person_id: int
    open_tickets: int
    given_at: datetime | None = None
    here: bool = True


def next_of(candidates: Sequence[Candidate], at_most: int | None = None) -> Candidate | None:
    """Who is given the next ticket, or None where nobody can be: all are away, or have `at_most` already.

    Fewest open first, then least recently given, then in the order of their ids, so that the same people always give
    the same answer.
    """
    able = [one for one in candidates if one.here and (at_most is None or one.open_tickets < at_most)]
    return min(able, key=lambda one: (one.open_tickets, one.given_at or _NEVER, one.person_id), default=None)


def given(candidates: Sequence[Candidate], person_id: int, at: datetime) -> tuple[Candidate, ...]:
    """The candidates after one of them was given a ticket."""
    return tuple(
        replace(one, open_tickets=one.open_tickets + 1, given_at=at) if one.person_id == person_id else one
        for one in candidates
    )
