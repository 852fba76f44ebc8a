"""What App Home shows one person, and what they may set there."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, Settings
from bot.domain.desk import Day, Hours, Stretch
from bot.domain.errors import RefusalCode, Refused
from bot.domain.hours import DAYS
from bot.domain.overlay import Ref
from bot.domain.sla import Due

#: As many of each kind as Home shows; with two blocks each they fit in Slack's hundred with room to spare.
TICKETS: Final = 12
APPROVALS: Final = 8
TEAM: Final = 20
TO_CHECK: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTicket:
    """One of my tickets. A sealed one has neither subject nor type."""

    ticket_id: int
    subject: str
    type_title: str
    level: str
    state: str
    priority: str
    waiting_since: datetime
    due: Due | None
    asleep_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A reply that waits for my approval, and who wrote it."""

    ticket_id: int
    level: str
    who: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """Somebody whom I lead: how many tickets they have in the queues that I lead, and how many of these are overdue."""

    name: str
    open: int
    overdue: int
    where: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """An article, template or prompt of mine whose date comes near; `held` says why it is held back."""

    ref: Ref
    title: str
    until: date
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """One's own settings, with what holds where nothing is set."""

    settings: Settings
    at: datetime  # now, by the desk's clock
    where: Availability
    zone: str  # the time zone that their hours and quiet hours go by
    hours: Hours  # of their queue


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """All of it, at `at` (the desk's clock). `fates` counts what became of the suggestions that I decided on since
    `since`: sent, edited, rejected. The totals count what is not shown too."""

    at: datetime
    mine: Mine
    tickets: tuple[HomeTicket, ...] = ()
    tickets_total: int = 0
    approvals: tuple[Approval, ...] = ()
    approvals_total: int = 0
    fates: dict[str, int] = field(default_factory=dict)
    since: datetime | None = None
    team: tuple[Mate, ...] = ()
    team_total: int = 0
    to_check: tuple[ToCheck, ...] = ()
    to_check_total: int = 0
    departments: tuple[tuple[str, str, int], ...] = ()  # name, title, open requests


def week(days: Collection[str], begins: str, ends: str) -> dict[Day, tuple[Stretch, ...]]:
    """Working hours as entered: the same from `begins` to `ends` ("09:00") on each of the days. Nothing at all means
    none of one's own. Raises `Refused(HOURS_UNCLEAR)` for anything between, and for an end that is not later."""
    if not (days or begins or ends):
        return {}
    start, end = _clock(begins), _clock(ends)
    chosen = [day for day in DAYS if day in days]
    if not chosen or start is None or end is None or end <= start:
        raise Refused(RefusalCode.HOURS_UNCLEAR)
    return dict.fromkeys(chosen, (Stretch(start=start, end=end),))


def quiet(begins: str, ends: str) -> tuple[time, time] | None:
    """Quiet hours as entered; an end that is earlier is the next morning's. Raises `Refused(QUIET_UNCLEAR)` where one
    of them is missing, or both are the same."""
    if not (begins or ends):
        return None
    start, end = _clock(begins), _clock(ends)
    if start is None or end is None or start == end:
        raise Refused(RefusalCode.QUIET_UNCLEAR)
    return start, end


def _clock(text: str) -> time | None:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    return time(int(found[1]), int(found[2])) if found else None


def return_said(words: Sequence[str], at: datetime, zone: str) -> datetime | None:
    """When somebody is back who is away `until friday`, `until tomorrow 14:00`, `14:00` or `until 2026-12-01`; None
    where they say nothing. A day alone is its beginning in their time zone, and the day that comes next.

    Raises `Refused(UNKNOWN_WORD)`.
    """
    said = [word.lower() for word in words if word.lower() not in ("until", "till", "on", "at")]
    if not said:
        return None
    today = at.astimezone(ZoneInfo(zone)).date()
    moment = _clock(said[-1])
    names = said[:-1] if moment is not None else said
    day = today if not names else _day(names[0], today) if len(names) == 1 else None
    if day is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=" ".join(said)[:40])
    return datetime.combine(day, moment or time(0), ZoneInfo(zone)).astimezone(UTC)


def _day(name: str, today: date) -> date | None:
    if name == "tomorrow":
        return today + timedelta(days=1)
    if len(name) >= 3 and (named := [number for number, day in enumerate(_NAMES) if day.startswith(name)]):
        return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
