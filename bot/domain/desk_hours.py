"""Opening hours as people write them: `"mon-fri" = ["09:00-12:30", "13:30-18:00"]`."""

import re
from typing import Any, Final

from bot.domain.desk import Day, Hours
from bot.domain.desk_faults import did_you_mean
from bot.domain.hours import DAYS

_RANGE: Final = re.compile(r"^\s*(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*$")
_MIDNIGHT: Final = "24:00"

Written = dict[str, str]  # a stretch with its start and end, as "09:00"; an end may be 24:00


def hours_as_written(where: str, raw: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """What a table of hours says as the fields of `Hours`, days as its `week`.

    Faults are added to `problems`, each once, under the key as it was written.
    """
    hours: dict[str, Any] = {}
    week: dict[str, list[Written]] = {}
    for key, value in raw.items():
        if key in Hours.model_fields and key != "week":
            hours[key] = value
        elif days := _days(key):
            if twice := [day for day in days if day in week]:
                problems.append(f"{where}: {twice[0]} is given twice")
            week |= dict.fromkeys(days, _stretches(f"{where}: {key}", value, problems))
        else:
            known = [*DAYS, "mon-fri", "time_zone", "holidays"]
            problems.append(f'{where}: unknown key "{key}"{did_you_mean(key, known)}')
    return {**hours, "week": week}


def _days(key: str) -> tuple[Day, ...]:
    """`mon`, `mon-fri` or `sat-mon` as days; none for anything else."""
    names: dict[str, int] = {day: number for number, day in enumerate(DAYS)}
    first, _, last = key.strip().lower().partition("-")
    if first not in names or (last and last not in names):
        return ()
    start, end = names[first], names[last or first]
    return DAYS[start : end + 1] if start <= end else DAYS[start:] + DAYS[: end + 1]


def _stretches(where: str, value: Any, problems: list[str]) -> list[Written]:
    found: list[Written] = []
    for text in value if isinstance(value, list) else [value]:
        stretch = _stretch(text)
        if stretch is None:
            shown = f'"{text}"' if isinstance(text, str) else text
            problems.append(f'{where} must be times such as "09:00-12:30", not {shown}')
            continue
        shown = f"{stretch['start']}-{stretch['end']}"
        if stretch["end"] <= stretch["start"]:
            problems.append(f"{where}: {shown} ends before it begins; write a night as two days")
        elif found and stretch["start"] < found[-1]["end"]:
            problems.append(f"{where}: {shown} begins before the stretch in front of it has ended")
        found.append(stretch)
    # `Stretch` has no 24:00: an end of 00:00 is the end of the day.
    return [{**stretch, "end": "00:00" if stretch["end"] == _MIDNIGHT else stretch["end"]} for stretch in found]


def _stretch(text: Any) -> Written | None:
    match = _RANGE.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    start, end = (part.zfill(5) for part in match.groups())
    if not _is_time(start) or not (_is_time(end) or end == _MIDNIGHT):
        return None
    return {"start": start, "end": _MIDNIGHT if end == "00:00" else end}


def _is_time(text: str) -> bool:
    hour, minute = map(int, text.split(":"))
    return hour < 24 and minute < 60
