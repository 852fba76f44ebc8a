"""From past requests to the figures of their group."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from bot.domain.diagnosis import Facts
from bot.domain.phrases import fold

#: A number of ours: "order 4417", "#4417", "invoice no. F-2291", "AB123456". A price, a date or a year is none.
_RECORD: Final = re.compile(
    r"#\s?\w*\d{3,}\w*\b"
    r"|\b(?:order|purchase|invoice|booking|ticket|tracking|contract|commande|facture|contrat|bestellung|rechnung"
    r"|vertrag|pedido|factura|ordernummer|bestellnummer)\b[^\w\n]{0,3}(?:(?:no|nr|num|number|numero|id|n)\b)?[^\w\n]{0,3}"
    r"(?=\w{0,4}-?\d{3})\w+(?:-\w+)*"
    r"|\b[a-z]{1,4}-?\d{5,}\b|\b\d{6,}\b"
)
_URGENT: Final = re.compile(
    r"\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|emergency|right away|dringend|eilig|sofort"
    r"|des que possible|immediatement|en urgence|urgente?|cuanto antes|inmediatamente)\b"
)
_URGENT_PRIORITIES: Final = frozenset({"urgent", "high", "critical", "p1", "1", "hoch", "dringend", "haute", "urgente"})
#: Another team has a part in what is answered.
_PASSED_ON: Final = re.compile(
    r"\b(?:forwarded|passed (?:it |this |that )?on|escalated|transferred|checking with|ask(?:ed)? (?:our|the)"
    r"|waiting for (?:our|the)|transmis|transfere|demande a (?:notre|nos)|weitergeleitet|weitergegeben|nachgefragt bei"
    r"|reenviado|trasladado)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRequest:
    """One past request. What is not known is None or empty."""

    text: str
    created: datetime | None = None
    answered: datetime | None = None
    resolved: datetime | None = None
    answer: str = field(default="", repr=False)
    agent: str = ""
    channel: str = ""
    team: str = ""  # who worked it
    departments: tuple[str, ...] | None = None  # others who had a part in it
    tags: tuple[str, ...] = ()
    priority: str = ""
    messages: int | None = None
    held: tuple[tuple[str, timedelta], ...] = ()  # how long each holder had it
    classes: tuple[str, ...] | None = None  # of sensitivity, where somebody has decided
    reachable: bool | None = None  # a record that it names could be looked up


@dataclass(frozen=True, slots=True)
class Alike:
    """How far answers say the same. `alike` is over pairs of two agents, None where there are none."""

    answers: int
    alike: float | None
    one_article: float | None
    typical: int | None = None  # the place of the most typical answer among the group's requests


@dataclass(frozen=True, slots=True)
class Delicate:
    """What was found in those requests of a group that were looked at."""

    looked_at: int
    found: int
    classes: tuple[str, ...] = ()


def facts(group: Sequence[PastRequest], of: int, kept_together: float | None, told: Alike, delicate: Delicate) -> Facts:
    """The figures of a group of at least one request, out of `of` in all."""
    moments = [one.created for one in group if one.created is not None]
    weeks = by_week(moments) if len(moments) * 2 >= len(group) else []
    waits = sorted(wait for one in group if (wait := waited(one)) is not None)
    named = [one for one in group if names_record(one.text)]
    looked_up = [one.reachable for one in named if one.reachable is not None]
    shares, asked = _departments(group)
    return Facts(
        requests=len(group),
        share=len(group) / of,
        kept_together=kept_together,
        weeks=len(weeks) or None,
        busiest_week=max(count for _, count in weeks) / len(moments) if weeks else None,
        delicate=delicate.found / delicate.looked_at if delicate.looked_at else 0.0,
        delicate_looked_at=delicate.looked_at,
        classes=delicate.classes,
        urgent=sum(map(urgent, group)) / len(group),
        channels=_shares(one.channel for one in group),
        waited=waits[(len(waits) - 1) // 2] if waits else None,
        waited_longest=waits[(9 * len(waits) - 1) // 10] if waits else None,
        waited_for=_held(group),
        messages=_middle([one.messages for one in group if one.messages is not None]),
        answers=told.answers,
        alike=told.alike,
        one_article=told.one_article,
        departments=shares,
        asked=asked,
        records=len(named) / len(group),
        reachable=sum(looked_up) / len(looked_up) if looked_up else None,
    )


def waited(one: PastRequest) -> timedelta | None:
    """How long the customer waited: for those who held it, else until it was resolved or answered. None: not known,
    or the times contradict each other."""
    if one.held:
        return sum((length for _, length in one.held), timedelta())
    end = one.resolved or one.answered
    if one.created is None or end is None or end < one.created:
        return None
    return end - one.created


def urgent(one: PastRequest) -> bool:
    """Whether somebody called it urgent: its priority, else its own words."""
    if one.priority:
        return one.priority.strip().casefold() in _URGENT_PRIORITIES
    return bool(_URGENT.search(fold(one.text)))


def names_record(text: str) -> bool:
    """Whether a text names an order, an invoice or another number by which something can be looked up."""
    return bool(_RECORD.search(fold(text)))


def by_week(moments: Iterable[datetime]) -> list[tuple[date, int]]:
    """How many in each week, by its Monday (UTC), from the first to the last; an empty week counts 0."""
    counts = Counter(moment.date() - timedelta(days=moment.weekday()) for moment in moments)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    mondays = (first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1))
    return [(monday, counts[monday]) for monday in mondays]


def trend(weeks: Sequence[tuple[date, int]]) -> float | None:
    """The change from the first half to the second, as a share of the first; None under four weeks or from nothing."""
    if len(weeks) < 4:
        return None
    half = len(weeks) // 2
    before, after = (sum(count for _, count in part) for part in (weeks[:half], weeks[-half:]))
    return (after - before) / before if before else None


def queue_of(group: Sequence[PastRequest]) -> str:
    """The team that worked most of a group; empty where none did half of it."""
    teams = Counter(one.team for one in group if one.team)
    (team, count), *_ = [*teams.most_common(1), ("", 0)]
    return team if count * 2 >= len(group) else ""


def _departments(group: Sequence[PastRequest]) -> tuple[float | None, tuple[str, ...]]:
    told = [one for one in group if one.departments is not None or one.answer]
    if not told:
        return None, ()
    asked = Counter(name for one in told for name in one.departments or ())
    count = sum(
        bool(one.departments) if one.departments is not None else bool(_PASSED_ON.search(fold(one.answer)))
        for one in told
    )
    return count / len(told), tuple(name for name, _ in asked.most_common())


def _held(group: Sequence[PastRequest]) -> tuple[tuple[str, timedelta], ...]:
    total: dict[str, timedelta] = {}
    for one in group:
        for holder, length in one.held:
            total[holder] = total.get(holder, timedelta()) + length
    return tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))


def _shares(values: Iterable[str]) -> tuple[tuple[str, float], ...]:
    counts = Counter(value for value in values if value)
    total = counts.total()
    return tuple((name, count / total) for name, count in counts.most_common(6))


def _middle(numbers: Sequence[int]) -> float | None:
    return float(median(numbers)) if numbers else None
