"""A day's figures out of what happened on it. Pure, so that counting twice gives the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks import OURS
from bot.domain.counted import Fact, Rules, cuts, facts
from bot.domain.figures import ONCE, SPREAD, Amount, Cell, Figure, Rolled
from bot.domain.spans import Span
from bot.domain.spread import bucket
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
    tally = _Tally()
    _stretches(tally, start, end, standing, rules)
    for story in stories:
        last, whole = story.queue_at(_last_moment(end)), tuple(cuts(story.traits, None, ()))
        for fact in _of_day(story, start, end, rules):
            queue = last if fact.queue is None else fact.queue
            own = fact.type is not None or fact.articles
            parts = tuple(cuts(story.traits, fact.type, fact.articles)) if own else whole
            tally.count(queue, parts, fact.figure, fact.key, fact.wall, fact.business)
    return tally.rolled()


def _last_moment(end: datetime) -> datetime:
    return end - end.resolution


def _of_day(story: Story, start: datetime, end: datetime, rules: Rules) -> Iterable[Fact]:
    once: dict[Figure, Fact] = {}
    for fact in facts(story, rules, start, end):
        if fact.figure not in ONCE:
            yield fact
        elif fact.figure not in once or once[fact.figure].at <= fact.at:
            once[fact.figure] = fact
    yield from once.values()


_Amounts = dict[tuple[str, str], Amount]
_Parts = tuple[tuple[str, str], ...]


class _Tally:
    """Amounts as they are counted, by queue and cut, so that what all of them get alike is worked out once."""

    def __init__(self) -> None:
        self._amounts: dict[tuple[str, str, str], _Amounts] = {}
        self._alike: dict[tuple[str, _Parts], list[_Amounts]] = {}

    def count(
        self,
        queue: str,
        parts: _Parts,
        figure: Figure,
        key: str,
        wall: int = 0,
        business: int = 0,
    ) -> None:
        """One more, under each of these cuts."""
        buckets = (bucket(wall), bucket(business)) if figure in SPREAD else None
        of = figure.value, key
        alike = self._alike.get((queue, parts))
        if alike is None:
            alike = [self._amounts.setdefault((queue, cut, named), {}) for cut, named in parts]
            self._alike[queue, parts] = alike
        for amounts in alike:
            amount = amounts.get(of)
            if amount is None:
                amount = amounts[of] = Amount()
            amount.add(wall, business, buckets)

    def rolled(self) -> Rolled:
        return {Cell(*where, *of): amount for where, amounts in self._amounts.items() for of, amount in amounts.items()}


def _stretches(tally: _Tally, start: datetime, end: datetime, standing: Iterable[Standing], rules: Rules) -> None:
    """What waits at the end of the day; and each ticket once for whoever it waited for, with all its stretches."""
    waited: dict[tuple[int, str, str], tuple[Traits, int, int]] = {}
    for one in standing:
        _backlog(tally, end, one, rules)
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
        tally.count(queue, tuple(cuts(traits, None, ())), Figure.WAITED, holder, wall, business)


def _backlog(tally: _Tally, end: datetime, one: Standing, rules: Rules) -> None:
    span = one.span
    if span.holder.kind == "nobody" or span.start >= end or (span.end is not None and span.end < end):
        return
    age = int((end - one.created_at).total_seconds())
    business = rules.opening(span.queue).seconds(one.created_at, end)
    parts = tuple(cuts(one.traits, None, ()))
    tally.count(span.queue, parts, Figure.BACKLOG, span.holder.kind, age, business)
    tally.count(span.queue, parts, Figure.PRIORITIES, one.priority)
