"""E-mail and web addresses, cards, accounts, telephones and other numbers that name one person.

A wrong check digit never lets a number through: check digits only choose its label.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from bot.assistant.redaction.spans import Span
from bot.domain.phrases import fold

_REGIONS: Final = ("US", "GB", "FR", "DE", "ES")
_LONG: Final = 7  # figures in a row, blanks and hyphens between them or not, that are a number of somebody

_EMAIL: Final = re.compile(
    r"[\w.+%'’-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+"
    r"(?:\s?(?:\.|\(dot\)|\[dot\])(?:[\w-]+|\s(?-i:[a-z]|[A-Z]{2,4}\b)[\w-]*))*",  # ". Is": the next sentence
    re.IGNORECASE,
)
_URL: Final = re.compile(
    r"(?:https?://|ftp://|\bwww\.)[^\s<>\"]+"
    r"|\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|info|biz|io|me|eu|co|app|shop|dev|tv|example"
    r"|[a-z]{2})(?:/[^\s<>\"]*)?(?![\w.@-]*\w)",
    re.IGNORECASE,
)
_IP: Final = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])",
    re.IGNORECASE,
)
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}(?:[ -]?[A-Z0-9]{1,3})?\b")
_HANDLE: Final = re.compile(r"(?<![\w@.])@\w[\w.]{2,}")
# Figures, perhaps with letters: `4111 1111 1111 1111`, `849-66-3189`, `12 34 56 789 B`.
_FIGURES: Final = re.compile(
    r"(?<![^\W_])[+(#]{0,2}\d(?:[\d\s().\-/\u2010-\u2015]{0,60}\d)?(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![^\W_])"
)
_MIXED: Final = re.compile(r"(?<![^\W_])(?=[^\s]*\d)[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*(?![^\W_])")
_DATE: Final = re.compile(
    r"(?<![\d/.-])(?:(?P<d>\d{1,2})(?P<s>[./-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})|(?P<Y>\d{4})(?P<S>[./-])\d{1,2}(?P=S)\d{1,2})"
    r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?(?![\d/-]|\.\d)"
)
_WRITTEN_DATE: Final = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|er|\.)?(?: of| de)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|fev|avr|mai|juin|juil|aou|okt|dez|ene|abr|ago|dic)"
    r"[a-z]*\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)?(?: de)? (\d{4})\b"
)
_BORN: Final = re.compile(
    r"\b(?:born|birth|birthday|dob|d\.o\.b|nee? le|naissance|ne\(e\)|geboren|geb|geburts\w+"
    r"|nacid[oa]|nacimiento|naci el)\b"
)
_OLD: Final = 15  # a date so many years back is a birth rather than a purchase
_MONEY: Final = re.compile(
    r"(?:[€$£]|\b(?:eur|usd|gbp|chf))\s?\d{1,3}(?:[.,\s'\u202f\u00a0]?\d{3})*(?:[.,]\d{1,2})?(?!\d)"
    r"|(?<![\d.,])\d{1,3}(?:[.,\s'\u202f\u00a0]?\d{3})*(?:[.,]\d{1,2})?\s?(?:[€$£%]|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)\b)",
    re.IGNORECASE,
)
_SECRET: Final = re.compile(
    r"\b(?:pin|cvv2?|cvc2?|otp|passcode|password|passwort|kennwort|mot de passe|contrasena|code secret|security code"
    r"|prufnummer|sicherheitscode|last (?:four|4)(?: digits)?|ending(?: in| with)?|endet auf"
    r"|se terminant par|terminada en)"
    r"(?: (?:is|was|ist|war|lautet|est|etait|es|era|of|are))?\s*[:=]?\s*[\"'«]?(?P<secret>[^\s\"',;]*\d[^\s\"',;]*)"
)
_PASSWORD: Final = re.compile(
    r"\b(?:password|passwort|kennwort|mot de passe|contrasena)(?:(?: (?:is|ist|lautet|est|es))|\s*[:=])\s*[\"'«]?"
    r"(?P<secret>[^\s\"',;]+)"
)


def spans(text: str, folded: str, links: frozenset[str], year: int) -> Iterator[Span]:
    """Everything of this kind in a text, surest first. `links` are the desk's own hosts and addresses, which stay where
    nothing personal follows them; `year` tells a birth from a purchase."""
    yield from _of(_EMAIL, text, "EMAIL")
    yield from _urls(text, links)
    yield from _of(_IP, text, "IP")
    yield from _secrets(folded)
    yield from (Span(*found.span(), "IBAN") for found in _IBAN.finditer(text))
    dates = list(_dates(folded, year))
    yield from (Span(start, end, "BIRTH") for start, end, born in dates if born)
    plain = [(start, end) for start, end, born in dates if not born]
    plain += [found.span() for found in _MONEY.finditer(text)]
    blanked = _without(text, plain)
    yield from _telephones(blanked)
    yield from _numbers(blanked)
    yield from _of(_HANDLE, text, "ID")


def _of(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Span]:
    return (Span(*found.span(), kind) for found in pattern.finditer(text))


def _urls(text: str, links: frozenset[str]) -> Iterator[Span]:
    for found in _URL.finditer(text):
        url = found[0].rstrip(".,;:!?)]'’")
        host, _, rest = re.sub(r"^[a-z]+://", "", url.casefold()).partition("/")
        personal = re.search(r"\d{4}|[?#@=%]", rest) or "?" in host
        if host in links and not personal:
            continue
        # "end.We": no address, but a blank forgotten after a full stop
        if not re.match(r"[a-z]+://|www\.", url.casefold()) and re.search(r"\.[A-Z][a-z]*$", url):
            continue
        yield Span(found.start(), found.start() + len(url), "URL")


def _secrets(folded: str) -> Iterator[Span]:
    for pattern in (_SECRET, _PASSWORD):
        for found in pattern.finditer(folded):
            yield Span(*found.span("secret"), "SECRET")


def _dates(folded: str, year: int) -> Iterator[tuple[int, int, bool]]:
    """Dates with whether each is one of birth: a word says so before it, or it lies far back."""
    for found in _DATE.finditer(folded):
        if found["Y"] is None and not (int(found["d"]) <= 31 and int(found["m"]) <= 31):
            continue
        told = found["Y"] or found["y"]
        yield *found.span(), _of_birth(folded, found.start(), int(told) if len(told) == 4 else None, year)
    for found in _WRITTEN_DATE.finditer(folded):
        if re.search(r"\d .*\d", found[0]) or re.search(r"\d+(?:st|nd|rd|th|er|\.)", found[0]):
            yield *found.span(), _of_birth(folded, found.start(), int(found[1]), year)


def _of_birth(folded: str, start: int, told: int | None, year: int) -> bool:
    return bool(_BORN.search(folded[max(0, start - 30) : start])) or (told is not None and 1900 <= told <= year - _OLD)


def _without(text: str, places: list[tuple[int, int]]) -> str:
    """The text with other places blanked out by a mark that no number goes across."""
    for start, end in places:
        text = text[:start] + "~" * (end - start) + text[end:]
    return text


def _telephones(text: str) -> Iterator[Span]:
    if sum(map(str.isdigit, text)) < _LONG:
        return
    import phonenumbers

    for region in _REGIONS:
        for found in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
            yield Span(found.start, found.end, _label(text[found.start : found.end]) or "PHONE")


def _numbers(text: str) -> Iterator[Span]:
    for found in _FIGURES.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) >= _LONG or re.search(r"\d{5}", found[0]) or found[0].startswith("+"):
            yield Span(*found.span(), _label(found[0]) or ("PHONE" if found[0][0] in "+(" else "NUMBER"))
    for found in _MIXED.finditer(text):
        figures = sum(map(str.isdigit, found[0]))
        letters = sum(map(str.isalpha, found[0]))
        coded = (figures >= 3 and letters >= 3 and figures + letters >= 8 and found[0].isupper()) or (
            figures >= 4 and letters >= 2
        )
        if figures >= 5 or coded:
            yield Span(*found.span(), _label(found[0]) or "ID")


def _label(number: str) -> str | None:
    """What kind of number it is by its form and check digit, None where nothing says so."""
    short = re.sub(r"[\s().\-/#\u2010-\u2015]", "", number).upper()
    for kind, valid in _checks():
        if valid(short):
            return kind
    if short.isdigit() and (13 <= len(short) <= 19):
        return "CARD"
    return None


@cache
def _checks() -> tuple[tuple[str, Callable[[str], bool]], ...]:
    """Validators of python-stdnum: each answers for one form of number."""
    from stdnum import iban, luhn
    from stdnum.be import nn as belgian
    from stdnum.ch import ssn as swiss
    from stdnum.de import idnr
    from stdnum.es import dni, nie
    from stdnum.fr import nir
    from stdnum.gb import nhs
    from stdnum.it import codicefiscale
    from stdnum.nl import bsn
    from stdnum.us import ssn

    def card(number: str) -> bool:
        return 12 <= len(number) <= 19 and number.isdigit() and bool(luhn.is_valid(number))

    def only(module: Any, *lengths: int) -> Callable[[str], bool]:
        return lambda number: len(number) in lengths and bool(module.is_valid(number))

    people = (
        (nir, (15,)),
        (idnr, (11,)),
        (belgian, (11,)),
        (swiss, (13,)),
        (codicefiscale, (16,)),
        (dni, (9,)),
        (nie, (9,)),
    )
    more = ((nhs, (10,)), (bsn, (9,)), (ssn, (9,)))
    return (
        ("IBAN", lambda number: len(number) >= 15 and number[:2].isalpha() and bool(iban.is_valid(number))),
        *(("NATIONAL_ID", only(module, *lengths)) for module, lengths in people),
        ("CARD", card),
        *(("NATIONAL_ID", only(module, *lengths)) for module, lengths in more),
    )


def looks_personal(text: str) -> Iterator[str]:
    """What in a text looks like an identifier of a person: for an answer that should hold none."""
    folded = fold(text)
    for span in spans(text, folded, frozenset(), 0):
        if span.kind in ("EMAIL", "PHONE", "IBAN", "CARD", "NATIONAL_ID", "IP"):
            yield text[span.start : span.end]
