"""What became of earlier suggestions like this one. How sure a suggestion is comes from history, not from a model."""

from dataclasses import dataclass

from bot.domain.outcome import FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """Suggestions of the same type and engine that somebody has decided about, the newest ones. `reopened` are those
    among the sent ones whose ticket came back afterwards."""

    as_is: int = 0
    edited: int = 0
    rejected: int = 0
    reopened: int = 0

    @property
    def decided(self) -> int:
        return self.as_is + self.edited + self.rejected

    @property
    def enough(self) -> bool:
        """Fewer than twenty say nothing about the next one, and are not told."""
        return self.decided >= FEWEST
