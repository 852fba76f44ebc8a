"""What became of suggestions, in words that stay the same from one report to the next.

A change is the share of a suggestion's words that were not sent as they stood: 0 is as is, 1 is nothing left. Greeting
and closing do not count. The bands are those of published studies of suggested replies.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Final

from bot.domain.draft import Sentence
from bot.domain.phrases import fold
from bot.domain.sentences import split

#: Fewer suggestions than this say nothing about the next one.
FEWEST: Final = 20
#: Up to this share changed it was sent as it stood.
AS_IS: Final = 0.05
_LIGHT, _HEAVY = 0.40, 0.60
#: Standard deviations on each side of a 95 % interval.
_Z: Final = 1.959964
_WORD: Final = re.compile(r"\d+(?:[.,:/-]\d+)*|\w+")
#: A salutation of our own making, whatever it says: a short first line that ends in a comma, or is just a word or two.
_SALUTATION: Final = re.compile(r"(?:\S+\s+){0,4}\S+[,:!]|\S+(?:\s+\S+){0,2}")


class Band(StrEnum):
    """How much of a suggestion a person changed."""

    AS_IS = "as_is"
    LIGHT = "light"
    HEAVY = "heavy"
    REWRITTEN = "rewritten"
    DISCARDED = "discarded"  # rejected, or answered without it


def band(change: float | None) -> Band:
    """As is up to .05, light below .40, heavy up to .60, rewritten above; None: it was not sent at all."""
    if change is None:
        return Band.DISCARDED
    if change <= AS_IS:
        return Band.AS_IS
    if change < _LIGHT:
        return Band.LIGHT
    return Band.HEAVY if change <= _HEAVY else Band.REWRITTEN


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in order; a date, a time or an amount is one, and capitals do not matter."""
    return tuple(_WORD.findall(fold(text)))


def compared(sentences: Sequence[Sentence], sent: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a suggestion that count, and the words of what was sent that stand against them.

    What rests on an article or a record counts. Where nothing does, all of it counts but greeting and closing. What
    does not count is left out of `sent` too, where it stands there in the same words.
    """
    count, frame = _parted(sentences)
    beside = {words_of(part) for text in frame for part in split(text)} | {words_of(text) for text in frame}
    lines = [line for line in sent.splitlines() if line.strip()]
    if lines and frame and _SALUTATION.fullmatch(lines[0].strip()):
        lines = lines[1:]
    kept: list[str] = []
    for line in lines:
        if words_of(line) not in beside:
            kept += [part for part in split(line) if words_of(part) not in beside]
    return tuple(word for text in count for word in words_of(text)), tuple(
        word for part in kept for word in words_of(part)
    )


def _parted(sentences: Sequence[Sentence]) -> tuple[list[str], list[str]]:
    """The texts that count, and the others."""
    stated = [any(one.kind != "template" for one in sentence.evidence) for sentence in sentences]
    if not any(stated):
        stated = [_carries(sentence) for sentence in sentences]
    texts = [sentence.text for sentence in sentences]
    return (
        [text for text, counts in zip(texts, stated, strict=True) if counts],
        [text for text, counts in zip(texts, stated, strict=True) if not counts],
    )


def _carries(sentence: Sentence) -> bool:
    """Whether it says something of its own: greeting and closing are cited as `tone`."""
    return not any(one.kind == "template" and one.id == "tone" for one in sentence.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many suggestions ended in which way, and how many were withheld from tickets that had no delicate matter."""

    as_is: int = 0
    light: int = 0
    heavy: int = 0
    rewritten: int = 0
    discarded: int = 0
    withheld: int = 0

    @property
    def shown(self) -> int:
        """Suggestions that a person has decided about."""
        return self.as_is + self.light + self.heavy + self.rewritten + self.discarded

    @property
    def accepted(self) -> int:
        """Those that were sent as they stood or nearly so."""
        return self.as_is + self.light

    @property
    def enough(self) -> bool:
        """Whether a share may be told of them at all."""
        return self.shown >= FEWEST

    @property
    def coverage(self) -> float | None:
        """Of the routine tickets, the share that got a suggestion; None without any."""
        return self.shown / (self.shown + self.withheld) if self.shown + self.withheld else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


def tally(bands: Iterable[Band], withheld: int = 0) -> Tally:
    """The bands, counted."""
    counts = dict.fromkeys(Band, 0)
    for one in bands:
        counts[one] += 1
    return Tally(**{one.value: count for one, count in counts.items()}, withheld=withheld)


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the 95 % interval in which the true one lies (Wilson's, which holds for few and for extremes)."""

    of: int
    share: float
    low: float
    high: float


def wilson(count: int, of: int) -> Share:
    """`count` of `of` as a share. Raises `ValueError` for none, or for more than there are."""
    if not 0 <= count <= of or of == 0:
        raise ValueError("a share is of at least one, and of no more than there are")
    share, square = count / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return Share(of, share, max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What became of suggestions by one trait of theirs. `few` is the sum of groups too small to be told of; `rejected`
    counts those that people rejected, whatever their group, by reason, the most frequent first."""

    by: str
    groups: dict[str, Tally] = field(default_factory=dict)
    few: Tally = Tally()
    rejected: tuple[tuple[str, int], ...] = ()


def grouped(by: str, tallies: dict[str, Tally]) -> Outcomes:
    """Groups of at least twenty by name, the largest first; the smaller ones together."""
    told = {
        name: one for name, one in sorted(tallies.items(), key=lambda pair: (-pair[1].shown, pair[0])) if one.enough
    }
    few = sum((one for name, one in tallies.items() if name not in told), Tally())
    return Outcomes(by=by, groups=told, few=few)
