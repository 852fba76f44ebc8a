"""Which requests are delicate. Recall comes before precision: a miss may mean a wrong draft, a false alarm a look.

Words alone are no safe detector; the gate (`bot.domain.gate`) also asks for a type that is certain, and anyone may mark
a ticket. The word lists stand in `bot.domain.sensitivity_words`, and those of every language run on every text, since
the language of short texts cannot be trusted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from bot.domain.desk import DeskFile, Level
from bot.domain.phrases import Found, find, fold, holds
from bot.domain.sensitivity_words import between_the_lines, de, en, es, everyday, fr, in_other_words

FlagLevel = Literal["caution", "sensitive"]

SENSITIVE: Final = (
    "dispute",
    "health",
    "credit",
    "fraud",
    "cancellation",
    "compensation",
    "harm",
    "legal",
    "regulatory",
    "reputation",
    "data_request",
    "personal",
)
CAUTION: Final = ("angry", "billing_complex", "exception", "asks_for_person", "complex")
BUILT_IN: Final[dict[str, FlagLevel]] = {
    **dict.fromkeys(SENSITIVE, "sensitive"),
    **dict.fromkeys(CAUTION, "caution"),
}

#: The chance of being delicate from which a text is kept from a suggestion, and from which it is sealed
#: (docs/adr/0022): a miss may be a wrong answer, a false alarm is a look.
WARY: Final = 0.4
SURE: Final = 0.6

_LISTS: Final = (en, fr, de, es, between_the_lines, in_other_words)
_CARD_NUMBER: Final = re.compile(r"(?<![\d.,])(?:[3-6]\d{3}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?!\d)")
# Names of streets: "Hospital Road", "4 Law Court", "rue du Docteur Roux", "Anwaltsweg 5". Not "County Court".
_STREET: Final = re.compile(
    r"\b(?:[A-Z]\w+ ){1,2}(?:Street|Road|Lane|Avenue|Drive|Crescent|Gardens|Rd)\b"
    r"|\b\d+\w? (?:[A-Z]\w+ ){1,2}(?:Close|Square|Court|Terrace|Way|St|Place|Mews)\b"
    r"|\b(?i:rue|avenue|boulevard|place|chemin|allée|impasse|quai|calle|plaza|avenida|paseo)"
    r" (?:(?:du|de la|de l['’]|des|de|del|de los|d['’]) ?)?[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?"
    r"|\b[A-ZÄÖÜ]\w+(?:straße|strasse|str\.|gasse|weg|allee|platz)(?= ?\d)"
)
_SHOUTING: Final = re.compile(r"[!?]{3,}")
_MARKUP: Final = re.compile(
    r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|instructions?)>|^\s*(?:system|assistant)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A class that fired. `spans` are the places in the text that show it, empty where it rests on something else;
    `heard` where no word shows it and the text only sounds like it."""

    name: str
    level: FlagLevel
    spans: tuple[Found, ...] = ()
    heard: bool = False


def classes_in(text: str, language: str, desk: DeskFile) -> tuple[Flag, ...]:
    """The sensitivity classes that the words of a cleaned text show, with their evidence, the built-in ones first.

    The words of all languages count, whatever `language` says, but for those in the name of a street or in an everyday
    phrase ("hours of operation"). A rule of the desk adds words to a built-in class or makes a new one, and may raise a
    class to sensitive, never lower it. Anger becomes sensitive when it is strong or meets any other class; a death in
    the family alone is `personal` at the level of caution.
    """
    folded = fold(_STREET.sub(lambda street: " " * len(street[0]), text))
    flags: dict[str, Flag] = {}
    for name, level in BUILT_IN.items():
        _add(flags, name, level, find(_built_in_words(name), _without_everyday(name, folded)))
    _add(flags, "personal", "sensitive", _card_numbers(text))
    _add(flags, "personal", "caution", find(_all("GRIEF"), folded))
    _add(flags, "angry", "caution", _shouts(text))
    _add(flags, "angry", "sensitive", find(_all("VERY_ANGRY"), folded))
    for rule in desk.sensitivity:
        spans = find((word for words in rule.words.values() for word in words), folded)
        own = flags.get(rule.name)
        _add(flags, rule.name, BUILT_IN.get(rule.name, rule.level), spans)
        _add(flags, rule.name, rule.level, spans or (own.spans if own else ()))
    return combined(flags.values())


def _without_everyday(name: str, folded: str) -> str:
    """The text without phrases in which a class's word means something else, as long as before: places in it hold."""
    for start, end in find(everyday.WORDS.get(name, ()), folded):
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _add(flags: dict[str, Flag], name: str, level: FlagLevel, spans: tuple[Found, ...]) -> None:
    """Let a class fire if there is evidence: the higher level stays, and the evidence adds up."""
    if not spans:
        return
    own = flags.get(name)
    highest: FlagLevel = "sensitive" if "sensitive" in (level, own.level if own else level) else "caution"
    flags[name] = Flag(name, highest, tuple(sorted({*spans, *(own.spans if own else ())})))


def combined(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The flags with anger raised to sensitive where it does not stand alone."""
    found = tuple(flags)
    if len(found) > 1:
        return tuple(replace(flag, level="sensitive") if flag.name == "angry" else flag for flag in found)
    return found


def heard(chances: Iterable[tuple[str, float]]) -> tuple[Flag, ...]:
    """The flags for classes that a text sounds like. From `WARY` on it is left to a person, from `SURE` on a class that
    is sensitive seals the ticket."""
    return tuple(
        Flag(name, "sensitive" if BUILT_IN.get(name) == "sensitive" and chance >= SURE else "caution", heard=True)
        for name, chance in chances
        if chance >= WARY
    )


def louder(own: Flag | None, other: Flag) -> Flag:
    """Of two flags of one class the higher level, with what shows it."""
    if own is None:
        return other
    return replace(own, level="sensitive" if "sensitive" in (own.level, other.level) else own.level)


def level_of(flags: Iterable[Flag]) -> Level:
    """The highest level among the flags, `none` where there are none."""
    levels = {flag.level for flag in flags}
    return "sensitive" if "sensitive" in levels else "caution" if levels else "none"


def hostile(text: str) -> bool:
    """Whether a text tries to give orders to an assistant ("ignore your instructions"), in four languages.

    A sign, not a defence: attacks that use none of these words pass. The defence is that an assistant has no tools, its
    output is checked, and a person sends.
    """
    folded = fold(text)
    return holds(_all("HOSTILE"), folded) or bool(_MARKUP.search(text))


@cache
def _built_in_words(name: str) -> frozenset[str]:
    return frozenset(word for language in _LISTS for word in language.WORDS.get(name, ()))


@cache
def _all(name: Literal["VERY_ANGRY", "GRIEF", "HOSTILE"]) -> frozenset[str]:
    return frozenset(word for language in _LISTS for word in getattr(language, name))


def _card_numbers(text: str) -> tuple[Found, ...]:
    """Numbers of the length of a payment card's whose check digit is right (Luhn)."""
    return tuple(match.span() for match in _CARD_NUMBER.finditer(text) if _luhn(match.group()))


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number) if digit.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _shouts(text: str) -> tuple[Found, ...]:
    """Three exclamation marks in a row, or a text of at least 20 letters of which most are capitals."""
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    if len(letters) >= 20 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters):
        return ((0, len(text)),)
    return tuple(match.span() for match in _SHOUTING.finditer(text))
