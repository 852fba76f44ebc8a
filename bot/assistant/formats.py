"""Record values for a reader: dates and amounts the way their language writes them, everything else as given."""

import re
from datetime import date

_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$")
_AMOUNT = re.compile(r"^(?:(EUR|USD|GBP|€|\$|£)\s?)?(-?\d+)[.](\d{2})(?:\s?(EUR|USD|GBP|€|\$|£))?$")
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}

_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def written(value: str, language: str) -> str:
    """An ISO date or time, or an amount with its currency, written for `language`; any other value unchanged.

    A time of day is left out: its zone is the source's, and a customer reads it in theirs.
    """
    value = value.strip()
    if match := _DATE.match(value):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return value
        return _day(day, language)
    if (match := _AMOUNT.match(value)) and (currency := match[1] or match[4]):
        return _amount(match[2], match[3], _SIGNS.get(currency, currency), language)
    return value


def _day(day: date, language: str) -> str:
    if language not in _DAYS:
        return day.isoformat()
    weekday = _DAYS[language].split()[day.weekday()]
    month = _MONTHS[language].split()[day.month - 1]
    if language == "de":
        return f"{weekday}, {day.day}. {month} {day.year}"
    if language == "es":
        return f"{weekday} {day.day} de {month} de {day.year}"
    return f"{weekday} {day.day} {month} {day.year}"


def _amount(whole: str, cents: str, sign: str, language: str) -> str:
    grouped = f"{int(whole):,}"
    if language == "en":
        return f"{'-' if grouped.startswith('-') else ''}{sign}{grouped.lstrip('-')}.{cents}"
    separator = "\u202f" if language == "fr" else "."
    return f"{grouped.replace(',', separator)},{cents}\u00a0{sign}"
