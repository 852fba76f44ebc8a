"""Which words are ordinary: the lists beside this module, by language, and what the desk itself writes."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from bot.assistant.stemming import stemmer
from bot.domain.desk import Desk
from bot.domain.phrases import fold

WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_LANGUAGES: Final = ("en", "fr", "de", "es")
_CONTRACTED: Final = frozenset({"re", "ve", "ll"})  # they're, I've, we'll
_BEGINS: Final = re.compile(r"(?:^|[.!?:;…•*#>|(\[\"“„«»”\n-])[\s*_#>\"'“„«(\[¿¡-]*$")


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list, folded; comments left out."""
    lines = (files("bot.assistant.redaction") / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def ordinary(word: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether a folded word, or another form of it, is in a list of any language or in `more`."""
    return word in more or _listed_anywhere(word)


def literally(word: str) -> bool:
    """Whether a folded word itself, not another form of it, is in a list of any language."""
    return any(word in listed(name) for name in _LANGUAGES)


def proper(word: str) -> bool:
    """Whether a folded word has its capital as no name of a person: a day, a month, a country, a trade name."""
    return word in listed("days") or word in listed("proper")


@lru_cache(maxsize=20_000)
def german_word(word: str) -> bool:
    """Whether a folded word, or another form of it, is in the German list: what a compound word can end in."""
    return word in listed("de") or _other_form(word, "de")


@lru_cache(maxsize=20_000)
def _listed_anywhere(word: str) -> bool:
    """Compound words count by their parts: `e-mail-adresse`, `l'adresse`."""
    if "'" in word or "-" in word:
        parts = [part for part in re.split(r"['-]", word) if len(part) > 1 and part not in _CONTRACTED]
        return bool(parts) and all(_listed_anywhere(part) for part in parts)
    return literally(word) or any(_other_form(word, name) for name in _LANGUAGES)


def _other_form(word: str, language: str) -> bool:
    """Whether a word is another form of a listed one. A bare stem is a word in English alone: "Piet" is not "piété"."""
    stem = stemmer(language).stemWord(word)
    return stem in _stems(language) and (language == "en" or stem != word)


@cache
def _stems(language: str) -> frozenset[str]:
    return frozenset(stemmer(language).stemWords([word for word in listed(language) if len(word) > 2]))


def begins(text: str, place: int) -> bool:
    """Whether a sentence, a line or something quoted begins at `place`, where a capital says nothing."""
    return bool(_BEGINS.search(text[max(0, place - 12) : place])) if place else True


def words_of(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words of the team's own texts: those that stand there in small letters or begin a sentence, and those
    that stand with a capital within one, such as trade names."""
    small: set[str] = set()
    capital: set[str] = set()
    for text in texts:
        for found in WORD.finditer(text):
            word = found[0]
            inner = word[0].isupper() and not begins(text, found.start())
            (capital if inner else small).add(fold(word))
    return frozenset(small), frozenset(capital - small)


_kept: dict[str, tuple[frozenset[str], frozenset[str]]] = {}


def desk_words(desk: Desk) -> tuple[frozenset[str], frozenset[str]]:
    """`words_of` everything that the team has written for customers. Reckoned once for each state of the desk."""
    state = f"{desk.hash}/{len(desk.articles)}/{len(desk.templates)}"
    if state not in _kept:
        kinds = desk.file.types
        told = [kind.title for kind in kinds]
        told += [
            line
            for kind in kinds
            for table in (kind.examples, kind.words)
            for lines in table.values()
            for line in lines
        ]
        told += [text for a in desk.articles if a.audience == "customer" for text in (a.title, a.body, *a.questions)]
        told += [text for template in desk.templates for text in (template.title, template.body)]
        told += [text for tone in desk.file.tone for text in (tone.greeting, tone.closing)]
        _kept.clear()
        _kept[state] = words_of([desk.file.name, *told])
    return _kept[state]
