"""One line of the table that `make eval` prints."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured, beside what it has to meet.

    `measured` is None where it could not be measured, and `note` says why. `baseline` is to be met or beaten, in the
    same unit; `source` says where it stands.
    """

    part: str
    what: str
    measured: float | None
    unit: Literal["%", "ms", "MB", "tokens", ""] = "%"
    baseline: float | None = None
    source: str = ""
    better: Literal["higher", "lower"] = "higher"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the baseline was met; None where there is nothing to compare."""
        if self.measured is None or self.baseline is None:
            return None
        return self.measured >= self.baseline if self.better == "higher" else self.measured <= self.baseline
