"""Which request types a text names in the team's own words, and whether the rest of it speaks of the same thing."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.desk import RequestType
from bot.domain.phrases import Found, find, fold
from bot.domain.statements import clauses, statements

_READ: Final = 200  # characters of a clause: what is declined is said soon

# "do not cancel my order", "no need to track it", "je ne veux pas annuler": the words, but the opposite of the wish.
_NEGATED: Final = re.compile(
    r"(?:\b(?:not|no|never|dont|without|pas|jamais|nicht|kein\w*|nie|sin|nunca)|n't)"
    r"(?:[ ,'-]+(?:want|wanting|wish|need|needs|have|like|going|trying|planning|asking|yet|now|any|more|longer|to"
    r"|me|you|my|the|please|veux|voulez|souhaite|besoin|faut|de|d|plus|ma|la|le|les|mehr|meine|meinen|die|den|das|zu"
    r"|quiero|hace|falta|mi|el)\b){0,3}[ ,'-]+$"
)
# The same where the team's words are torn apart: "bitte meine Bestellung nicht stornieren", "n'annulez pas".
_DECLINED: Final = re.compile(
    r"^\W*(?:(?:please|but|and|so|kindly|aber|und|merci de|veuillez|mais|et|surtout|pero|y|por favor)\W+)*"
    r"(?:(?:do not|don't|dont)\b(?! you)|please not|never \w+|ne pas|n'\w+ez pas|ne \w+ez pas|no \w+(?:en|an|e|a)\b)"
    r"|\b(?:do not|don't|dont) (?:want|wish|intend) to|\bne (?:veux|voulons|souhaite|souhaitons) pas (?:l')?\w+r\b"
    r"|\bno quiero \w+r(?:lo|la)?\b|\bbitte\b.*\b(?:nicht|keine\w*)\b|^\W*\w+en sie\b.*\bnicht\W*$"
    r"|\b(?:mochten?|will|wollen?)\b.*\b(?:nicht|keine\w*)\b.*\w+en\W*$"
)


def types_by_words(folded: str, language: str, types: tuple[RequestType, ...]) -> tuple[str, ...]:
    """The types whose words stand in the text, the one with the most hits first; ties by the order of the file.

    The words of the request's language count; where none of them stands there, those of the other languages do. A hit
    inside a longer hit of another type ("refund" in "refund status") does not count, nor one that is denied.
    """
    for own_language in (True, False):
        hits = {
            kind.name: _hits(
                [word for key, words in kind.words.items() if (key == language) is own_language for word in words],
                folded,
            )
            for kind in types
        }
        counts = {name: len(list(_uncovered(name, hits))) for name in hits}
        if any(counts.values()):
            return tuple(sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name]))
    return ()


def left_over(text: str, kind: RequestType) -> tuple[str, ...]:
    """The statements of a text in which none of the type's own words stands."""
    words = [word for words in kind.words.values() for word in words]
    return tuple(said for said in statements(text) if not _hits(words, fold(said)))


def declines(text: str, kind: RequestType) -> bool:
    """Whether a text asks for something not to be done, so that what it looks like says the opposite."""
    words = [word for words in kind.words.values() for word in words]
    folded = fold(text)
    if len(_hits(words, folded)) < len(find(words, folded)):
        return True
    return any(_DECLINED.search(clause[:_READ]) for clause in clauses(folded))


def _hits(words: Iterable[str], folded: str) -> tuple[Found, ...]:
    return tuple(hit for hit in find(words, folded) if not _NEGATED.search(folded[max(0, hit[0] - 60) : hit[0]]))


def _uncovered(name: str, hits: dict[str, tuple[Found, ...]]) -> Iterator[Found]:
    others = [span for other, spans in hits.items() if other != name for span in spans]
    for start, end in hits[name]:
        if not any(a <= start and end <= b and b - a > end - start for a, b in others):
            yield start, end
