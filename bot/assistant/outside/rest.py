"""When a model that has just failed is asked again, so that not every ticket waits for the same time-out."""

from typing import Final

from bot.assistant.outside.model import Got
from bot.domain.outside import Came

#: Seconds. One failure may be chance; what a person has to mend is not mended at once.
_AFTER: Final = {Came.BUSY: 20.0, Came.QUOTA: 600.0, Came.REJECTED: 60.0}
_IN_A_ROW: Final = frozenset({Came.TIMED_OUT, Came.UNREACHABLE, Came.FAULT})
_MOST_IN_A_ROW: Final = 3
_PAUSE: Final = 30.0
_LONGEST: Final = 600.0


class Rest:
    """`until` is the moment, on the clock that `after` is given, before which nobody should ask."""

    def __init__(self) -> None:
        self.until = 0.0
        self._failed = 0

    def after(self, got: Got, now: float) -> None:
        """What came of a call that ended at `now`."""
        self._failed = self._failed + 1 if got.came in _IN_A_ROW else 0
        seconds = _AFTER.get(got.came, 0.0)
        if got.retry_after is not None:
            seconds = min(got.retry_after, _LONGEST)
        if self._failed >= _MOST_IN_A_ROW:
            seconds = max(seconds, _PAUSE)
        self.until = max(self.until, now + seconds) if seconds else self.until
