"""What a diagnosis found, as it is told in a report and proposed in a desk file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.diagnosis import Facts, Judged, Verdict

#: The order in which work pays: what is ready first.
EASIEST: Final = (Verdict.AUTOMATE, Verdict.WRITE_DOWN, Verdict.INTEGRATE)
_FIRST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One group of past requests. `example` and `phrases` are redacted. `rest`: what belongs to no group."""

    title: str
    facts: Facts
    judged: Judged
    language: str = "en"
    example: str = ""
    phrases: tuple[str, ...] = ()
    weeks: tuple[tuple[date, int], ...] = ()
    trend: float | None = None
    queue: str = ""  # the team that worked most of it
    labels: tuple[tuple[str, float], ...] = ()  # what they were called before, the most frequent first
    rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """`kinds`: the largest first, what belongs to none last. `tried`: numbers of groups with their silhouette."""

    requests: int
    kinds: tuple[Kind, ...]
    weeks: tuple[tuple[date, int], ...] = ()
    untold: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    read: tuple[tuple[str, str], ...] = ()  # what each column was taken for
    tried: tuple[tuple[int, float], ...] = ()
    source: str = ""

    @property
    def groups(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if not kind.rest)


def quick_wins(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """At most three to begin with: what is ready before what needs work, and of these what costs customers most."""
    worth = [kind for kind in kinds if kind.judged.verdict in EASIEST and not kind.rest]
    ranked = sorted(worth, key=lambda kind: (EASIEST.index(kind.judged.verdict), -_cost(kind.facts), kind.title))
    return tuple(ranked[:_FIRST])


def shares(kinds: Sequence[Kind]) -> dict[Verdict, float]:
    """How much of all requests each verdict covers."""
    return {verdict: sum(kind.facts.share for kind in kinds if kind.judged.verdict is verdict) for verdict in Verdict}


def _cost(facts: Facts) -> float:
    """Requests, and where it is known the time that their customers waited."""
    waited = facts.waited or timedelta(hours=1)
    return facts.requests * max(waited / timedelta(hours=1), 0.1)
