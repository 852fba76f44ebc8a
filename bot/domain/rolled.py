"""A day's figures out of what happened on it. Pure, so that counting twice gives the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks import OURS
from bot.domain.counted import Fact, Rules, cuts, facts
from bot.domain.figures import ONCE, SPREAD, Amount, Cell, Figure, Rolled
from bot.domain.spans import Span
from bot.domain.story import Story, Traits


@dataclass(frozen=True, slots=True)
class Standing:
    """A stretch of a ticket that touches a day."""

    ticket_id: int
    created_at: datetime
    priority: str
    traits: Traits
    span: Span


def roll(
    start: datetime, end: datetime, stories: Iterable[Story], standing: Iterable[Standing], rules: Rules
) -> Rolled:
    """The figures of the time from `start` until before `end`.

    `stories` are at least those of every ticket to which something happened then, `standing` every stretch that touches
    it. Of a day that is not over, `end` is now.
    """
    rolled: Rolled = {}
    for story in stories:
        for fact in _of_day(story, start, end, rules):
            queue = story.queue_at(_last_moment(end)) if fact.queue is None else fact.queue
            parts = cuts(story.traits, fact.type, fact.articles)
            _count(rolled, queue, parts, fact.figure, fact.key, fact.wall, fact.business)
    stretches = list(standing)
    _waits(rolled, start, end, stretches, rules)
    _backlog(rolled, end, stretches, rules)
    return rolled


def _last_moment(end: datetime) -> datetime:
    return end - end.resolution


def _of_day(story: Story, start: datetime, end: datetime, rules: Rules) -> Iterable[Fact]:
    once: dict[Figure, Fact] = {}
    for fact in facts(story, rules):
        if not start <= fact.at < end:
            continue
        if fact.figure not in ONCE:
            yield fact
        elif fact.figure not in once or once[fact.figure].at <= fact.at:
            once[fact.figure] = fact
    yield from once.values()


def _count(
    rolled: Rolled,
    queue: str,
    parts: Iterable[tuple[str, str]],
    figure: Figure,
    key: str,
    wall: int = 0,
    business: int = 0,
) -> None:
    for cut, named in parts:
        cell = Cell(queue, cut, named, figure.value, key)
        amount = rolled.get(cell)
        if amount is None:
            amount = rolled[cell] = Amount()
        amount.add(1, wall, business, spread=figure in SPREAD)


def _waits(rolled: Rolled, start: datetime, end: datetime, stretches: Iterable[Standing], rules: Rules) -> None:
    """Each ticket once for whoever it waited for, with all its stretches of the day."""
    waited: dict[tuple[int, str, str], tuple[Traits, int, int]] = {}
    for one in stretches:
        span = one.span
        if span.holder.kind not in OURS:
            continue
        begun, ended = max(span.start, start), min(span.end or end, end)
        if ended <= begun:
            continue
        wall = int((ended - begun).total_seconds())
        business = rules.opening(span.queue).seconds(begun, ended)
        of = one.ticket_id, span.queue, span.holder.name or span.holder.kind
        _, wall_before, business_before = waited.get(of, (one.traits, 0, 0))
        waited[of] = one.traits, wall_before + wall, business_before + business
    for (_, queue, holder), (traits, wall, business) in waited.items():
        _count(rolled, queue, cuts(traits, None, ()), Figure.WAITED, holder, wall, business)


def _backlog(rolled: Rolled, end: datetime, stretches: Iterable[Standing], rules: Rules) -> None:
    for one in stretches:
        span = one.span
        if span.holder.kind == "nobody" or span.start >= end or (span.end is not None and span.end < end):
            continue
        age = int((end - one.created_at).total_seconds())
        business = rules.opening(span.queue).seconds(one.created_at, end)
        parts = tuple(cuts(one.traits, None, ()))
        _count(rolled, span.queue, parts, Figure.BACKLOG, span.holder.kind, age, business)
        _count(rolled, span.queue, parts, Figure.PRIORITIES, one.priority)
