"""How long something lasts, as it is written in the desk file."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator

_DURATION = re.compile(r"^(\d+)\s*(s|m|h|d|w)$")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_duration(value: Any) -> Any:
    """`"20s"`, `"30m"`, `"2h"`, `"7d"`, `"2w"` as a timedelta. A number is refused: nobody can see its unit."""
    if isinstance(value, str) and (match := _DURATION.match(value.strip())):
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
    if isinstance(value, timedelta):
        return value
    raise ValueError(f'"{value}" is no duration; write for example "20s", "30m", "2h" or "7d"')


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
