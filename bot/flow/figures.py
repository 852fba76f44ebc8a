"""Figures of days, from what was rolled up: what digests, `/digest`, reports and exports read.

Reading costs a few dozen rows for a day and a few thousand for eight weeks, whatever the history holds.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from bot.domain.digest import STANDING, Usual
from bot.domain.figures import Amount, Cell, Cut, Figures, together
from bot.domain.schedule import local_day
from bot.flow import roll_ups
from store import figures, rolled_days
from store.rolled_days import RolledDay
from store.unit_of_work import UnitOfWork

_WEEKS: Final = 8
#: A figure of a day.
Found = tuple[date, Cell, Amount]
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A local day, or several, as they were read once: together, or parted. `as_of`: as they stood then, the oldest of
    them; None where one is not rolled up yet. What stands at a day's end is that of the last one."""

    first: date
    last: date
    found: Mapping[Cut, Sequence[Found]]
    as_of: datetime | None

    @property
    def figures(self) -> Figures:
        """All of it together."""
        return together(_at_end(self.found[Cut.ALL], self.last))

    def over(self, zone: str) -> bool:
        """Whether the figures are those of whole days."""
        return self.as_of is not None and self.as_of >= local_day(self.last, zone)[1]

    def by_queue(self) -> dict[str, Figures]:
        return _parted(self.found[Cut.ALL], lambda day, cell: cell.queue, self.last)

    def by_day(self) -> dict[date, Figures]:
        """Each local day by itself, the oldest first; days of which nothing is known are empty."""
        parts = _parted(self.found[Cut.ALL], lambda day, cell: day)
        return {day: parts.get(day, Figures()) for day in _days(self.first, self.last)}

    def each(self) -> list[Found]:
        """Every figure of each day, queue and cut by itself, in a fixed order."""
        return sorted((one for cells in self.found.values() for one in cells), key=lambda one: one[:2])

    def by(self, cut: Cut) -> dict[str, Figures]:
        """Parted by one of the cuts that were read, such as the type; the name is empty where unknown."""
        return _parted(self.found[cut], lambda day, cell: cell.named, self.last)


def of_day(
    uow: UnitOfWork, day: date, zone: str, queues: Collection[str] = (), *, fresh: timedelta | None = None
) -> Days:
    """One local day of some queues (all, where none is named); see `read`."""
    return read(uow, day, day, zone, queues, fresh=fresh)


def read(
    uow: UnitOfWork,
    first: date,
    last: date,
    zone: str,
    queues: Collection[str] = (),
    cuts: Collection[Cut] = (Cut.ALL,),
    *,
    fresh: timedelta | None = None,
) -> Days:
    """The local days from `first` to `last`, both included, of some queues (all, where none is named).

    Of today: as it stood at the last roll-up, up to ten minutes ago. With `fresh` a day is counted from the ledger, at
    the cost of the day's work, where it was not rolled up since it was over, has changed since that, or is today and
    was not rolled up for so long.
    """
    days = _days(first, last)
    known = {one.day: one for one in rolled_days.known(uow, zone, first) if one.day in days}
    stale: list[date] = []
    if fresh is not None:
        stale = [day for day in days if not _settled(uow, known.get(day), day, zone, fresh)]
    settled = set(days) - set(stale)
    found = {cut: list(figures.between(uow, zone, settled, queues, cut.value)) for cut in cuts}
    if stale and Cut.ALL in found:  # what no roll-up knows
        found[Cut.ALL] += figures.between(uow, zone, stale, ("",), "")
    for day in stale:
        for cell, amount in roll_ups.count(uow, zone, day).rolled.items():
            if cell.cut in found and (not queues or cell.queue in queues):
                found[Cut(cell.cut)].append((day, cell, amount))
    told = [uow.at if day in stale else known[day].rolled_at if day in known else None for day in days]
    as_of = None if None in told else min(at for at in told if at is not None)
    return Days(first=first, last=last, found=found, as_of=as_of)


def usual(
    uow: UnitOfWork, first: date, last: date, zone: str, queues: Collection[str] = (), cut: Cut = Cut.ALL
) -> dict[str, Usual]:
    """What is usual for these days: the same weekdays of the eight weeks before, as far as they are known, by what the
    cut names; without a cut there is one, of an empty name. They are sums and counts, without spreads."""
    earliest = first - timedelta(weeks=_WEEKS)
    known = {one.day for one in rolled_days.known(uow, zone, earliest) if one.rolled_at is not None}
    begun = rolled_days.first_ticket_at(uow)
    weeks = [
        days
        for back in range(1, _WEEKS + 1)
        if (days := _days(first - timedelta(weeks=back), last - timedelta(weeks=back)))
        and known.issuperset(days)
        and begun is not None
        and local_day(days[0], zone)[1] > begun
    ]
    found: dict[date, list[Found]] = defaultdict(list)
    asked = [day for days in weeks for day in days]
    for one in figures.between(uow, zone, asked, queues, cut.value, spread=False):
        found[one[0]].append(one)
    parts = [
        _parted([one for day in days for one in found[day]], lambda day, cell: cell.named, days[-1]) for days in weeks
    ]
    names = {"", *(name for part in parts for name in part)}
    return {name: Usual(tuple(part.get(name, Figures()) for part in parts)) for name in names}


def _settled(uow: UnitOfWork, known: RolledDay | None, day: date, zone: str, fresh: timedelta) -> bool:
    """Rolled up after it was over with no change since that anybody has noticed; of today a short time ago."""
    if known is None or known.rolled_at is None:
        return False
    end = local_day(day, zone)[1]
    if uow.at < end:
        return known.rolled_at > uow.at - fresh
    return known.rolled_at >= end and known.asked_at is None


def _at_end(cells: Iterable[Found], last: date | None) -> Iterator[tuple[Cell, Amount]]:
    """Of what stands at a day's end only that of the last day."""
    return ((cell, amount) for day, cell, amount in cells if last in (None, day) or cell.figure not in STANDING)


def _parted(cells: Iterable[Found], by_what: Callable[[date, Cell], K], last: date | None = None) -> dict[K, Figures]:
    parts: defaultdict[K, list[Found]] = defaultdict(list)
    for one in cells:
        parts[by_what(one[0], one[1])].append(one)
    return {
        name: together(_at_end(found, last)) for name, found in sorted(parts.items(), key=lambda pair: str(pair[0]))
    }


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
