"""When a source that fails is left alone for a while, and when it is tried again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

Standing = Literal["closed", "half_open", "open"]

#: So many failures in a row, and it is left alone.
MOST_FAILURES: Final = 5
#: For how long the first time; twice as long each further time, up to the longest.
PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=5)
#: A pause that the source itself names is kept, but no longer than this: it may be wrong, and people wait.
LONGEST_NAMED: Final = timedelta(minutes=15)
#: After so long a trial that nobody has told of is lost, and the next one may begin.
TRIAL: Final = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is remembered of a source. All times are aware and of one clock, which the caller hands in."""

    failures: int = 0  # in a row
    opened: int = 0  # how often in a row
    until: datetime | None = None  # left alone until then; None: it is asked
    trial: datetime | None = None  # when the one trial after that began


def standing(breaker: Breaker, now: datetime) -> Standing:
    """`closed`: it is asked. `open`: it is not. `half_open`: one trial may find out."""
    if breaker.until is None:
        return "closed"
    return "open" if now < breaker.until else "half_open"


def ask(breaker: Breaker, now: datetime) -> tuple[Breaker, bool]:
    """Whether the source may be asked now. After a pause one caller may, until it has told how that went."""
    match standing(breaker, now):
        case "closed":
            return breaker, True
        case "open":
            return breaker, False
    if breaker.trial is not None and now - breaker.trial < TRIAL:
        return breaker, False
    return replace(breaker, trial=now), True


def succeeded(_breaker: Breaker) -> Breaker:
    """It has answered: all is forgotten."""
    return Breaker()


def failed(breaker: Breaker, now: datetime, named: timedelta | None = None) -> Breaker:
    """It has not. `named` is the pause that it asked for, which begins at once."""
    failures = breaker.failures + 1
    if named is not None:
        pause = min(max(named, timedelta(seconds=1)), LONGEST_NAMED)
        return Breaker(failures=failures, opened=breaker.opened, until=now + pause)
    if breaker.trial is None and failures < MOST_FAILURES:
        return replace(breaker, failures=failures)
    pause = min(PAUSE * 2 ** min(breaker.opened, 10), LONGEST_PAUSE)
    return Breaker(failures=failures, opened=breaker.opened + 1, until=now + pause)
