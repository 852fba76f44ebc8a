"""When something that recurs is due. Pure, so that downtime and both clock changes can be tested in any time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk import Day
from bot.domain.hours import DAYS


class TimerKind(StrEnum):
    """What happens at a timer's time, and what its `subject` is."""

    DIGEST = "digest"  # subject: the digest's name in the desk file
    CHORE = "chore"  # subject: the chore's name, see `bot.flow.timers`
    SNOOZE = "snooze"  # subject: ticket id
    PROMISE = "promise"  # subject: ticket id; the customer was promised another answer by then
    SECOND_APPROVAL = "second_approval"  # subject: reply id; the next person is asked for it
    NOTICE = "notice"  # subject: notice id; a direct message that was to wait
    HANDOFF = "handoff"  # subject: handoff id; an answer or a promise is late
    ESCALATION = "escalation"  # subject: escalation id; nobody has accepted, and the next one is asked


@dataclass(frozen=True, slots=True)
class Daily:
    """At a local time of day, on these days of the week."""

    time: time
    days: tuple[Day, ...] = DAYS
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Every:
    """Once in each stretch of this length, counted from the beginning of 1970, so that every process counts alike."""

    interval: timedelta


Recurrence = Daily | Every


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A moment (UTC) at which something is due, and the day that it belongs to: the local date, for an interval UTC's.

    The two differ only where a clock change skips the time of day in the last hour before midnight.
    """

    at: datetime
    day: date


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
#: A moment may lie this many days beside its own: clocks were moved by up to a day where the date line was crossed.
_ASIDE: Final = timedelta(days=2)


def due(spec: Recurrence, since: datetime, now: datetime) -> list[Occurrence]:
    """What was to happen after `since` and up to `now` (both aware), oldest first.

    A time that the autumn change repeats counts once, at its first occurrence; one that the spring change skips counts
    once too, as much later as the clocks moved; a date that a zone left out does not count. Asking twice gives the
    same, and asking for two stretches that meet gives what asking for both at once does.
    """
    if isinstance(spec, Every):
        return [] if now <= since else list(_grid(spec, since, now))
    if not spec.days:
        return []
    found = (_on(spec, day) for day in _days(since, now, ZoneInfo(spec.zone)))
    return sorted(one for one in found if one is not None and since < one.at <= now)


def next_due(spec: Recurrence, after: datetime) -> datetime:
    """The first moment (UTC) after `after` at which something is due: what `due` would give for any later `now`.

    Raises `ValueError` for a spec that is never due, such as one without days.
    """
    if isinstance(spec, Every):
        return _EPOCH + ((after - _EPOCH) // spec.interval + 1) * spec.interval
    for days in (_DAY, 9 * _DAY, 20 * _DAY):  # a week always holds one, but for the dates that a zone left out
        if found := due(spec, after, after + days):
            return found[0].at
    raise ValueError("this is never due")


def _grid(spec: Every, since: datetime, now: datetime) -> Iterator[Occurrence]:
    at = next_due(spec, since)
    while at <= now:
        yield Occurrence(at, at.date())
        at += spec.interval


def _days(since: datetime, now: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Every local date whose moment may lie between the two."""
    day, last = since.astimezone(zone).date() - _ASIDE, now.astimezone(zone).date() + _ASIDE
    while day <= last:
        yield day
        day += _DAY


def _on(spec: Daily, day: date) -> Occurrence | None:
    if DAYS[day.weekday()] not in spec.days:
        return None
    start, end = local_day(day, spec.zone)
    if start >= end:  # left out: the zone went straight from the day before to the day after
        return None
    at = datetime.combine(day, spec.time.replace(tzinfo=None, fold=0), ZoneInfo(spec.zone))
    return Occurrence(at.astimezone(UTC), day)


def local_day(day: date, zone: str) -> tuple[datetime, datetime]:
    """The start and end (UTC, end not included) of a local day: 23, 24 or 25 hours, and days leave no gap."""
    return _midnight(day, ZoneInfo(zone)), _midnight(day + timedelta(days=1), ZoneInfo(zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
