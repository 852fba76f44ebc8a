"""Business time: how long a queue was open between two moments, and when a promise made in open hours runs out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.desk import Day, Hours

DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FARTHEST = timedelta(days=3700)  # a promise that no open hour within ten years can meet is a fault in the desk file

Interval = tuple[datetime, datetime]


def business_seconds(hours: Hours, start: datetime, end: datetime, closed: frozenset[date] = frozenset()) -> int:
    """Whole seconds between two aware moments in which the hours are open; 0 where `end` is not after `start`.

    A week without any day means round the clock. `closed` are local dates on which nothing opens, such as holidays.
    Clock changes count as they happen: an hour that is repeated is open twice, an hour that is skipped not at all.
    """
    open_time = sum((min(b, end) - max(a, start) for a, b in openings(hours, start, end, closed)), timedelta(0))
    return open_time // timedelta(seconds=1)


def add_business(hours: Hours, start: datetime, delta: timedelta, closed: frozenset[date] = frozenset()) -> datetime:
    """The earliest moment (UTC) by which `delta` of open time has passed since `start`.

    Of a `delta` of zero or less that is `start` itself. Raises `ValueError` where the hours do not open for so long
    within ten years.
    """
    start = start.astimezone(UTC)
    if delta <= timedelta(0):
        return start
    left = delta
    for opens, closes in openings(hours, start, start + FARTHEST, closed):
        begins = max(opens, start)
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    raise ValueError("the hours do not open for long enough within ten years")


def is_open(hours: Hours, at: datetime, closed: frozenset[date] = frozenset()) -> bool:
    """Whether the hours are open at a moment; they are at the first moment of a stretch and not at its last."""
    return any(a <= at < b for a, b in openings(hours, at, at + timedelta(seconds=1), closed))


def next_opening(
    hours: Hours, day: date, closed: frozenset[date] = frozenset(), *, always: time = time(0)
) -> datetime | None:
    """When the hours open (UTC) on a local day, or on the first later one on which they do; None within a year.

    Hours that never close count as opening at `always`.
    """
    zone = ZoneInfo(hours.time_zone)
    for days in range(366):
        on = day + timedelta(days=days)
        if on in closed:
            continue
        if not hours.week:
            return _utc(on, always, zone, 0)
        if opens := [opens for opens, closes in _stretches(hours, on, zone) if opens < closes]:
            return min(opens)
    return None


def openings(hours: Hours, start: datetime, end: datetime, closed: frozenset[date]) -> Iterator[Interval]:
    """The open intervals (UTC) that touch `start` to `end`, in order, never overlapping."""
    if end <= start:
        return
    zone = ZoneInfo(hours.time_zone)
    day, last = start.astimezone(zone).date() - timedelta(days=1), end.astimezone(zone).date()
    reached = datetime.min.replace(tzinfo=UTC)
    while day <= last:
        for opens, closes in () if day in closed else _stretches(hours, day, zone):
            opens = max(opens, reached)
            if opens < closes:
                reached = closes
                if opens < end and closes > start:
                    yield opens, closes
        day += timedelta(days=1)


def _stretches(hours: Hours, day: date, zone: ZoneInfo) -> Iterator[Interval]:
    if not hours.week:
        yield _utc(day, time(0), zone, 0), _utc(day + timedelta(days=1), time(0), zone, 0)
        return
    for stretch in hours.week.get(DAYS[day.weekday()], ()):
        # An end of 00:00 is the end of the day. Of a repeated time the first begins a stretch and the second ends it.
        ends = day + timedelta(days=1) if stretch.end == time(0) else day
        yield _utc(day, stretch.start, zone, 0), _utc(ends, stretch.end, zone, 0 if stretch.end == time(0) else 1)


def _utc(day: date, at: time, zone: ZoneInfo, fold: int) -> datetime:
    """A local time as UTC; one that a clock change skips becomes the moment of the change."""
    local = datetime.combine(day, at, zone).replace(fold=fold)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    later = local.replace(fold=0).astimezone(UTC)  # read with the offset from before the change
    earlier = local.replace(fold=1).astimezone(UTC)  # read with the offset from after it
    skipped = later - earlier
    change = next(
        at
        for at in (earlier + timedelta(minutes=n) for n in range(int(skipped.total_seconds() // 60) + 1))
        if at.astimezone(zone).utcoffset() == later.astimezone(zone).utcoffset()
    )
    return change
