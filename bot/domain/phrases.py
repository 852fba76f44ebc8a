"""Finding words and phrases in a customer's text: whole words, whatever their case and accents.

A phrase is written as people write it. A `*` in a word stands for any letters (`refus*`, `*frist`), a word that is
only `~` for up to four words in between (`allergic ~ reaction`). Blanks match blanks, line breaks, hyphens and
apostrophes alike, so that `je n'ai pas` and `e-mail` need one spelling.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

Found = tuple[int, int]  # where a phrase stands: start and end in the text, in characters

_BLANK = r"[\s\-'_/.,]+"
_GAP = r"(?:[\s\-'_/.,]+\w+){0,4}?[\s\-'_/.,]+"


class _Folded(dict[int, str]):
    """Maps a character to one without case and accent: always to exactly one, so that places in the text hold."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))[:1].lower()[:1] or chr(code)
        self[code] = plain
        return plain


_FOLDED = _Folded({ord("ß"): "s", ord("ø"): "o", ord("ł"): "l", ord("`"): "'"})
_FOLDED |= dict.fromkeys([0x00B4, 0x2018, 0x2019, 0x02BC], "'")  # accents and quotes written for an apostrophe
_FOLDED |= dict.fromkeys(range(0x2010, 0x2016), "-")  # hyphens and dashes


def fold(text: str) -> str:
    """The text in small letters without accents, character for character as long as the original.

    Typographic apostrophes and dashes become plain ones. The text is expected in NFC (`bot.domain.text.clean`).
    """
    return text.translate(_FOLDED)


@lru_cache(maxsize=512)
def _pattern(phrases: frozenset[str]) -> re.Pattern[str] | None:
    """One pattern for all phrases. Grouped by their first letters, so that most places of a text fail at once."""
    groups: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        words = re.split(r"[\s\-'_/.,]+", fold(unicodedata.normalize("NFC", phrase)).strip(" ~"))
        if re.search(r"\w", phrase):
            start = words[0][:2].partition("*")[0]
            groups[start].add(_phrase_pattern([words[0][len(start) :], *words[1:]]))
    if not groups:
        return None
    branches = [
        f"{re.escape(start)}(?:{'|'.join(sorted(tails, key=lambda tail: (-len(tail), tail)))})"
        for start, tails in sorted(groups.items(), reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(branches)})(?!\w)")


def _phrase_pattern(words: list[str]) -> str:
    pattern, between = "", ""
    for word in words:
        if word == "~":
            between = _GAP
            continue
        pattern += between + re.escape(word).replace(r"\*", r"\w*")
        between = _BLANK
    return pattern


def find(phrases: Iterable[str], folded: str) -> tuple[Found, ...]:
    """Where any of `phrases` stands in a text that went through `fold`, in order, never overlapping.

    The pattern is built once for a set of phrases and kept.
    """
    pattern = _pattern(frozenset(phrases))
    return tuple(match.span() for match in pattern.finditer(folded)) if pattern else ()


def holds(phrases: Iterable[str], folded: str) -> bool:
    """Whether any of `phrases` stands in a text that went through `fold`."""
    pattern = _pattern(frozenset(phrases))
    return bool(pattern and pattern.search(folded))
