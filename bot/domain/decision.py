"""What a digest offers to decide: at most three, each with the figures that it is about. The next one says what became
of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

#: More than three are a list, and a list is put off.
MOST: Final = 3


class DecisionKind(StrEnum):
    REASSIGN = "reassign"  # what somebody who is away has; subject: "queue:person"; figures: open, overdue
    INCIDENT = "incident"  # a cause that many requests share; subject: a spike; figures: requests of the last day
    ARTICLES = "articles"  # past their date or soon to be; subject: "articles"; figures: past, soon


#: What can be decided first stands first.
_ORDER: Final = tuple(DecisionKind)
#: The figure by which the weightiest of a kind is chosen.
_WEIGHT: Final[Mapping[DecisionKind, tuple[str, ...]]] = {
    DecisionKind.REASSIGN: ("overdue", "open"),
    DecisionKind.INCIDENT: ("requests",),
    DecisionKind.ARTICLES: ("past", "soon"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`figures` as they were when it was offered; `named` says what it is about: a person's and a queue's name, or a
    cause. `decided_by` is empty while nobody has acted; `now` are the figures when the next digest is made."""

    id: int = 0
    kind: DecisionKind
    subject: str
    figures: Mapping[str, int]
    named: Mapping[str, str] = field(default_factory=dict)
    decided_by: str = ""
    now: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """For a digest: what it offers, and what became of what the one before offered."""

    offered: tuple[Decision, ...] = ()
    before: tuple[Decision, ...] = ()


NONE: Final = Decisions()


def chosen(possible: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those to offer: the weightiest of each kind first, then the next ones, three at most."""

    def weight(one: Decision) -> tuple[int, ...]:
        return tuple(-one.figures.get(name, 0) for name in _WEIGHT[one.kind])

    ranked = [sorted((one for one in possible if one.kind is kind), key=weight) for kind in _ORDER]
    rounds = max((len(of_kind) for of_kind in ranked), default=0)
    found = [of_kind[place] for place in range(rounds) for of_kind in ranked if place < len(of_kind)]
    return tuple(sorted(found[:MOST], key=lambda one: _ORDER.index(one.kind)))
