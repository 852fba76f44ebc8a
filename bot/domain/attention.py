"""What owners should look at: articles that are edited again and again, and questions that no article answers."""

from collections.abc import Mapping
from typing import Final

from bot.domain.likeness import Likeness
from bot.domain.outcome import Tally

#: As many tickets with the same open question as make a gap.
GAP: Final = 3
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
