"""When a digest is due. Pure, so that a day of downtime and both clock changes can be tested."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.desk import DigestSpec
from bot.domain.hours import DAYS


def due(spec: DigestSpec, since: datetime, now: datetime) -> list[date]:
    """The local dates on which the digest was to run after `since` and up to `now` (both aware), oldest first.

    Each tells of the day before it. A time that the autumn change repeats counts once, at its first occurrence; one
    that the spring change skips counts once too, as much later as the clocks moved. Asking twice gives the same dates:
    that a digest is posted once rests on its unique row.
    """
    zone = ZoneInfo(spec.time_zone)
    day, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    dates = []
    while day <= last:
        at = datetime.combine(day, spec.time.replace(tzinfo=None), zone).astimezone(UTC)
        if DAYS[day.weekday()] in spec.days and since < at <= now:
            dates.append(day)
        day += timedelta(days=1)
    return dates


def local_day(day: date, zone: str) -> tuple[datetime, datetime]:
    """The start and end (UTC, end not included) of a local day: 23, 24 or 25 hours, and days leave no gap."""
    return _midnight(day, ZoneInfo(zone)), _midnight(day + timedelta(days=1), ZoneInfo(zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
