"""Spikes: more requests than usual that share a type and a cause.

Requests come in crowds, so that counting them as if each came by itself rings all the time: the spread of the days
before decides how many are unusual (a negative binomial tail; docs/adr/0029).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import fmean, variance
from typing import Final

from bot.domain.desk_spikes import SpikeRule
from bot.domain.handoff import Handoff
from bot.domain.record import LinkedRecord

#: What comes within the short one is counted, and for what is rare within the long one.
WINDOWS: Final = (timedelta(hours=4), timedelta(hours=24))
#: The days before with which a window is compared, at the same time of day.
DAYS: Final = 28
#: With fewer days nothing is known of what is usual.
WEEK: Final = 7
#: So seldom may what is usual be taken for a spike, at one look.
CHANCE: Final = 1e-3
#: A spike is over when none has come for so long; an incident somebody has to end.
QUIET: Final = timedelta(hours=24)
LONGEST: Final = 60  # characters of what is shared
#: Examples and hours that a card shows.
EXAMPLES: Final = 5
HOURS: Final = 6


class SpikeState(StrEnum):
    GROWING = "growing"
    INCIDENT = "incident"  # a lead has said so
    OVER = "over"
    DISMISSED = "dismissed"  # a lead has said that it is none


STANDING: Final = frozenset({SpikeState.GROWING, SpikeState.INCIDENT})


@dataclass(frozen=True, slots=True)
class Key:
    """What requests share: the rule's name, their type (empty: unknown) and the value."""

    rule: str
    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """One spike. `usual` is how many would have come in the window that it was noticed in."""

    id: int
    key: Key
    state: SpikeState
    place: str
    begun_at: datetime
    last_at: datetime  # when the newest of its requests came
    usual: float
    hours: int  # of the window that it was noticed in
    decided_by: int | None
    decided_at: datetime | None
    handoff_id: int | None

    @property
    def standing(self) -> bool:
        return self.state in STANDING


@dataclass(frozen=True, slots=True)
class SpikeLine:
    """What the card of one of its tickets says of a spike: nothing that the next request would make untrue."""

    rule: str
    value: str
    incident: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpikeFacts:
    """What a spike's card shows, from current rows."""

    spike: Spike
    type_title: str
    language: str
    count: int
    by_hour: tuple[int, ...]  # of the last hours, the newest last
    examples: tuple[tuple[int, str], ...]  # ticket and its subject, empty where none may stand there
    department: str  # the title of who can do something about it; empty: nobody is named
    handoff: Handoff | None
    handoff_title: str
    decided_by: str
    at: datetime


def causes(
    rules: Iterable[SpikeRule],
    type_name: str | None,
    records: Iterable[LinkedRecord],
    attributes: Mapping[str, str],
    text: str,
) -> dict[str, str]:
    """What a request shares with others, by the rule's name. Only its customer's own records count.

    The first value counts; case and spaces do not make two things of one.
    """
    found: dict[str, str] = {}
    own = [record for record in records if record.state == "own"]
    for rule in rules:
        if rule.types and type_name not in rule.types:
            continue
        if rule.record:
            values = [record.fields.get(rule.record, "") for record in own]
        elif rule.attribute:
            values = [str(attributes.get(rule.attribute, ""))]
        else:
            values = [match.group(1) or "" for match in re.finditer(rule.pattern, text)]
        plain = (" ".join(value.split())[:LONGEST] for value in values)
        if value := next((one for one in plain if one), ""):
            found[rule.name] = value
    return found


def tail(count: int, mean: float, spread: float) -> float:
    """The chance of `count` or more where `mean` are usual with the variance `spread`.

    Negative binomial; Poisson where the spread is no greater than the mean.
    """
    below = 0.0
    if spread <= mean * 1.0001:
        log_share = -mean
        for number in range(count):
            below += math.exp(log_share)
            log_share += math.log(mean) - math.log(number + 1)
        return max(0.0, 1.0 - below)
    size = mean * mean / (spread - mean)
    success = size / (size + mean)
    for number in range(count):
        chosen = math.lgamma(number + size) - math.lgamma(size) - math.lgamma(number + 1)
        below += math.exp(chosen + size * math.log(success) + number * math.log1p(-success))
    return max(0.0, 1.0 - below)


def usual(before: Sequence[int]) -> float:
    """How many are usual, of the counts of the days before; of what was never seen a little."""
    return (sum(before) + 0.5) / (len(before) + 1)


def unusual(count: int, before: Sequence[int], rule: SpikeRule) -> bool:
    """Whether `count` in a window is a spike, where `before` came in the same window of each day before."""
    if count < rule.at_least:
        return False
    if len(before) < WEEK:
        return count >= rule.first_days and count > 3 * max(before, default=0)
    mean = usual(before)
    spread = max(variance([*before, round(mean)]), fmean(before), mean)
    return tail(count, mean, spread) < CHANCE


def counted_before(moments: Iterable[datetime], at: datetime, window: timedelta, days: int) -> tuple[int, ...]:
    """How many of `moments` lie in the same window of each of the `days` before, yesterday's first."""
    found: Counter[int] = Counter()
    for moment in moments:
        day, rest = divmod(at - moment, timedelta(days=1))
        if 1 <= day <= days and rest < window:
            found[day] += 1
    return tuple(found[day] for day in range(1, days + 1))


def noticed(moments: Sequence[datetime], at: datetime, since: datetime, rule: SpikeRule) -> tuple[int, float] | None:
    """The window in hours, and what is usual in it, where `moments` are a spike at `at`; None where they are not.

    `since` is when the desk began to count; a day before that says nothing.
    """
    days = min(DAYS, (at - since) // timedelta(days=1))
    for window in WINDOWS:
        # A long window may not count what came in it as usual.
        before = counted_before(moments, at, window, days)
        now = sum(timedelta() <= at - moment < window for moment in moments)
        if unusual(now, before, rule):
            return int(window / timedelta(hours=1)), usual(before)
    return None


def by_hour(moments: Iterable[datetime], at: datetime, hours: int = HOURS) -> tuple[int, ...]:
    """How many came in each of the last hours, the newest last."""
    ages = Counter((at - moment) // timedelta(hours=1) for moment in moments if moment <= at)
    return tuple(ages[hour] for hour in reversed(range(hours)))
