"""When somebody says that they are back, in English or in French: `until friday`, `jusqu’au 1er décembre 14h`."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.errors import RefusalCode, Refused
from bot.domain.phrases import fold

#: Words that say nothing of their own, folded.
_FILLERS: Final = re.compile(r"\b(?:until|till|on|at|the|of|jusqu(?:e|'?(?:a|aux?|en))?|a|au|le)(?!\w)")
_TIME: Final = re.compile(r"(?:^| )(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)| ?h ?(?P<past>[0-5]\d)?)$", re.ASCII)
_DAY_MONTH: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)? (?P<month>[a-z]+)\.?(?: (?P<year>\d{4}))?", re.ASCII
)
_MONTH_DAY: Final = re.compile(
    r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?", re.ASCII
)

#: Days from today.
_NEAR: Final = {
    "today": 0, "aujourd'hui": 0, "tomorrow": 1, "demain": 1, "day after tomorrow": 2, "apres-demain": 2,
    "apres demain": 2,
}  # fmt: skip
_WEEKDAYS: Final = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_MONTHS: Final = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)


def return_said(words: Sequence[str], at: datetime, zone: str) -> datetime | None:
    """When somebody is back who is away `until friday`, `until tomorrow 14:00`, `jusqu’à demain 14h`, `1er décembre` or
    `until 2026-12-01`; None where they say nothing.

    A day alone is its beginning in their time zone, and the next one of that name; a time alone is today's. Days and
    months may be cut to three letters. Whatever language the reader has chosen, both are understood. Raises
    `Refused(RETURN_UNCLEAR)` with what was said.
    """
    said = fold(unicodedata.normalize("NFC", " ".join(words))).strip()
    meant = " ".join(_FILLERS.sub(" ", said).split())
    if not meant:
        return None
    today = at.astimezone(ZoneInfo(zone)).date()
    clock = _TIME.search(meant)
    moment = time(int(clock["hour"]), int(clock["minute"] or clock["past"] or 0)) if clock else time(0)
    named = meant[: clock.start()] if clock else meant
    day = _day(named, today) if named else today
    try:
        if day is not None:
            return datetime.combine(day, moment, ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:  # the first or the last days that there are
        pass
    told = [word for word in words if _FILLERS.sub("", fold(word)).strip()]
    raise Refused(RefusalCode.RETURN_UNCLEAR, word=" ".join(told)[:40])


def _day(name: str, today: date) -> date | None:
    if name in _NEAR:
        return today + timedelta(days=_NEAR[name])
    first, _, rest = name.partition(" ")
    weekday = _number(first.rstrip(",."), _WEEKDAYS)
    if weekday is None:
        return _date(name, today)
    if not rest:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    named = _date(rest, today)
    return named if named is not None and named.weekday() == weekday else _date(name, today)


def _date(name: str, today: date) -> date | None:
    """`2026-12-01`, `1 december`, `december 1st`, `1er decembre 2026`; without a year the next one."""
    said = _DAY_MONTH.fullmatch(name) or _MONTH_DAY.fullmatch(name)
    try:
        if said is None:
            return date.fromisoformat(name)
        month = _number(said["month"], _MONTHS)
        if month is None:
            return None
        found = date(int(said["year"] or today.year), month + 1, int(said["day"]))
        return found if said["year"] or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _number(said: str, names: Sequence[tuple[str, ...]]) -> int | None:
    """Which of the names is meant, where exactly one is; from three letters on a name may be cut."""
    meant = [number for number, each in enumerate(names) if any(one.startswith(said) for one in each)]
    return meant[0] if len(said) >= 3 and len(meant) == 1 else None
