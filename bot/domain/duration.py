"""How long something lasts, and what time of day it is, as it is written in the desk file."""

import re
from datetime import time, timedelta
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

LONGEST: Final = timedelta(days=3650)  # nothing on a desk lasts longer, and dates that far away can still be reckoned

_DURATION = re.compile(r"^([0-9]+)\s*([smhdw])$")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_TIME = re.compile(r"^([01]?[0-9]|2[0-3]):([0-5][0-9])$")


def duration_or_zero(value: Any) -> Any:
    """`"20s"`, `"30m"`, `"2h"`, `"7d"`, `"2w"` as a timedelta of at most ten years.

    A number is refused: nobody can see its unit.
    """
    if isinstance(value, timedelta):
        return value
    match = _DURATION.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'"{value}" is no duration; write for example "20s", "30m", "2h" or "7d"')
    digits = match[1].lstrip("0")[:10]  # more than these are too many in any unit, and too many for int() at some point
    try:
        lasts = timedelta(**{_UNITS[match[2]]: int(digits or 0)})
    except OverflowError:
        lasts = timedelta.max
    if lasts > LONGEST:
        raise ValueError(f'"{_short(value)}" is more than ten years; "{LONGEST.days}d" is the longest')
    return lasts


def duration(value: Any) -> Any:
    """The same, longer than nothing."""
    lasts = duration_or_zero(value)
    if not lasts:
        raise ValueError(f'"{_short(value)}" is no time at all; write for example "20s", "30m", "2h" or "7d"')
    return lasts


def time_of_day(value: Any) -> Any:
    """`"08:30"`, or TOML's own 08:30:00, as a time without a zone. A number is refused, which might mean seconds."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    if isinstance(value, str) and (match := _TIME.match(value.strip())):
        return time(int(match[1]), int(match[2]))
    shown = f'"{value}"' if isinstance(value, str) else value
    raise ValueError(f'{shown} is no time of day; write for example "08:30"')


def length(lasts: timedelta) -> str:
    """How long, in the largest unit that measures it: `30 days`, `1 hour`."""
    seconds = int(lasts.total_seconds())
    sizes = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
    unit, size = next((unit, size) for unit, size in sizes.items() if seconds % size == 0)
    return f"{seconds // size} {unit}" if seconds == size else f"{seconds // size} {unit}s"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 20 else f"{text[:19]}…"


Duration = Annotated[timedelta, BeforeValidator(duration)]
DurationOrZero = Annotated[timedelta, BeforeValidator(duration_or_zero)]
TimeOfDay = Annotated[time, BeforeValidator(time_of_day)]
