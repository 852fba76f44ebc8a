"""The business clock that a caller may hand in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A business clock that the page may show and set."""

    @property
    def speed(self) -> float:
        """Business seconds per real second."""

    def now(self) -> datetime:
        """The business time, aware."""

    def set(self, moment: datetime) -> None:
        """Go on from `moment`."""

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from now on; 0 pauses."""
