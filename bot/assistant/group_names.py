"""What a group of requests is called, and which of them may be shown. Only redacted words leave this module."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from statistics import fmean
from typing import Final

from bot.assistant.language import language_of
from bot.assistant.redaction import Known, Redaction
from bot.domain.desk import DeskFile
from bot.domain.likeness import IDLE
from bot.domain.phrases import fold
from bot.domain.sensitivity import classes_in

_LOOKED_AT: Final = 40  # texts of a group by which it is named
_SHOWN: Final = 180  # characters of an example
_PHRASES: Final = 12
_LONGEST_PHRASE: Final = 140
_PLACEHOLDER: Final = re.compile(r"\[([A-Z]+(?:_[A-Z]+)*)_\d+\]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]{2,})*")


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as people may see it. `example` and `phrases` are redacted; title and example are empty where none of its
    requests may be shown."""

    title: str
    language: str
    example: str
    phrases: tuple[str, ...]


def shown(groups: Sequence[Sequence[str]], desk: DeskFile, year: int) -> list[Shown]:
    """The groups, each given by its texts from the middle outwards.

    Delicate requests are never shown, whatever group they stand in, and lend no words to its name.
    """
    looked_at = [_looked_at(texts[:_LOOKED_AT], desk, year) for texts in groups]
    terms = [_terms(text for text, _ in plain) for _, plain in looked_at]
    everywhere = Counter(term for own in terms for term in own)
    found = []
    for (language, plain), own in zip(looked_at, terms, strict=True):
        title = _title(own, everywhere, len(groups), [text for text, _ in plain])
        example = next((_cut(text) for text, _ in plain), "")
        found.append(Shown(title, language, example, _phrases(plain)))
    return found


def _looked_at(texts: Sequence[str], desk: DeskFile, year: int) -> tuple[str, list[tuple[str, bool]]]:
    """The language of most, and the redacted texts that may be shown, each with whether nothing was hidden in it."""
    languages: Counter[str] = Counter()
    plain = []
    for text in texts:
        language = language_of(text, (), "en")
        languages[language] += 1
        if classes_in(text, language, desk):
            continue
        hidden = Redaction(Known(language=language), year)
        redacted = hidden.redact(text)
        plain.append(
            (_PLACEHOLDER.sub(lambda one: f"[{one[1].lower().replace('_', ' ')}]", redacted), not hidden.names)
        )
    return (languages.most_common(1) or [("en", 0)])[0][0], plain


def _terms(texts: Iterable[str]) -> Counter[str]:
    """In how many texts each word, and each pair of words that follow each other, stands."""
    counts: Counter[str] = Counter()
    for text in texts:
        words = [fold(word) for word in _WORD.findall(re.sub(r"\[[a-z ]+\]", " ", text))]
        telling = [word for word in words if word not in IDLE]
        counts.update({*telling, *(f"{one} {two}" for one, two in pairwise(words) if not {one, two} & IDLE)})
    return counts


def _title(own: Counter[str], everywhere: Counter[str], groups: int, texts: Sequence[str]) -> str:
    """Up to three words that most of a group's texts have and few other groups know, as they mostly follow each other;
    empty where no word stands in several texts."""

    def telling(term: str) -> float:
        pair = 1.6 if " " in term else 1.0
        return pair * own[term] / len(texts) * log(1 + groups / everywhere[term])

    # A word of one text alone may be anything, a name too.
    ranked = sorted((term for term in own if own[term] >= min(3, len(texts))), key=lambda term: (-telling(term), term))
    words: list[str] = []
    for term in ranked:
        new = [word for word in term.split() if not any(word[:5] == had[:5] for had in words)]
        if len(new) == len(term.split()) and len(words) + len(new) <= 3:
            words += new
        if len(words) == 3:
            break
    folded = [fold(text) for text in texts]
    place = {word: fmean(text.find(word) for text in folded if word in text) for word in words}
    return " ".join(sorted(words, key=place.__getitem__)).capitalize()


def _phrases(plain: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    """Texts in which nothing had to be hidden, to begin a request type with; no two alike."""
    kept: dict[frozenset[str], str] = {}
    for text, whole in plain:
        telling = frozenset(word for word in _WORD.findall(fold(text)) if word not in IDLE)
        if whole and telling and len(text) <= _LONGEST_PHRASE:
            kept.setdefault(telling, " ".join(text.split()))
    return tuple(kept.values())[:_PHRASES]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rsplit(' ', 1)[0]} …"
