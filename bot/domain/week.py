"""What a week's digest says besides: how the week before was, which articles are edited, what no article answers, and
to which requests people answer differently."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.attention import Question
from bot.domain.draft import Withheld
from bot.domain.figures import Figure, Figures
from bot.domain.likeness import Likeness
from bot.domain.outcome import Band

#: As many as one sentence names.
_NAMED: Final = 3
#: Of fewer suggestions, or fewer questions without an article, nothing is said.
_FEW: Final = 4
#: Fewer answers to a request type would say more of chance.
_ANSWERS: Final = 10
#: As many answers of one type as are compared with each other, the newest.
MOST_ALIKE: Final = 40
#: The cosine from which on two answers say much the same, as in a diagnosis (docs/diagnosis.md).
_SAME: Final = 0.5
#: The share of pairs below which people disagree, as there.
_AGREED: Final = 0.5
_CHANGED: Final = (Band.LIGHT, Band.HEAVY, Band.REWRITTEN, Band.DISCARDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """`before`: the seven days before, where all are known. The others: (title, how many, of how many). `differ`
    counts pairs of answers by different people, and how many are alike; `asked` how many customers ask the same,
    which no article answers, in which words."""

    before: Figures | None = None
    edited: tuple[tuple[str, int, int], ...] = ()
    unanswered: tuple[tuple[str, int], ...] = ()
    asked: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    differ: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody (by a number) answered to a request of a type (empty: of none)."""

    type: str
    person: int
    body: str


def changed(told: Figures) -> tuple[int, int]:
    """How many suggestions were edited or rejected, of those that somebody decided on."""
    count = sum(told.of(Figure.DRAFT, band).count for band in _CHANGED)
    return count, count + told.of(Figure.DRAFT, Band.AS_IS).count


def most_edited(articles: Mapping[str, Figures]) -> tuple[tuple[str, int, int], ...]:
    """Of the suggestions that quote an article (by id), how many were changed; those where it is half of them or more,
    the most often changed first."""
    told = [(name, *changed(figures)) for name, figures in articles.items()]
    found = [(name, count, of) for name, count, of in told if of >= _FEW and count * 2 >= of]
    return tuple(sorted(found, key=lambda one: (-one[1] / one[2], -one[2], one[0]))[:_NAMED])


def without_article(types: Mapping[str, Figures]) -> tuple[tuple[str, int], ...]:
    """How many requests of a type got no suggestion since no article answers them, the most first."""
    told = [(name, figures.of(Figure.WITHHELD, Withheld.NO_SOURCE).count) for name, figures in types.items()]
    found = [(name, count) for name, count in told if count >= _FEW]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:_NAMED])


def asked_most(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Of what no article answers and can be said in words, what most customers ask."""
    return tuple(one for one in questions if one.words)[:_NAMED]


def disagreed(answers: Iterable[Answer]) -> tuple[tuple[str, int, int], ...]:
    """Request types to which people answer differently: of all pairs of answers by different people, how many say much
    the same, where that is less than half. Those that agree least come first."""
    by_type: defaultdict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        if one.body.strip() and len(by_type[one.type]) < MOST_ALIKE:
            by_type[one.type].append(one)
    told = {name: _alike(found) for name, found in by_type.items() if len(found) >= _ANSWERS}
    found = [(name, alike, of) for name, (alike, of) in told.items() if of and alike < _AGREED * of]
    return tuple(sorted(found, key=lambda one: (one[1] / one[2], -one[2], one[0]))[:_NAMED])


def _alike(answers: list[Answer]) -> tuple[int, int]:
    if len(Counter(one.person for one in answers)) < 2:
        return 0, 0
    likeness = Likeness({number: one.body for number, one in enumerate(answers)})
    pairs = [
        likeness.cosine(first, second) >= _SAME
        for first in range(len(answers))
        for second in range(first)
        if answers[first].person != answers[second].person
    ]
    return sum(pairs), len(pairs)
