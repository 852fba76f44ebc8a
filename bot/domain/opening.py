"""Business time for many stretches at once: the opening hours of a queue are laid out once and then looked up."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.domain.desk import Hours
from bot.domain.hours import FARTHEST, openings

_MICROSECOND: Final = timedelta(microseconds=1)
_AHEAD: Final = timedelta(days=30)


class Opening:
    """The open time of one week with its holidays. `seconds` and `add` are what `bot.domain.hours` says of it."""

    def __init__(self, hours: Hours, closed: frozenset[date] = frozenset()) -> None:
        self._hours, self._closed = hours, closed
        self._from = self._until = datetime.min.replace(tzinfo=UTC)  # what is laid out; nothing yet
        self._opens: list[datetime] = []
        self._closes: list[datetime] = []
        self._before: list[int] = []  # microseconds that were open before each opening

    def seconds(self, start: datetime, end: datetime) -> int:
        """Whole open seconds between two aware moments; 0 where `end` is not after `start`."""
        if end <= start:
            return 0
        self._lay_out(start, end)
        return (self._passed(end) - self._passed(start)) // 1_000_000

    def add(self, start: datetime, delta: timedelta) -> datetime:
        """The earliest moment (UTC) by which `delta` of open time has passed since `start`.

        Of a `delta` of zero or less that is `start` itself. Raises `ValueError` where the hours do not open for so long
        within ten years.
        """
        start = start.astimezone(UTC)
        if delta <= timedelta(0):
            return start
        farthest, ahead = start + FARTHEST, delta + _AHEAD
        while True:
            self._lay_out(start, min(start + ahead, farthest))
            wanted = self._passed(start) + delta // _MICROSECOND
            found = bisect_left(self._before, wanted) - 1  # the last opening before which less had passed
            if found >= 0 and self._opens[found] < farthest:
                moment = self._opens[found] + timedelta(microseconds=wanted - self._before[found])
                if moment <= self._closes[found]:
                    return moment
            if start + ahead >= farthest:
                raise ValueError("the hours do not open for long enough within ten years")
            ahead *= 2

    def _lay_out(self, start: datetime, end: datetime) -> None:
        if self._from <= start and end <= self._until:
            return
        begun = self._from < self._until
        first, last = (min(start, self._from), max(end, self._until)) if begun else (start, end)
        self._from, self._until = first - _AHEAD, last + _AHEAD
        self._opens, self._closes, self._before = [], [], []
        passed = 0
        for opens, closes in openings(self._hours, self._from, self._until, self._closed):
            self._opens.append(opens)
            self._closes.append(closes)
            self._before.append(passed)
            passed += (closes - opens) // _MICROSECOND

    def _passed(self, at: datetime) -> int:
        found = bisect_right(self._opens, at) - 1
        if found < 0:
            return 0
        return self._before[found] + (min(at, self._closes[found]) - self._opens[found]) // _MICROSECOND
