"""Which language a text is in. The model is loaded on first use; the same text always gets the same answer."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

COMMON = frozenset(
    code
    for group in ("cs da de en es fi fr it nl no pl pt ro sv", "el ru uk", "ar he tr", "ja ko zh")
    for code in group.split()
)
"""Languages that are told apart even where the desk does not speak them."""

USUAL = frozenset({"de", "en", "es", "fr"})
"""Believed without much doubt whether or not the desk speaks them: they are what its customers mostly write."""

_LEAST_LETTERS = 12
_SURE = 0.9
_LONGEST = 1000  # characters
_SKIPPED = re.compile(r"https?://\S+|\S+@\S+|[^\w\s'’-]|[\d_]")


def language_of(text: str, spoken: Iterable[str], fallback: str) -> str:
    """The ISO 639-1 code of the language of `text`.

    `spoken` are the desk's own languages: another one is only answered where the text leaves no doubt. A text too
    short to tell gives `fallback`.
    """
    words = " ".join(_SKIPPED.sub(" ", text[:_LONGEST]).split())
    if sum(letter.isalpha() for letter in words) < _LEAST_LETTERS and words.isascii():
        return fallback
    if not any(letter.isalpha() for letter in words):
        return fallback
    own = USUAL | set(spoken) | {fallback}
    ranked = _identifier(tuple(sorted(own | COMMON))).rank(words.lower())
    best, chance = ranked[0]
    if best in own or (chance >= _SURE and len(words.split()) >= 3) or not _latin(words):
        return str(best)
    return next((str(name) for name, _ in ranked if name in own), fallback)


def load_model() -> None:
    """Unpack the model, which takes a moment; it is unpacked once for each set of languages."""
    _identifier(tuple(sorted(USUAL | COMMON)))


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([language for language in languages if language in known])
    return identifier


def _latin(text: str) -> bool:
    return sum(letter < "\u0250" for letter in text if letter.isalpha()) * 2 > sum(map(str.isalpha, text))
