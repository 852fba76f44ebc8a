"""Links, names, negations, promises, placeholders, language: what a sentence may have only if its source has it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from bot.domain.grounding.figures import CURRENCY, UNITS, figure
from bot.domain.grounding.function_words import CONNECTING, EVERYWHERE, FUNCTION_WORDS
from bot.domain.grounding.texts import WORD, fold

_LINK: Final = re.compile(
    r"https?://[^\s)>\]]+|www\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w.@])@\w{3,}"
    r"|(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?:/[^\s)>\]]*)?(?![\w@])",
    re.IGNORECASE,
)
_DISGUISED: Final = re.compile(r"\s?[\[({]\s?(?:\.|dot|punkt|point|punto)\s?[\])}]\s?", re.IGNORECASE)
_POLARITY: Final = frozenset(
    word
    for line in (
        "not no never none nothing nobody only unless except without cannot neither nor hardly",
        "ne pas jamais aucun aucune rien personne seulement sauf sans ni uniquement",
        "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand nur ausser ohne weder",
        "nunca jamas ningun ninguna ninguno nada nadie solo salvo excepto sin tampoco unicamente",
        "least most minimum maximum fewer less before after until must",  # bounds turn a statement round as well
        "moins plus avant apres jusqu doit doivent devez hochstens mindestens vor nach bis muss mussen",
        "menos antes despues hasta debe deben",
    )
    for word in line.split()
)
_SMALL_WORDS: Final = EVERYWHERE | _POLARITY
_NEGATED: Final = re.compile(r"\b(?:n't|\w+n't)\b|\bn'(?=\w)")
_PROMISES: Final = re.compile(
    r"\b(?:refund|reimburs|compensat|credit|guarant|promis|discount|voucher|waive|free of charge|for free|replac"
    r"|cancel|immediately|right away|definitely|certainly|tomorrow|as soon as"
    r"|rembours|indemn|dedommag|avoir de|garanti|promet|promess|remise|gratuit|bon d'achat|remplac|annul|immediatement"
    r"|certainement|demain|des que"
    r"|erstatt|ruckerstatt|entschadig|gutschrift|gutschein|garantier|versprech|rabatt|kostenlos|ersatz|kulan"
    r"|stornier|sofort|umgehend|bestimmt|morgen"
    r"|reembols|compensa|descuento|vale de|gratis|reemplaz|devolv|cancela|inmediat|manana)"
)
_PLACEHOLDER: Final = re.compile(
    r"\[\s*[A-Za-z]+(?:_[A-Za-z]+)*_\d+\s*\]|\[(?:your|the|insert|customer|agent|name|nom|nombre|votre|ihr|su)\b[^\]]*\]"
    r"|\{\{?[^{}\n]{1,60}\}\}?|<\s*(?:name|email|order|link|url|agent|date)\s*>",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,;:–—()\n]|(?<=[.!?])\s")
_CLOSE: Final = 0.5  # the least part of a clause's words that must come from its source
_ALL_CLOSE: Final = 0.65  # and of a whole sentence's
_SMALL: Final = 3  # so many small words alone are no statement: "hello", "thank you very much"
_COMMON_SIGNS: Final = frozenset(".,:;!?()'\"’‘“”«»„–—-…/&%€$£+#°º@*[]·¿¡\u0300\u0301\u0302\u0308\u0303\u0327")


def links(text: str) -> set[str]:
    """Addresses of web and mail and handles, in small letters; one written with `[dot]` is one too."""
    return {found.rstrip(".,;:!?").lower() for found in _LINK.findall(_DISGUISED.sub(".", text))}


def has_placeholder(text: str, source: str) -> bool:
    """Whether something stands for a value that was never put in. What stands in the source so is no placeholder."""
    return any(found not in source for found in _PLACEHOLDER.findall(text))


def polarity(text: str, without: Iterable[str] = ()) -> list[str]:
    """The words that turn a statement round, in alphabetical order; those within `without` do not count."""
    folded = fold(text)
    for value in without:
        if value:
            folded = folded.replace(fold(value), " ", 1)
    words = [word for word in re.findall(r"[^\W\d_]+", folded) if word in _POLARITY]
    return sorted(words + ["not"] * len(_NEGATED.findall(folded)))


def promises(text: str) -> Counter[str]:
    """The stems of words that commit the team, each as often as it stands there."""
    return Counter(_PROMISES.findall(fold(text)))


def names(text: str) -> set[str]:
    """Capitalised words beyond a sentence's first, and any word in capitals: names, and in German every noun."""
    found = set()
    for sentence in re.split(r"(?<=[.!?:])\s+|\n+", text):
        words = WORD.findall(CURRENCY.sub(" ", sentence))
        found |= {fold(word) for word in words[1:] if word[0].isupper() and word not in ("I", "I'm", "I'll")}
        found |= {fold(word) for word in words[:1] if len(word) > 1 and word.isupper()}
    return found


def words(text: str) -> set[str]:
    """Every word of a text, folded."""
    return {fold(word) for word in WORD.findall(text)}


def strays(text: str, source: str, vocabulary: str = "") -> bool:
    """Whether a sentence has a word or a sign that stands neither in its source nor in `vocabulary`, the team's other
    texts; or a clause that mostly comes from the vocabulary, or that says something in small words alone."""
    own = {_stem(word) for word in _matter(source)}
    known = own | {_stem(word) for word in _matter(vocabulary)} | _connecting()
    if not {_stem(word) for word in _matter(text)} <= known or not _signs(text) <= _signs(source) | _signs(vocabulary):
        return True
    whole = [_stem(word) in own for word in _matter(text)]
    if whole and sum(whole) < _ALL_CLOSE * len(whole):
        return True
    return any(_strange(clause, own, source) for clause in _CLAUSE.split(text))


def _strange(clause: str, own: set[str], source: str) -> bool:
    matter = _matter(clause)
    if matter:
        return len(matter) > 1 and sum(_stem(word) in own for word in matter) < _CLOSE * len(matter)
    small = re.findall(r"[^\W\d_]+", fold(clause))
    return len(small) > _SMALL and " ".join(small) not in " ".join(re.findall(r"[^\W\d_]+", fold(source)))


def in_language(text: str, language: str) -> bool:
    """False where a text is plainly in another of the four languages that are known here; True in any doubt."""
    if language not in FUNCTION_WORDS:
        return True
    said = Counter(re.findall(r"[^\W\d_]+", fold(text)))
    hits = {one: sum(said[word] for word in small) for one, small in FUNCTION_WORDS.items()}
    best = max(hits, key=lambda one: hits[one])
    return best == language or hits[best] < 4 or hits[best] < 2 * hits[language]


def _matter(text: str) -> Sequence[str]:
    """The words of a text that say something, with figures and symbols within them: `c4n` is a word from elsewhere.
    Written numbers, units and words of negation have checks of their own."""
    told = re.findall(r"[^\W_]*[^\W\d_][^\W_]*", fold(CURRENCY.sub(" ", text)))
    return [word for word in told if word not in _SMALL_WORDS and not figure(word) and word not in UNITS]


def _signs(text: str) -> set[str]:
    """Signs that are neither letters nor common in a letter: pictures, arrows, brackets of code."""
    return {sign for sign in text if not sign.isalnum() and not sign.isspace() and sign not in _COMMON_SIGNS}


@cache
def _connecting() -> frozenset[str]:
    return frozenset(_stem(word) for word in CONNECTING)


def _stem(word: str) -> str:
    """Roughly: other endings of a word are the same word."""
    return word[:6] if len(word) > 6 else word.rstrip("s")
