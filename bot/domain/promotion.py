"""When a request type may leave the shadow, and when it has to go back there. Nothing is decided on a few.

The two thresholds lie apart, so that a type does not swing between them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.outcome import FEWEST, Tally

#: Of a type's shadow suggestions, at least this share must be what people wrote themselves, or nearly so.
ENOUGH: Final = 0.70
#: Of a type's suggestions, below this share sent as they stood or nearly so it goes back into the shadow;
TOO_FEW: Final = 0.50
#: so it does where more than this share of its answers had a ticket reopened,
REOPENED: Final = 0.20
#: or more than this share was reported as wrong.
REPORTED: Final = 0.10


class Fault(StrEnum):
    """Why a type goes back into the shadow."""

    EDITS = "edits"
    REOPENS = "reopens"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What became of a type's suggestions since it is where it is, at most over the last weeks."""

    tally: Tally
    reopened: int = 0  # tickets that were answered with one and were reopened
    reported: int = 0  # suggestions that somebody reported as wrong


def may_promote(tally: Tally) -> bool:
    """Whether the owner may let a type's suggestions be seen: at least twenty were compared, and enough were right."""
    return tally.shown >= FEWEST and tally.accepted >= ENOUGH * tally.shown


def demotes(record: Record) -> Fault | None:
    """Why a type's suggestions should not be seen for now; None: they may, or they are too few to tell."""
    shown = record.tally.shown
    if shown < FEWEST:
        return None
    if record.reported > REPORTED * shown:
        return Fault.REPORTS
    if record.tally.accepted < TOO_FEW * shown:
        return Fault.EDITS
    return Fault.REOPENS if record.reopened > REOPENED * shown else None
