"""Quality reviews: which conversations are read again, by whom, and what may be said of their scores.

Whoever answered a conversation, or approved an answer, never reviews it. What is likelier to have gone wrong is
likelier to be drawn; any other may be too, so that scores are not of the worst alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.desk import Criterion, Level
from bot.domain.outcome import Band
from bot.domain.story import SENT, Story
from bot.domain.success import as_suggested, quick

#: The best score; the worst is 1.
BEST: Final = 4
#: Averages of fewer reviews would say more of chance, and of one review, than of anybody's answers.
FEWEST: Final = 5
#: Averages that many people read are of the answers of so many at least, so that nobody is meant.
PEOPLE: Final = 3


class Why(StrEnum):
    """Why a conversation is likelier to be drawn."""

    REOPENED = "reopened"
    WAITED = "waited"  # longer than nine in ten, or its first answer was late
    EDITED = "edited"  # a suggestion was changed much before it was sent
    QUICK = "quick"  # approved faster than it can be read
    SENSITIVE = "sensitive"


class NotThis(StrEnum):
    """Why a reviewer leaves one out."""

    INVOLVED = "involved"
    NOTHING_SAID = "nothing_said"  # there is no answer in it that could be judged
    LANGUAGE = "language"
    OTHER = "other"


#: Besides the 1 that every conversation has.
WEIGHTS: Final[Mapping[Why, int]] = {
    Why.REOPENED: 4, Why.WAITED: 2, Why.EDITED: 2, Why.QUICK: 3, Why.SENSITIVE: 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A conversation that was answered in the week. `answered_by`: everybody who wrote or approved an answer, by whom
    most were sent first. `may`: the reviewers who may read it; `away`: those of them who are."""

    ticket_id: int
    queue: str
    answered_by: tuple[int, ...]
    may: frozenset[int]
    away: frozenset[int] = frozenset()
    why: tuple[Why, ...] = ()

    @property
    def reviewers(self) -> frozenset[int]:
        """Who may review it: whoever is here, where anybody is."""
        others = self.may - set(self.answered_by)
        return others - self.away or others

    @property
    def weight(self) -> int:
        return 1 + sum(WEIGHTS[one] for one in self.why)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A candidate, and who is to review it."""

    candidate: Candidate
    reviewer_id: int


def draw(candidates: Iterable[Candidate], count: int, random: Callable[[], float]) -> tuple[Drawn, ...]:
    """At most `count` of those that somebody may review, by their weights, spread over queues and reviewers.

    While queues have enough, none gets two more than another; each goes to whoever of its reviewers has fewest.
    `random` gives numbers from 0 to 1; the same numbers give the same sample.
    """
    by_queue: dict[str, list[tuple[float, Candidate]]] = {}
    for one in sorted(candidates, key=lambda one: one.ticket_id):
        if one.reviewers:
            by_queue.setdefault(one.queue, []).append((random() ** (1 / one.weight), one))
    for found in by_queue.values():
        found.sort(key=lambda pair: pair[0])
    taken: Counter[str] = Counter()
    given: Counter[int] = Counter()
    drawn: list[Drawn] = []
    while len(drawn) < count and any(by_queue.values()):
        fewest = min(taken[queue] for queue, found in by_queue.items() if found)
        queue = max((found[-1][0], queue) for queue, found in by_queue.items() if found and taken[queue] == fewest)[1]
        _, one = by_queue[queue].pop()
        reviewer = min(sorted(one.reviewers), key=lambda person: (given[person], random()))
        taken[queue] += 1
        given[reviewer] += 1
        drawn.append(Drawn(one, reviewer))
    return tuple(drawn)


def answered_by(story: Story, start: datetime, end: datetime) -> tuple[int, ...]:
    """Who answered in this time or approved an answer, whoever sent most first, of several the last. Empty where nobody
    did."""
    sent: Counter[int] = Counter()
    last: dict[int, datetime] = {}
    others: set[int] = set()
    for entry in story.entries:
        kind, _, number = entry.actor.partition(":")
        if kind != "person" or not number.isdigit():
            continue
        if entry.action in SENT:
            person = int(number)
            if start <= entry.at < end:
                sent[person] += 1
                last[person] = entry.at
            others.add(person)
        elif entry.action == "reply.approved":
            others.add(int(number))
    writers = sorted(sent, key=lambda person: (sent[person], last[person]), reverse=True)
    return (*writers, *sorted(others - sent.keys())) if writers else ()


def why(story: Story, *, sensitive: bool, waited_long: bool) -> tuple[Why, ...]:
    """Every reason for which a conversation is likelier to be drawn."""
    late = (
        story.first_response_at is not None
        and story.first_response_due is not None
        and story.first_response_at > story.first_response_due
    )
    holds = {
        Why.REOPENED: any(True for _ in story.reopenings()),
        Why.WAITED: waited_long or late,
        Why.EDITED: any(one.band in (Band.HEAVY, Band.REWRITTEN) for one in story.suggested),
        Why.QUICK: _quickly_approved(story),
        Why.SENSITIVE: sensitive,
    }
    return tuple(one for one, held in holds.items() if held)


def _quickly_approved(story: Story) -> bool:
    return any(quick(story, approved, draft.id) for _, approved, draft in as_suggested(story))


def waited(story: Story, until: datetime) -> float:
    """Seconds that the customer waited for us, a department or a supplier, up to a moment."""
    return sum((end - start).total_seconds() for start, end, _ in story.ours_until(until))


def longest(waits: Mapping[int, float]) -> frozenset[int]:
    """The tenth that waited longest; of fewer than ten nobody."""
    by_wait = sorted(waits, key=lambda ticket_id: (-waits[ticket_id], ticket_id))
    return frozenset(by_wait[: len(by_wait) // 10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A conversation that somebody is to review. `waits`: it was neither scored nor left out yet."""

    id: int
    ticket_id: int
    reviewer_id: int | None
    why: tuple[Why, ...]
    level: Level
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One conversation's scores, by criterion."""

    answered_by: int
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What several reviews say together. Without enough of them only how many there are; `by` is by criterion."""

    reviews: int
    average: float | None = None
    by: Mapping[str, float] | None = None


def marks(found: Sequence[Scored], *, people: int = 1) -> Marks:
    """Averages from five reviews on, of the answers of at least so many people."""
    if len(found) < FEWEST or len({one.answered_by for one in found}) < people:
        return Marks(reviews=len(found))
    by: dict[str, list[int]] = {}
    for one in found:
        for name, score in one.scores.items():
            by.setdefault(name, []).append(score)
    everything = [score for scores in by.values() for score in scores]
    return Marks(
        reviews=len(found),
        average=sum(everything) / len(everything) if everything else None,
        by={name: sum(scores) / len(scores) for name, scores in by.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How somebody's answers were scored, for themselves. `by` is by the criteria's titles; of `notes` the newest."""

    reviews: int
    average: float | None = None
    by: tuple[tuple[str, float], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()  # (ticket, what a reviewer noted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a week's reviews say of all answers together: `done` of `drawn`; averages where there are enough of them."""

    done: int
    drawn: int
    average: float | None = None
    lowest: tuple[str, float] | None = None  # a criterion's title


def titled(found: Marks, criteria: Sequence[Criterion]) -> tuple[tuple[str, float], ...]:
    """Averages by title, in the rubric's order; those of criteria that it has no more come last, by name."""
    by = dict(found.by or {})
    known = [(one.title, by.pop(one.name)) for one in criteria if one.name in by]
    return (*known, *sorted(by.items()))
