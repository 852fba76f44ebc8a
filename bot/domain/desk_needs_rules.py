"""What must hold in `[[needs]]`: a question that can be asked, and an answer that can be told from none."""

import re
from collections.abc import Iterator
from datetime import date

from bot.domain.desk import DeskFile, Need
from bot.domain.desk_faults import LANGUAGE, LONGEST_CHOICE, place
from bot.domain.desk_needs import day_from
from bot.domain.needs import need_of
from bot.domain.records import called

LONGEST_HINT = 150
MOST_CHOICES = 100
_A_DAY = date(2001, 1, 1)


def needs_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault."""
    asked = {name for kind in file.types for name in kind.needs}
    for index, need in enumerate(file.needs, 1):
        where = place("needs", index, need.name)
        if need.name.strip() and need.name not in asked:
            yield f"{where} has no effect, since no type needs it; name it in the needs of one"
        if need.title and (not need.title.strip() or len(need.title) > LONGEST_CHOICE):
            yield f"{where}: title must be a text of at most {LONGEST_CHOICE} characters"
        if len(need.hint) > LONGEST_HINT:
            yield f"{where}: hint may have {LONGEST_HINT} characters, as Slack allows no more"
        for language, question in need.ask.items():
            if not LANGUAGE.match(language):
                yield f'{where}: ask must be a language of two letters such as "en" or "fr", not "{language}"'
            if not question.strip():
                yield f"{where}: ask.{language} must not be empty; leave it out for the built-in question"
        yield from _pattern(where, need)
        yield from _kind(file, where, need)


def _pattern(where: str, need: Need) -> Iterator[str]:
    try:
        re.compile(need.pattern)
    except re.error as error:
        yield f"{where}: pattern is no regular expression: {error}"


def _kind(file: DeskFile, where: str, need: Need) -> Iterator[str]:
    kind = need_of(file, need.name).kind
    if kind == "record" and not any(called(need.name, source.name) for source in file.records):
        yield f'{where}: kind = "record" needs a record source called "{need.name}" or "{need.name}s"'
    if kind == "choice" and not 2 <= len(need.choices) <= MOST_CHOICES:
        yield f'{where}: kind = "choice" needs 2 to {MOST_CHOICES} choices, and there are {len(need.choices)}'
    if kind != "choice" and need.choices:
        yield f'{where}: choices have no effect; write kind = "choice"'
    if any(not choice.strip() or len(choice) > LONGEST_CHOICE for choice in need.choices):
        yield f"{where}: choices must be texts of at most {LONGEST_CHOICE} characters each"
    if len(set(need.choices)) < len(need.choices):
        yield f"{where}: choices must differ"
    yield from _days(where, need, kind)


def _days(where: str, need: Need, kind: str) -> Iterator[str]:
    days = {}
    for key in ("earliest", "latest"):
        written = getattr(need, key)
        if written and kind != "date":
            yield f'{where}: {key} has no effect; write kind = "date"'
        elif written:
            days[key] = day_from(written, _A_DAY)
            if days[key] is None:
                yield f'{where}: {key} must be a number of days from today such as "-90d" or "14d", not "{written}"'
    first, last = days.get("earliest"), days.get("latest")
    if first is not None and last is not None and first > last:
        yield f"{where}: earliest must not lie after latest"


_TOLD = {
    "text": "any text",
    "number": "a number",
    "date": "a date",
    "choice": "one of {choices}",
    "record": "what its record source knows",
    "address": "an address with a number and a place",
    "photo": "a picture, or a link in a form",
    "file": "a file, or a link in a form",
}


def needs_told(file: DeskFile) -> list[str]:
    """What `python -m bot check` says of each need that the file describes: one sentence each."""
    lines = []
    for need in (need_of(file, one.name) for one in file.needs):
        what = _TOLD[need.kind].format(choices=f"{len(need.choices)} choices")
        insists = "a form insists on it" if need.required else "a form may leave it open"
        lines.append(f"Need {need.name}: {what}; {insists}.")
    return lines
