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
_LABELS: Final = frozenset({"t", "tel", "telefon", "telephone", "telefono", "phone", "mobile", "mobil", "movil", "fax"})
_YEAR: Final = re.compile(r"(?:19|20)\d\d")  # more often a year than the number of a house
_POSTCODE: Final = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b(?:D|F|A|CH|B|L|E)-\d{4,5}\b"
    r"|\b\d{4} ?[A-Z]{2}\b(?! ?\d)"
)
_CODE_OF_A_PLACE: Final = re.compile(
    r"\b(?:zip(?:[ -]?code)?|post(?:al)? ?code|plz|postleitzahl|code postal|c[óo]digo postal)"
    r"(?: (?:is|was|ist|lautet|est|es))?\s?:?\s?(?P<code>\d{4,6}(?:-\d{4})?)\b",
    re.IGNORECASE,
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
    for found in _CODE_OF_A_PLACE.finditer(text):
        yield Span(*found.span("code"), "ADDRESS")


def _rows(text: str, words: frozenset[str]) -> Iterator[Span]:
    row: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        sort = _sort(found[0], words)
        if row and (not sort or not _touches(text, row[-1][1], found.start(), sort)):
            yield from _address(text, row)
            row = []
        if sort:
            row.append((found.start(), found.end(), sort))
    yield from _address(text, row)


def _touches(text: str, end: int, start: int, sort: str) -> bool:
    """Whether nothing but marks and at most one empty line stand between; before an ordinary word neither that nor a
    full stop."""
    gap = text[end:start]
    stops = sort == "word" and (gap.count("\n") > 1 or (gap.lstrip().startswith(".") and "\n" not in gap))
    return bool(_GAP.fullmatch(gap)) and gap.count("\n") < 3 and not stops


def _sort(token: str, words: frozenset[str]) -> str:
    """What a token can be within an address: a number, a street's word, a unit, a name, another word with a capital,
    a link; or nothing."""
    low = fold(token).rstrip(".")
    if token[0].isdigit():
        return "number" if sum(map(str.isdigit, token)) <= 6 and not _YEAR.fullmatch(token) else ""
    if low in listed("units") and (token[0].isupper() or low in ("apt", "p.o", "bis", "ter")):
        return "unit"
    called = _SUFFIX.search(low) and len(low) > 5 and not ordinary(low, words)
    if token[0].isupper() and (low in listed("streets") or called):
        return "street"
    if token[0].isupper():
        plain = low in words or low in _LABELS or low in listed("days")
        return "" if plain else "word" if ordinary(low) else "name"
    return "link" if low in listed("links") or low == "nan" else ""


def _address(text: str, row: list[tuple[int, int, str]]) -> Iterator[Span]:
    """A row is an address where a number stands beside a street's word or a unit, or first beside a name."""
    row = _kept(row)
    sorts = [sort for _, _, sort in row]
    if "number" not in sorts:
        return
    first = sorts.index("number")
    named = "street" in sorts or "unit" in sorts
    if named or (first + 1 < len(sorts) and sorts[first + 1] == "name" and len(sorts) >= 3):
        begin = first
        while begin and sorts[begin - 1] != "number" and (named or begin == len(sorts) - 1):
            begin -= 1
        while sorts[begin] in ("link", "word"):
            begin += 1
        yield Span(row[begin][0], row[-1][1], "ADDRESS")
    elif any(_housed(text, one, other) for one, other in pairwise(row)):
        yield Span(row[0][0], row[-1][1], "ADDRESS")


def _kept(row: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The row without what only leads to it or follows it: links, and ordinary words that no number stands behind.

    An ordinary word beside a street's word is its name: "Retreat Avenue", "Rue de la Gare".
    """
    sorts = [sort for _, _, sort in row]
    for place, sort in enumerate(sorts):
        before = [one for one in sorts[:place] if one != "link"]
        if sort == "word" and ("street" in sorts[place + 1 : place + 2] or before[-1:] == ["street"]):
            sorts[place] = "name"
    numbers = [place for place, sort in enumerate(sorts) if sort in ("number", "unit", "street")]
    last = numbers[-1] if numbers else 0
    end = next((place for place in range(last, len(sorts)) if sorts[place] == "word"), len(sorts))
    while end and sorts[end - 1] == "link":
        end -= 1
    begin = 0
    while begin < end and sorts[begin] in ("link", "word"):
        begin += 1
    return [(start, stop, sort) for (start, stop, _), sort in zip(row[begin:end], sorts[begin:end], strict=True)]


def _housed(text: str, one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether a number follows a name, and no hyphen ties them, as in what a thing is called: "Lumen-3"."""
    return (one[2], other[2]) == ("name", "number") and text[one[1] : other[0]] != "-"
