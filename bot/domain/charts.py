"""What is drawn of days: the values of at most two charts, before any words and any colours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.digest import DigestFigures, Tone, ages
from bot.domain.figures import Figure, Figures
from bot.domain.spread import reach

#: As many lines, or groups of bars, as are still told apart; what is beyond them stands together.
LINES: Final = 6
#: The rest of the holders, together.
OTHERS: Final = ""
#: How old what is open may be, in days, the youngest first; what is older than all of them is the last group.
AGES: Final = (1, 3, 7)
_DAY: Final = 86_400
_HOUR: Final = 3600


class Subject(StrEnum):
    WAITED = "waited"  # hours that customers waited for each holder: one day beside what is usual
    WAITED_BY_DAY = "waited_by_day"  # the same over several days
    FLOW = "flow"  # requests that came, and tickets that were resolved, by day
    AGES = "ages"  # how long what is open at the end has been here


class Line(StrEnum):
    """What a series is of, where it is not a holder."""

    TOLD = "told"
    USUAL = "usual"
    RECEIVED = "received"
    RESOLVED = "resolved"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Chart:
    """Every series has a value for each point. Points are holders, days or groups of `AGES` (by their number);
    series are holders by day, else each a `Line`."""

    subject: Subject
    points: tuple[str | date | int, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]

    @property
    def by_day(self) -> bool:
        return self.subject in (Subject.WAITED_BY_DAY, Subject.FLOW)


def charts(figures: DigestFigures) -> tuple[Chart, ...]:
    """The charts of a digest, what says most first; none of a quiet day. A chart on which fewer than two values would
    stand says no more than a sentence, and is left out."""
    if figures.headline.tone is Tone.QUIET:
        return ()
    found = (_waited_by_day(figures), _flow(figures)) if len(figures.days) > 1 else (_waited(figures), _ages(figures))
    return tuple(chart for chart in found if sum(value > 0 for _, values in chart.series for value in values) > 1)


def _waited(figures: DigestFigures) -> Chart:
    holders = _holders(figures.told)
    told = tuple(_hours(of(figures.told)) for _, of in holders)
    series: list[tuple[str, tuple[float, ...]]] = [(Line.TOLD, told)]
    if figures.usual.known:
        series.append((Line.USUAL, tuple(_hours(figures.usual.median(of) or 0) for _, of in holders)))
    return Chart(Subject.WAITED, tuple(name for name, _ in holders), tuple(series))


def _waited_by_day(figures: DigestFigures) -> Chart:
    series = tuple(
        (name, tuple(_hours(of(one)) for _, one in figures.days)) for name, of in _holders(figures.told)
    )  # fmt: skip
    return Chart(Subject.WAITED_BY_DAY, tuple(day for day, _ in figures.days), series)


def _holders(told: Figures) -> list[tuple[str, Callable[[Figures], float]]]:
    """Whom customers waited for, the longest first, and how to read the seconds of each."""

    def reads(names: list[str]) -> Callable[[Figures], float]:
        return lambda figures: sum(figures.of(Figure.WAITED, name).wall for name in names)

    waited = sorted(told.keys(Figure.WAITED).items(), key=lambda pair: (-pair[1].wall, pair[0]))
    names = [name for name, amount in waited if name != OTHERS and _hours(amount.wall) > 0]
    shown = names if len(names) <= LINES else names[: LINES - 1]
    others = names[len(shown) :]
    return [*((name, reads([name])) for name in shown), *([(OTHERS, reads(others))] if others else [])]


def _flow(figures: DigestFigures) -> Chart:
    def counts(of: Figure) -> tuple[float, ...]:
        return tuple(one.count(of) for _, one in figures.days)

    series = ((Line.RECEIVED.value, counts(Figure.RECEIVED)), (Line.RESOLVED.value, counts(Figure.RESOLVED)))
    return Chart(Subject.FLOW, tuple(day for day, _ in figures.days), series)


def _ages(figures: DigestFigures) -> Chart:
    groups = [0] * (len(AGES) + 1)
    for bucket, count in ages(figures.told).spread.items():
        groups[sum(reach(bucket) > days * _DAY for days in AGES)] += count
    return Chart(Subject.AGES, tuple(range(len(groups))), ((Line.OPEN, tuple(groups)),))


def _hours(seconds: float) -> float:
    """Tenths below ten hours, else whole ones."""
    tenths = round(seconds / _HOUR, 1)
    return tenths if tenths < 10 and tenths % 1 else round(seconds / _HOUR)
