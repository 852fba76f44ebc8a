"""What a digest says before any words: how a day was against what is usual, what stands out, how each queue stands."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from bot.domain.figures import Amount, Figure, Figures, total
from bot.domain.review import Reviewed
from bot.domain.week import Week

#: What stands at a day's end: days together have what stood at the end of the last one.
STANDING: Final = frozenset({Figure.BACKLOG, Figure.PRIORITIES})
#: So many earlier weeks must be known before anything is called usual.
_KNOWN: Final = 3
#: From so many requests, and such a share of all of them, on a cause is worth a sentence.
_LEAST, _SHARE = 5, 0.15
#: From so much on, against what is usual, a cause or a wait stands out.
_STANDS_OUT: Final = 1.5
_HOUR: Final = 3600
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Usual:
    """The same days in the weeks before, as far as those are known, the newest first.

    Weeks of which nothing was rolled up are left out, so that a young desk is compared with the few that it has.
    """

    weeks: tuple[Figures, ...] = ()

    @property
    def known(self) -> bool:
        """Whether enough weeks are known to speak of what is usual."""
        return len(self.weeks) >= _KNOWN

    def median(self, of: Callable[[Figures], float | None]) -> float | None:
        """The middle of what these weeks say, one that says nothing (None) left out. None where too few are known."""
        said = [found for found in map(of, self.weeks) if found is not None]
        return median(said) if self.known and said else None


class Tone(StrEnum):
    QUIET = "quiet"  # nothing came and nothing was resolved
    FIRST = "first"  # too few weeks to compare with
    USUAL = "usual"
    BETTER = "better"
    WORSE = "worse"


class Reason(StrEnum):
    """By what a day is judged."""

    WAITED = "waited"  # seconds that customers waited for us, departments and suppliers
    OPEN = "open"  # unresolved at the end, but for those that wait for the customer
    LATE = "late"  # answered or resolved after it was due


@dataclass(frozen=True, slots=True)
class _Measure:
    """A day is worse when it has `times` what is usual and at least `least` more of it, better the other way round."""

    of: Callable[[Figures], int]
    times: float
    least: int


@dataclass(frozen=True, slots=True)
class Found:
    """A number beside what is usual (None: not known); `name` says of what."""

    name: str
    number: int
    usual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The first sentence. `cause`: what many requests share; `waited`: whom customers waited on more than usual;
    `reasons`: why it is worse or better, where neither of these says it."""

    tone: Tone
    cause: Found | None = None
    waited: Found | None = None
    reasons: tuple[Found, ...] = ()


def waited(told: Figures) -> int:
    """Seconds that customers waited for anybody but themselves."""
    return sum(amount.wall for amount in told.keys(Figure.WAITED).values())


def left_open(told: Figures) -> int:
    """Unresolved requests whose turn is ours, a department's or a supplier's."""
    return sum(amount.count for holder, amount in told.keys(Figure.BACKLOG).items() if holder != "customer")


_MEASURES: Final[Mapping[Reason, _Measure]] = {
    Reason.WAITED: _Measure(waited, 1.5, _HOUR),
    Reason.OPEN: _Measure(left_open, 1.25, 5),
    Reason.LATE: _Measure(lambda told: told.count(Figure.LATE), 1.5, 3),
}


def headline(told: Figures, usual: Usual, causes: Mapping[str, tuple[Figures, Usual]]) -> Headline:
    """How the day was, against the same weekday in earlier weeks. `causes` by name, with what is usual for each.

    One measure that is worse makes the day worse, whatever is better.
    """
    if not (told.count(Figure.RECEIVED) or told.count(Figure.RESOLVED)):
        return Headline(tone=Tone.QUIET)
    judged = {reason: _judge(one, told, usual) for reason, one in _MEASURES.items()}
    tone = Tone.FIRST if not usual.known else next(
        (found for found in (Tone.WORSE, Tone.BETTER) if found in judged.values()), Tone.USUAL
    )  # fmt: skip
    cause, on = _cause(told, causes), _waited_on(told, usual)
    reasons = tuple(
        Found(reason, _MEASURES[reason].of(told), usual.median(_MEASURES[reason].of))
        for reason, found in judged.items()
        if found is tone in (Tone.WORSE, Tone.BETTER) and not (on and reason is Reason.WAITED)
    )
    return Headline(tone=tone, cause=cause, waited=on, reasons=reasons)


def _judge(measure: _Measure, told: Figures, usual: Usual) -> Tone:
    before, now = usual.median(measure.of), measure.of(told)
    if before is None:
        return Tone.FIRST
    if now >= measure.times * before and now - before >= measure.least:
        return Tone.WORSE
    if before >= measure.times * now and before - now >= measure.least:
        return Tone.BETTER
    return Tone.USUAL


def _received(told: Figures) -> int:
    return told.count(Figure.RECEIVED)


def _cause(told: Figures, causes: Mapping[str, tuple[Figures, Usual]]) -> Found | None:
    found = [Found(name, _received(mine), before.median(_received)) for name, (mine, before) in causes.items()]
    found = [
        one
        for one in found
        if one.number >= max(_LEAST, _SHARE * _received(told)) and one.number >= _STANDS_OUT * (one.usual or 0)
    ]
    return max(found, key=lambda one: (one.number, one.name), default=None)


def _waited_on(told: Figures, usual: Usual) -> Found | None:
    def of(holder: str) -> Callable[[Figures], int]:
        return lambda figures: figures.of(Figure.WAITED, holder).wall

    found = [Found(holder, of(holder)(told), usual.median(of(holder))) for holder in told.keys(Figure.WAITED)]
    more = [
        one
        for one in found
        if one.usual is not None and one.number >= _STANDS_OUT * one.usual and one.number - one.usual >= _HOUR
    ]
    return max(more, key=lambda one: one.number - (one.usual or 0), default=None)


def covers(run: date, days: Collection[str]) -> tuple[date, date]:
    """The days that the digest of a local day tells of: those since its run before, so that Monday's tells of Friday to
    Sunday where it does not run on Saturday and Sunday."""
    before = (run - timedelta(days=back) for back in range(1, 8))
    return next(day for day in before if _WEEKDAYS[day.weekday()] in days), run - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFigures:
    """A day of one queue, for the digest. Seconds are wall time. Of a day long past it is not known any more who waited
    for what at its end: then `unassigned` is None, and what waited is told of none."""

    queue: str
    title: str
    received: int
    resolved: int
    backlog: int
    unassigned: int | None
    oldest_waiting_seconds: int | None
    waiting_first_answer: int
    waiting_next_answer: int
    waiting_approval: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Requests for each hundred of what the desk sets them against (`name`: orders); None: not known."""

    name: str
    per_hundred: float | None
    usual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFigures:
    """Local days for managers, all queues together and each by itself."""

    name: str
    first: date
    last: date  # the same, where it tells of one day
    told: Figures
    usual: Usual = Usual()
    headline: Headline
    against: Against | None = None
    types: tuple[tuple[str, Figures], ...] = ()  # by title, empty for none; those with most requests first
    judged: tuple[date, date, Figures] | None = None  # the same days a week before: it is known what became of them
    days: tuple[tuple[date, Figures], ...] = ()  # each by itself, where there are several
    reviewed: Reviewed | None = None  # of a week: the sample that was drawn in it
    week: Week | None = None  # of a week
    queues: tuple[QueueFigures, ...]
    stale_articles: tuple[tuple[str, str], ...] = ()  # (title, owner) of those past their date
    stopped_replies: int = 0
    parked: int = 0  # requests that were kept but could not be read
    until: str = ""  # where the last day is not over: the moment that is told of, by the local clock
    shared_by: str = ""  # who had it posted; empty where nobody did
    overdue: dict[str, int] = field(default_factory=dict)  # `Target` -> tickets that owe it, when this was read
    pauses: tuple[tuple[str, str, str, str], ...] = ()  # (queue, who, reason, until by the local clock)
    silences: tuple[tuple[str, str, str], ...] = ()  # (source, from, to) by the local clock; empty: beyond the day

    @property
    def unknown_volume(self) -> bool:
        """Whether requests would be set against something that is not known."""
        return self.against is not None and self.against.per_hundred is None


def ages(told: Figures) -> Amount:
    """How long unresolved requests have been here, whoever has the ball."""
    return total(told.keys(Figure.BACKLOG).values())
