"""The business clock of demo and rehearsal: it starts on a chosen morning and may run faster than time does."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendars import holiday_dates

TUESDAY: Final = 1
EIGHT: Final = time_of_day(8)


class BusinessClock:
    """Runs from `start` at `speed` business seconds a real second; 0 stands still. Safe to read from any thread."""

    def __init__(
        self, start: datetime, speed: float, *, monotonic: Callable[[], float] = time.monotonic, zone: str = "UTC"
    ) -> None:
        self.zone = ZoneInfo(zone)
        self._monotonic = monotonic
        self._since = (start.astimezone(UTC), monotonic(), speed)

    @property
    def speed(self) -> float:
        """Business seconds per real second."""
        return self._since[2]

    def now(self) -> datetime:
        """The business time, in UTC."""
        start, began, speed = self._since
        return start + timedelta(seconds=(self._monotonic() - began) * speed)

    def set(self, moment: datetime) -> None:
        """Go on from `moment` (aware)."""
        self._since = (moment.astimezone(UTC), self._monotonic(), self.speed)

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from now on. Raises ValueError for a negative one: business time does not go back."""
        if speed < 0:
            raise ValueError("the clock cannot run backwards")
        self._since = (self.now(), self._monotonic(), speed)


class LocalClock:
    """The same clock as people at the desk read it: in their time zone."""

    def __init__(self, clock: BusinessClock) -> None:
        self._clock = clock

    @property
    def speed(self) -> float:
        return self._clock.speed

    def now(self) -> datetime:
        return self._clock.now().astimezone(self._clock.zone)

    def set(self, moment: datetime) -> None:
        self._clock.set(moment)

    def set_speed(self, speed: float) -> None:
        self._clock.set_speed(speed)


def last_tuesday(today: date, country: str = "") -> date:
    """The newest Tuesday up to `today` that is no public holiday of `country`."""
    day = today - timedelta(days=(today.weekday() - TUESDAY) % 7)
    while day in holiday_dates(country, [day.year]):
        day -= timedelta(days=7)
    return day


def morning(day: date, zone: str) -> datetime:
    """Eight o'clock on that day in that time zone."""
    return datetime.combine(day, EIGHT, ZoneInfo(zone))
