"""What owners should look at: articles that are edited again and again, and questions that no article answers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from bot.domain.likeness import Likeness, telling
from bot.domain.outcome import Tally

#: As many tickets with the same open question as make a gap.
GAP: Final = 3
#: A word of so many customers says what they ask; one of fewer may be a name, or anything.
_SHARED: Final = 3
#: As many words as say it.
_NAMED: Final = 3
#: So many texts are thought to stand beside those that are asked: a word may stand in all of a few.
_BESIDE: Final = 20
#: As often the same correction of a type within four weeks makes one wonder about its rules.
CORRECTED: Final = 3
#: Of an article's suggestions, so many are changed before they are sent, whatever others are;
_ALWAYS: Final = 0.8
#: or twice as many as of all suggestions, if that is a lot at all.
_TWICE, _A_LOT = 2.0, 0.4


def often_edited(article: Tally, team: Tally) -> bool:
    """Whether suggestions that quote an article are changed so often that it should be looked at; never on a few."""
    if not article.enough:
        return False
    changed, usual = _changed(article), _changed(team)
    return changed >= _ALWAYS or (changed >= _A_LOT and changed >= _TWICE * usual)


def _changed(tally: Tally) -> float:
    return 1 - tally.as_is / tally.shown if tally.shown else 0.0


def gaps(texts: Mapping[int, str]) -> tuple[tuple[int, ...], ...]:
    """Groups of at least three tickets (by number) whose texts are alike, the largest first. Each is in one group: that
    of the oldest ticket which it is like."""
    likeness = Likeness(texts)
    groups: dict[int, list[int]] = {}
    for number in sorted(texts):
        first = next((one for one in groups if likeness.alike(one, number)), number)
        groups.setdefault(first, []).append(number)
    found = [tuple(group) for group in groups.values() if len(group) >= GAP]
    return tuple(sorted(found, key=lambda group: (-len(group), group)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A ticket that no article answers: its type (empty: none), whose it is by number, and what they go by."""

    type: str
    customer: int
    name: str  # and address
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Tickets (by number) of one type that ask the same, and the words that say what."""

    type: str
    tickets: tuple[int, ...]
    customers: int
    words: tuple[str, ...]


def questions(asked: Mapping[int, Asked]) -> tuple[Question, ...]:
    """What is asked again and again, that of the most customers first; the texts of one type are grouped by `gaps`."""
    by_type: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for number, one in asked.items():
        by_type[one.type][number] = one.text
    found = []
    for kind, texts in by_type.items():
        for group in gaps(texts):
            mine = [asked[number] for number in group]
            customers = len({one.customer for one in mine})
            found.append(
                Question(type=kind, tickets=group, customers=customers, words=shared_words(mine, asked.values()))
            )
    return tuple(sorted(found, key=lambda one: (-one.customers, one.tickets)))


def shared_words(group: Collection[Asked], everything: Collection[Asked]) -> tuple[str, ...]:
    """Up to three words that say what a group asks, the most telling first; none where too few have words in common.

    Each stands in the texts of at least three customers and of half of the group's, and in no name or address of any of
    them: so what is said of a group is said of nobody in it.
    """
    names = {stem for one in group for stem in telling(one.name)}
    who: defaultdict[str, set[int]] = defaultdict(set)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in group:
        for stem, word in telling(one.text).items():
            who[stem].add(one.customer)
            written[stem][word] += 1
    often = Counter(stem for one in everything for stem in telling(one.text))
    enough = max(_SHARED, len({one.customer for one in group}) / 2)
    worth = {
        stem: len(people) * log((len(everything) + _BESIDE) / often[stem])
        for stem, people in who.items()
        if len(people) >= enough and stem not in names
    }
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:_NAMED]
    return tuple(min(written[stem].items(), key=lambda pair: (-pair[1], pair[0]))[0] for stem in best)
