"""Puts placeholders in place of personal data, and puts them back."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.assistant.redaction import identifiers, names, places
from bot.assistant.redaction.known import Known, KnownFinder
from bot.assistant.redaction.spans import Span, joined
from bot.domain.phrases import fold

_PLACEHOLDER: Final = re.compile(r"\[[A-Z]+(?:_[A-Z]+)*_\d+\]")
#: What a model may have made of a placeholder, or made up: `[Person_3]`, `[Your Name]`, `<EMAIL>`, `{{name}}`.
_LIKE_ONE: Final = re.compile(
    r"\[\s*[^\W\d]\w*(?:[ _-]\w+){0,4}\s*\](?!\()|<\s*[A-Za-z]+(?:[ _][A-Za-z]+)*(?:_\d+)?\s*>|\{\{?[^{}\n]{1,40}\}\}?"
)
_TELLING: Final = frozenset(
    {"EMAIL", "PHONE", "IBAN", "CARD", "NATIONAL_ID", "IP", "ADDRESS", "ID", "NUMBER", "SECRET", "BIRTH"}
)


class Redaction:
    """The placeholders of one case. The same words get the same placeholder in each of its texts.

    Different spellings of one name get different placeholders, since each is put back as it was. Not safe to share
    between threads.
    """

    def __init__(self, known: Known, year: int) -> None:
        """`year` is the current one: a date far before it is taken for one of birth."""
        self._known = known
        self._year = year
        self._finder = KnownFinder(known)
        self._names: dict[str, str] = {}
        self._placeholders: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    @property
    def names(self) -> Mapping[str, str]:
        """Placeholder to what it stands for, as it was written."""
        return MappingProxyType(self._names)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many places were hidden, by kind; the same value twice counts twice."""
        return MappingProxyType(self._counts)

    def redact(self, text: str) -> str:
        """The text with a placeholder for everything personal that was found in it; `restore` undoes it exactly.

        What looks like a placeholder already gets one too, so that nobody can have another's value put back.
        """
        parts: list[str] = []
        end = 0
        for span in self.spans(text):
            parts += [text[end : span.start], self._placeholder(text[span.start : span.end], span.kind)]
            end = span.end
        return "".join([*parts, text[end:]])

    def spans(self, text: str) -> tuple[Span, ...]:
        """The places that `redact` hides, in the order of the text."""
        seen, at = _seen(text)
        found = joined(self._found(seen), seen)
        return found if at is None else tuple(Span(at[span.start], at[span.end], span.kind) for span in found)

    def _found(self, text: str) -> Iterator[Span]:
        folded = fold(text)
        known = self._known
        yield from (Span(*found.span(), "MARK") for found in _PLACEHOLDER.finditer(text))
        yield from self._finder.spans(text, folded)
        yield from identifiers.spans(text, folded, known.links, self._year)
        yield from places.spans(text, known.words | known.capitals)
        yield from names.spans(text, folded, known.words, known.capitals, known.language)

    def _placeholder(self, original: str, kind: str) -> str:
        self._counts[kind] += 1
        if original not in self._placeholders:
            number = sum(name.startswith(f"[{kind}_") for name in self._names) + 1
            self._placeholders[original] = f"[{kind}_{number}]"
            self._names[f"[{kind}_{number}]"] = original
        return self._placeholders[original]


def _seen(text: str) -> tuple[str, list[int] | None]:
    """The text as a reader sees it, without marks of direction, invisible characters and accents of their own, and
    where each of its characters stands in the original; None where nothing had to be left out."""
    if text.isascii() or not any(unicodedata.category(letter) in ("Cf", "Mn") for letter in text):
        return text, None
    kept = [place for place, letter in enumerate(text) if unicodedata.category(letter) not in ("Cf", "Mn")]
    return "".join(text[place] for place in kept), [*kept, len(text)]


def restore(text: str, names: Mapping[str, str]) -> str:
    """The text with each placeholder of `names` put back; any other is left as it stands."""
    return _PLACEHOLDER.sub(lambda found: names.get(found[0], found[0]), text)


def foreign(answer: str, names: Mapping[str, str], sent: str = "") -> tuple[str, ...]:
    """What an answer should not hold: placeholders that nobody gave out, values that the model was never shown, and
    e-mail addresses, telephones, cards and the like. Each once, in the order of the text.

    `answer` is looked at before `restore`. What stands in `sent`, the text that the model was given, is no news.
    """
    found = {one[0]: one.start() for one in _LIKE_ONE.finditer(answer) if one[0] not in names and one[0] not in sent}
    given = fold(sent)
    folded = fold(answer)
    for name, value in names.items():
        if name[1:].rpartition("_")[0] in _TELLING and len(value) >= 4 and fold(value) not in given:
            place = folded.find(fold(value))
            if place >= 0:
                found.setdefault(value, place)
    for value in identifiers.looks_personal(_PLACEHOLDER.sub("~", answer)):
        if fold(value) not in given:
            found.setdefault(value, answer.find(value))
    return tuple(sorted(found, key=lambda one: (found[one], one)))
