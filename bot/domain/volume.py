"""How much business there was, by local day: what requests are set against."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from bot.domain.figures import Figure, Figures

#: So many days before today are asked for: what is usual is told of eight weeks before the week that is told of.
REACH: Final = 70
_OFFSET: Final = re.compile(r"-(\d{1,4})d")
_MOST: Final = 2**31  # more is no count


def counts(told: Any, first: date, last: date, today: date) -> dict[date, int]:
    """What a source says of the days from `first` to `last`: an object of counts by day, or a list of objects with a
    `day` and a `count`. A day is a date, or counts from `today` ("-1d"), as in the desk file. Other days are left out.

    Raises `ValueError` for anything else, and where a day is told twice.
    """
    found: dict[date, int] = {}
    for named, count in _pairs(told):
        day = _day(named, today)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count < _MOST:
            raise ValueError("a count is no whole number")
        if day in found:
            raise ValueError("a day is told twice")
        found[day] = count
    return {day: count for day, count in found.items() if first <= day <= last}


def _pairs(told: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(told, Mapping):
        yield from told.items()
    elif isinstance(told, list) and all(isinstance(one, Mapping) for one in told):
        yield from ((one.get("day"), one.get("count")) for one in told)
    else:
        raise ValueError("neither an object nor a list of objects")


def _day(named: Any, today: date) -> date:
    text = str(named).strip()
    if offset := _OFFSET.fullmatch(text):
        return today - timedelta(days=int(offset[1]))
    return date.fromisoformat(text)


def per_hundred(told: Figures, name: str, days: int) -> float | None:
    """Requests for each hundred of what was counted; None where there was none, or where it is not known of each of so
    many days."""
    business = told.of(Figure.BUSINESS, name)
    return 100 * told.count(Figure.RECEIVED) / business.count if business.count and business.wall == days else None
