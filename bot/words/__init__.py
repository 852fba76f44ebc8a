"""Every sentence that people read, one file per language."""

from typing import Final

from bot.words.en import Words
from bot.words.fr import French

__all__ = ["SPOKEN", "Words", "speaks", "words"]


#: By the code of the language.
SPOKEN: Final[dict[str, type[Words]]] = {"en": Words, "fr": French}
_MADE: Final[dict[type[Words], Words]] = {}


def words(language: str) -> Words:
    """The words of a language such as "en" or "fr-CA"; English where Deskhand does not speak it."""
    return _made(SPOKEN[_code(language) if speaks(language) else "en"])


def speaks(language: str) -> bool:
    """Whether Deskhand has words in a language such as "fr-CA"."""
    return _code(language) in SPOKEN


def _code(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _made(spoken: type[Words]) -> Words:
    """One of each, so that two who read the same language are handed the same words."""
    if spoken not in _MADE:
        _MADE[spoken] = spoken()
    return _MADE[spoken]
