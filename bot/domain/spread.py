"""How numbers are spread, as a histogram that can be added up: for "half within five hours, nine in ten within two
days". Averages hide the long waits, and percentiles of days cannot be added to those of a week."""

import math
from collections.abc import Iterable, Mapping
from typing import Final

#: Each bucket reaches a tenth further than the one before, so that what is told is at most a tenth too high.
_GROWTH: Final = 1.1
_SLACK: Final = 1e-9  # a power that comes out a hair too high or low by floating point

#: Bucket -> how many. Only buckets that hold something.
Spread = Mapping[int, int]


def bucket(number: int) -> int:
    """The bucket of a whole number: 0 for none (or less), else the first one that reaches so far."""
    return 0 if number < 1 else 1 + math.ceil(math.log(number) / math.log(_GROWTH) - _SLACK)


def reach(of: int) -> int:
    """The largest whole number of a bucket."""
    return 0 if of < 1 else math.floor(_GROWTH ** (of - 1) + _SLACK)


def within(spread: Spread, share: float) -> int | None:
    """What this share of the numbers (.5: half) does not exceed, told at most a tenth too high; None without any."""
    wanted = share * sum(spread.values())
    reached = 0
    for one in sorted(spread):
        reached += spread[one]
        if reached >= wanted - _SLACK:
            return reach(one)
    return None


def share_within(spread: Spread, number: int) -> float | None:
    """The share of the numbers that are surely not above `number`; None without any."""
    total = sum(spread.values())
    return sum(count for one, count in spread.items() if reach(one) <= number) / total if total else None


def added(spreads: Iterable[Spread]) -> dict[int, int]:
    """All of them together."""
    found: dict[int, int] = {}
    for spread in spreads:
        for one, count in spread.items():
            found[one] = found.get(one, 0) + count
    return found
