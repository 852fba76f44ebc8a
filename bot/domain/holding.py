"""The holding reply: who is on it and by when they write, in the customer's language."""

from datetime import date
from typing import Final

from bot.domain.desk import DeskFile
from bot.domain.people import Customer
from bot.domain.tone import name_of, tone_for

SENTENCES: Final = {
    "en": "{owner} is personally handling your case and will write by {date}.",
    "fr": "{owner} s’occupe personnellement de votre demande et vous écrira au plus tard le {date}.",
    "de": "{owner} kümmert sich persönlich um Ihr Anliegen und schreibt Ihnen bis {date}.",
    "es": "{owner} se ocupa personalmente de su caso y le escribirá a más tardar el {date}.",
}
_DAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_FORMS: Final = {
    "en": "{weekday} {day} {month}",
    "fr": "{weekday} {day} {month}",
    "de": "{weekday}, {day}. {month}",
    "es": "{weekday} {day} de {month}",
}
#: Stands in a text that somebody is about to send, until the day is chosen.
DATE: Final = "{date}"
#: What its sentences name beside what macros may name.
VARIABLES: Final = frozenset({"owner", "date"})


def spoken(file: DeskFile, language: str) -> bool:
    """Whether there are words for it in a language: the desk file's, or built in."""
    return language in file.escalation.holding or language in SENTENCES


def text(file: DeskFile, language: str, customer: Customer, owner: str) -> str:
    """The whole reply by the tone of segment and language, with `{date}` where the day will stand.

    `owner` is the first name of who answers. In a language without words it is in English, to be translated.
    """
    if not spoken(file, language):
        language = "en"
    tone = tone_for(file, customer, language)
    name = name_of(tone, customer)
    sentence = file.escalation.holding.get(language) or SENTENCES[language]
    filled = {"{name}": name, "{shop}": file.name, "{agent}": owner, "{owner}": owner}
    parts = [(tone.greeting if name else tone.greeting_without_name).strip(), sentence.strip(), tone.closing.strip()]
    return "\n\n".join(_filled(part, filled) for part in parts if part)


def dated(body: str, language: str, day: date) -> str:
    """The text with its day, as the language writes it: `Thursday 26 November`."""
    return body.replace(DATE, day_in(language, day))


def day_in(language: str, day: date) -> str:
    """A day as people write it; in a language without words, as English does."""
    known = language if language in _DAYS else "en"
    weekday, month = _DAYS[known].split()[day.weekday()], _MONTHS[known].split()[day.month - 1]
    return _FORMS[known].format(weekday=weekday, day=day.day, month=month)


def _filled(part: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        part = part.replace(name, value)
    return part
