"""What App Home shows one person, and what they may set there."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from bot.domain.availability import Availability, Settings
from bot.domain.desk import Day, Hours, Stretch
from bot.domain.errors import RefusalCode, Refused
from bot.domain.hours import DAYS
from bot.domain.overlay import Ref
from bot.domain.review import Marks, Record, Sample
from bot.domain.sla import Due

#: As many of each kind as Home shows; with two blocks each they fit in Slack's hundred with room to spare.
TICKETS: Final = 12
APPROVALS: Final = 8
TEAM: Final = 20
TO_CHECK: Final = 6
REVIEWS: Final = 6


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
    """Somebody whom I lead: how many tickets they have in the queues that I lead, and how many of these are overdue;
    and how their answers there were scored."""

    name: str
    open: int
    overdue: int
    where: Availability
    reviewed: Marks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """An article, template, macro or prompt of mine whose date comes near; `held` says why it is held back."""

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
    overdue: int = 0
    approvals: tuple[Approval, ...] = ()
    approvals_total: int = 0
    fates: dict[str, int] = field(default_factory=dict)
    since: datetime | None = None
    team: tuple[Mate, ...] = ()
    team_total: int = 0
    to_check: tuple[ToCheck, ...] = ()
    to_check_total: int = 0
    reviews: tuple[Sample, ...] = ()
    reviews_total: int = 0
    record: Record | None = None  # of my own answers
    departments: tuple[tuple[str, str, int], ...] = ()  # name, title, open requests


def week(
    days: Collection[str], begins: str, ends: str, break_from: str = "", break_until: str = ""
) -> dict[Day, tuple[Stretch, ...]]:
    """Working hours as entered: the same from `begins` to `ends` ("09:00") on each of the days, in two stretches where
    a break is given. Nothing at all means none of one's own.

    Raises `Refused`: HOURS_UNCLEAR for anything between, and for an end that is not later; BREAK_UNCLEAR for a break
    that is no part of the day, or lacks its beginning or its end.
    """
    if not (days or begins or ends or break_from or break_until):
        return {}
    start, end = _clock(begins), _clock(ends)
    chosen = [day for day in DAYS if day in days]
    if not chosen or start is None or end is None or end <= start:
        raise Refused(RefusalCode.HOURS_UNCLEAR)
    if not (break_from or break_until):
        return dict.fromkeys(chosen, (Stretch(start=start, end=end),))
    stops, goes_on = _clock(break_from), _clock(break_until)
    if stops is None or goes_on is None or not start < stops < goes_on < end:
        raise Refused(RefusalCode.BREAK_UNCLEAR)
    return dict.fromkeys(chosen, (Stretch(start=start, end=stops), Stretch(start=goes_on, end=end)))


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
