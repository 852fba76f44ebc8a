"""The public holidays of countries, by which hours of queues and departments are closed."""

import contextlib
from collections.abc import Iterable
from datetime import date

import holidays

from bot.domain.desk import DeskFile
from bot.domain.desk_faults import place


def holidays_of(file: DeskFile, today: date) -> dict[str, frozenset[date]]:
    """The holidays that hours of this desk name, for the years that tickets of today can touch."""
    hours = [queue.hours for queue in file.queues] + [department.hours for department in file.departments]
    years = range(today.year - 1, today.year + 3)
    return {week.holidays: holiday_dates(week.holidays, years) for week in hours if week.holidays}


def holiday_dates(country: str, years: Iterable[int]) -> frozenset[date]:
    """The public holidays of a country (`"FR"`) or a part of it (`"DE-BY"`) in those years; none for an empty string.

    The dates are those of the `holidays` package. Raises `ValueError` for a country that it does not know.
    """
    if not country:
        return frozenset()
    name, _, part = country.partition("-")
    with contextlib.suppress(NotImplementedError):  # a part that the country does not have
        if name in holidays.list_supported_countries():
            return frozenset(holidays.country_holidays(name, subdiv=part or None, years=list(years)))
    raise ValueError(f'"{country}" is no country with known holidays; write for example "FR" or "DE-BY"')


def unknown_countries(file: DeskFile) -> list[str]:
    """A sentence for each country that hours name and whose holidays are not known."""
    weeks = [(place("queues", n, queue.name), queue.hours) for n, queue in enumerate(file.queues, 1)]
    weeks += [(place("departments", n, found.name), found.hours) for n, found in enumerate(file.departments, 1)]
    problems = []
    for where, week in weeks:
        try:
            holiday_dates(week.holidays, [2000])
        except ValueError as error:
            problems.append(f"{where}: hours: holidays: {error}")
    return problems
