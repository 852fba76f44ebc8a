"""What a source tells when it is asked for what came, and how it does."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.arrival import Arrival
from bot.domain.errors import DeskhandError
from bot.domain.letter import Letter


class SourceAway(DeskhandError):
    """A source could not be asked. The text says why in words of ours: never a secret, never what somebody wrote.

    `retry_after` is what the source asked for, in seconds; 0 where it named nothing.
    """

    def __init__(self, why: str, retry_after: float = 0.0) -> None:
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that came.

    `mark` is where to go on after it; empty where that is only known at the end of what was asked for. `raw` is what is
    kept where the thing cannot be stored: a body of the generic webhook or a letter, which `inbox retry` reads, else as
    it came.
    Where `arrival` is None nothing is to be stored, or `fault` says why it could not be read: then it is parked.
    """

    event_id: str
    kind: str = "unread"
    arrival: Arrival | Letter | None = None
    mark: str = ""
    raw: str = field(default="", repr=False)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What came since a mark, oldest first. `mark` is where to go on after all of it; `more`: there is more to ask for
    at once."""

    told: tuple[Told, ...] = ()
    mark: str
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InletState:
    """How the asking of one source goes. Real time."""

    source: str
    asked_at: datetime | None  # when it last answered; None: never
    away_since: datetime | None = None
    failures: int = 0  # in a row
    fault: str = ""
