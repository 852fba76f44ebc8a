"""Postal addresses: a number beside a street's name, and everything in a row with it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.assistant.redaction.ordinary import listed, ordinary
from bot.assistant.redaction.spans import Span
from bot.domain.phrases import fold

_SUFFIX: Final = re.compile(
    r"(?:strasse|straße|str|gasse|weg|allee|platz|ufer|damm|ring|graben|steig|chaussee|vej|gatan|straat|laan)$"
)
_TOKEN: Final = re.compile(r"\d+[A-Za-z]?\b|[^\W\d_]+(?:['’\-.][^\W\d_]+)*\.?|\d\w*")
_GAP: Final = re.compile(r"[\s,>#/()\-.–]*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")  # more often a year than the number of a house
_POSTCODE: Final = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b(?:D|F|A|CH|B|L|E)-\d{4,5}\b"
    r"|\b\d{4} ?[A-Z]{2}\b(?! ?\d)"
)
_NUMBERED: Final = re.compile(
    r"\b\d{1,5} ?(?:bis|ter|[a-z])?,? "
    r"(?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|square)"
    r"(?: (?:de|du|des|la|le|les|l['’]|d['’]|saint|sainte|st|ste)\b\.?){0,4}(?:[ '’-]?[^\W\d_]+){1,3}"
    r"|\b(?:calle|c/|avenida|avda\.?|plaza|paseo) ?(?:(?:de|del|la|los|las) ){0,3}[^\W\d_]+(?: [^\W\d_]+){0,3}"
    r",? ?(?:n[º°.]? ?)?\d{1,4}"
    r"|\b[^\W\d_]+(?:strasse|straße|str\.|gasse|weg|allee|platz|ufer|damm) ?\d{1,4} ?[a-z]?\b"
    r"|\b\d{1,5}[a-z]? (?:[^\W\d_]+ ){1,3}"
    r"(?:street|st|road|rd|lane|ln|avenue|ave|drive|close|court|crescent|terrace|gardens|blvd)\b",
    re.IGNORECASE,
)


def spans(text: str, words: frozenset[str]) -> Iterator[Span]:
    """Addresses as whole rows: house number, street, unit, town, code, region. `words` are the desk's own."""
    for found in _NUMBERED.finditer(text):
        yield Span(*found.span(), "ADDRESS")
    yield from _rows(text, words)
    for found in _POSTCODE.finditer(text):
        yield Span(*found.span(), "ADDRESS")


def _rows(text: str, words: frozenset[str]) -> Iterator[Span]:
    row: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        sort = _sort(found[0], words)
        touches = (
            row and _GAP.fullmatch(text, row[-1][1], found.start()) and text.count("\n", row[-1][1], found.start()) < 3
        )
        if row and (not sort or not touches):
            yield from _address(row)
            row = []
        if sort:
            row.append((found.start(), found.end(), sort))
    yield from _address(row)


def _sort(token: str, words: frozenset[str]) -> str:
    """What a token can be within an address: a number, a street's word, a unit, a name, a link; or nothing."""
    low = fold(token).rstrip(".")
    if token[0].isdigit():
        return "number" if sum(map(str.isdigit, token)) <= 6 and not _YEAR.fullmatch(token) else ""
    if low in listed("units") and (token[0].isupper() or low in ("apt", "p.o", "bis", "ter")):
        return "unit"
    called = _SUFFIX.search(low) and len(low) > 5 and not ordinary(low, words)
    if token[0].isupper() and (low in listed("streets") or called):
        return "street"
    if token[0].isupper():
        return "" if ordinary(low, words) else "name"
    return "link" if low in listed("links") or low == "nan" else ""


def _address(row: list[tuple[int, int, str]]) -> Iterator[Span]:
    """A row is an address where a number stands beside a street's word or a unit, or first beside a name."""
    while row and row[-1][2] == "link":
        row.pop()
    while row and row[0][2] == "link":
        row.pop(0)
    sorts = [sort for _, _, sort in row]
    if "number" not in sorts:
        return
    first = sorts.index("number")
    named = "street" in sorts or "unit" in sorts
    if named or (first + 1 < len(sorts) and sorts[first + 1] == "name" and len(sorts) >= 3):
        begin = first
        while begin and sorts[begin - 1] in ("street", "unit", "name", "link") and (named or begin == len(sorts) - 1):
            begin -= 1
        yield Span(row[begin][0], row[-1][1], "ADDRESS")
    elif ("name", "number") in pairwise(sorts):
        yield Span(row[0][0], row[-1][1], "ADDRESS")
