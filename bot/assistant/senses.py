"""What words mean in a request: "bought" and "commandé" are both of an order. Heavy: imported in the worker only.

Somebody who writes "reimburse" is understood by a type whose three examples say "refund". The words are of our own
writing, in the file beside this module.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from bot.assistant.stemming import stemmer
from bot.domain.phrases import fold

#: In the order of a line's parts, which is also the one in which a word is looked for.
LANGUAGES: Final = ("en", "fr", "de", "es")
_MOST_WORDS: Final = 20_000  # whose meaning is remembered


def meanings() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each meaning its words in each of the `LANGUAGES`."""
    text = (files("bot.assistant") / "senses.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(tuple(part.split()) for part in line.split(";")) for line in lines)


@lru_cache(_MOST_WORDS)
def sense(word: str) -> str:
    """The name of a word's meaning, which begins with "="; of a word that has none here, its English stem.

    `word` is in small letters. Its language is not known: where two know it, the first of `LANGUAGES` is believed. An
    English stem leaves most words of other languages as they stand.
    """
    stems = stems_of(word)
    found = (known[fold(stem)] for known, stem in zip(_known(), stems, strict=True) if fold(stem) in known)
    return next(found, stems[0])


def stems_of(word: str) -> tuple[str, ...]:
    """The stem that `word` would have in each of the `LANGUAGES`."""
    return tuple(stemmer(language).stemWord(word) for language in LANGUAGES)


@cache
def _known() -> tuple[dict[str, str], ...]:
    known: tuple[dict[str, str], ...] = tuple({} for _ in LANGUAGES)
    for meaning in meanings():
        for place, words in enumerate(meaning):
            known[place].update({fold(stems_of(word)[place]): f"={meaning[0][0]}" for word in words})
    return known
