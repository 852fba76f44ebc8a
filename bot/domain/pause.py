"""A queue in which nobody is given tickets by turn for a while, and who said so."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

#: A pause that is longer is a change of the desk file.
LONGEST: Final = timedelta(days=14)
_UNTIL: Final = re.compile(
    r"^(?:until|jusqu['’]à|till)?\s*(?:(?P<date>\d{4}-\d{2}-\d{2})\s*)?(?P<hour>\d{1,2})[:h.](?P<minute>\d{2})\s*(?P<why>.*)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """It says nothing about clocks: what is owed to a customer goes on being due."""

    queue: str
    reason: str
    by: str  # who said so, by name
    until: datetime


def understood(said: str, at: datetime, zone: str) -> tuple[datetime, str] | None:
    """`until 14:00 stock-taking` as a moment (UTC) and the reason; None where no time stands first, or no real one.

    A time of day is the next one in the queue's zone: today, else tomorrow. A date may stand before it.
    """
    found = _UNTIL.match(said.strip())
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    local = at.astimezone(ZoneInfo(zone))
    try:
        day = datetime.fromisoformat(found["date"]).date() if found["date"] else local.date()
    except ValueError:
        return None
    moment = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=ZoneInfo(zone))
    if not found["date"] and moment <= local:
        moment += timedelta(days=1)
    return moment.astimezone(UTC), " ".join(found["why"].split())
