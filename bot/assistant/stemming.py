"""What is left of a word without its endings, by Snowball's rules for each language (snowballstem.org)."""

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import Stemmer

#: The languages that have rules here, by their codes.
STEMMED: Final = {"en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian", "nl": "dutch"}


@cache
def stemmer(language: str) -> "Stemmer.Stemmer":
    """The stemmer of one of `STEMMED`, made once; threads may share it. Raises KeyError for another language."""
    import Stemmer

    return Stemmer.Stemmer(STEMMED[language])
