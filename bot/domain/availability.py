"""Whether somebody can be reached: their own hours, their absences, and what of it holds work up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.desk import Day, Hours, Stretch
from bot.domain.hours import add_business, business_seconds, is_open

#: Who has just stopped still finishes what is before them, and nobody else has to begin with it for the last minutes
#: of a queue's day: half an hour either way.
GRACE: Final = timedelta(minutes=30)

#: Direct messages that wait for the end of their reader's quiet hours, since nothing is lost by then. All others, new
#: kinds too, come at once: approvals, escalations, replies that did not leave, what concerns data, what somebody timed.
CAN_WAIT: Final = frozenset({
    "assigned", "taken_over", "sent_alone", "report_settled", "weekly", "demoted", "held_back", "outside_spent",
    "handoff_answered", "handoff_proposed", "to_review",
})  # fmt: skip

_MOMENT: Final = timedelta(microseconds=1)


class Presence(StrEnum):
    PRESENT = "present"
    AWAY = "away"  # an absence that they, or somebody for them, has told of
    OFF = "off"  # outside their own hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person has chosen; every empty field means "as usual"."""

    language: str = ""  # chosen; empty: as Slack says
    time_zone: str = ""  # of their Slack; empty: the queue's
    week: Mapping[Day, tuple[Stretch, ...]] = field(default_factory=dict)  # empty: the queue's hours are theirs
    quiet: tuple[time, time] | None = None  # local; the second may be earlier: the next morning

    def hours(self, queue: Hours) -> Hours:
        """When they work: their own week in their own time zone, else the queue's. Holidays are the queue's."""
        if not self.week:
            return queue
        zone = self.time_zone or queue.time_zone
        return Hours(time_zone=zone, holidays=queue.holidays, week=dict(self.week))


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`until` None: nobody knows. The last moment is not part of it. `said_by`: the id of who told of it."""

    begins: datetime
    until: datetime | None
    said_by: int


@dataclass(frozen=True, slots=True)
class Availability:
    """Where somebody is. `until` is when they are back, None where that is not known or they are here.

    `out_of_reach` says that work should not wait for them: they are away, or have been off for a while during which,
    and until they come, the queue goes on working.
    """

    presence: Presence
    until: datetime | None = None
    out_of_reach: bool = False

    @property
    def here(self) -> bool:
        return self.presence is Presence.PRESENT


HERE: Final = Availability(Presence.PRESENT)


def available(
    settings: Settings,
    absences: Collection[Absence],
    queue: Hours,
    at: datetime,
    closed: frozenset[date] = frozenset(),
) -> Availability:
    """Where a person is at a moment (aware). `queue` are the hours that their work goes by, `closed` its holidays.

    An absence counts before hours; absences that meet are one. Who has no hours of their own is off when their queue
    is closed, and nothing waits for them then that could go on.
    """
    if (running := _absence(absences, at)) is not None:
        return Availability(Presence.AWAY, running[0], out_of_reach=True)
    own = settings.hours(queue)
    if is_open(own, at, closed):
        return HERE
    back = _opens(own, at, closed)
    if back is not None and (then := _absence(absences, back)) is not None:
        back = then[0]
    just_stopped = business_seconds(own, at - GRACE, at, closed) > 0
    missed = GRACE if back is None else timedelta(seconds=business_seconds(queue, at, back, closed))
    return Availability(Presence.OFF, back, out_of_reach=not just_stopped and missed >= GRACE)


def _absence(absences: Collection[Absence], at: datetime) -> tuple[datetime | None] | None:
    """(when what runs at a moment ends,), with all that follows at once; None where nothing runs."""
    until, found = at, False
    for one in sorted(absences, key=lambda absence: absence.begins):
        if one.begins <= until and (one.until is None or one.until > until):
            found = True
            if one.until is None:
                return (None,)
            until = one.until
    return (until,) if found else None


def _opens(hours: Hours, at: datetime, closed: frozenset[date]) -> datetime | None:
    try:
        return add_business(hours, at, _MOMENT, closed) - _MOMENT
    except ValueError:
        return None


def quiet_until(settings: Settings, zone: str, at: datetime) -> datetime | None:
    """When a person's quiet hours end (UTC) that run at a moment; None outside them. `zone` holds where theirs is not
    known. Hours that begin and end at the same time are none."""
    if settings.quiet is None or settings.quiet[0] == settings.quiet[1]:
        return None
    begins, ends = settings.quiet
    local = at.astimezone(ZoneInfo(settings.time_zone or zone))
    now = local.time().replace(tzinfo=None, fold=0)
    overnight = begins > ends
    if not (begins <= now or now < ends if overnight else begins <= now < ends):
        return None
    day = local.date() + timedelta(days=1 if overnight and now >= begins else 0)
    end = datetime.combine(day, ends, local.tzinfo)
    return max(at, end).astimezone(at.tzinfo)
