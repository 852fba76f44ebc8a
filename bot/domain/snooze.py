"""Until when a ticket may be put to sleep with one press."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk import Hours
from bot.domain.hours import next_opening

#: When the morning begins for whoever is open round the clock.
_MORNING: Final = time(9)


def choices(hours: Hours, at: datetime, closed: frozenset[date] = frozenset()) -> tuple[tuple[str, datetime], ...]:
    """`hour`, `three_hours`, `next_day` and `monday` with the moments (UTC, whole minutes) that they mean at `at`.

    The last two are when the queue next opens from tomorrow on, and from next Monday on; each moment stands once.
    """
    minute = at.replace(second=0, microsecond=0)
    today = at.astimezone(ZoneInfo(hours.time_zone)).date()
    monday = today + timedelta(days=7 - today.weekday())
    found = [("hour", minute + timedelta(hours=1)), ("three_hours", minute + timedelta(hours=3))]
    for name, day in (("next_day", today + timedelta(days=1)), ("monday", monday)):
        opens = next_opening(hours, day, closed, always=_MORNING)
        if opens is not None and opens not in [moment for _, moment in found]:
            found.append((name, opens))
    return tuple(found)
