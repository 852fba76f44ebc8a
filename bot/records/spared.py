"""A source that is left alone while it fails, and whose values may be shown again for a while."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar

from bot.domain import breaker
from bot.domain.breaker import Breaker, Standing
from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.record import Record
from bot.flow.ports import Clock, Records

T = TypeVar("T")

#: So many records are kept at most; the one that was read first goes first.
MOST_KEPT: Final = 500
#: These say nothing about whether the source is well: it was never asked, or has answered.
_NO_FAILURE: Final = frozenset({NotRead.ANOTHER, NotRead.REJECTED, NotRead.UNPROVED})


class Spared:
    """Fulfils `bot.flow.ports.Records` around another one, for one process.

    `clock` is the desk's and says how old a kept value is; `now` is real time, by which a source is left alone.
    """

    def __init__(self, records: Records, spec: RecordSource, clock: Clock, now: Callable[[], datetime]) -> None:
        self.name = records.name
        self._records = records
        self._spec = spec
        self._clock = clock
        self._now = now
        self._breaker = Breaker()
        self._kept: dict[str, Record] = {}

    @property
    def standing(self) -> Standing:
        """Whether the source is asked just now."""
        return breaker.standing(self._breaker, self._now())

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        """As the port says; with `fresh` no kept value is given. A source that is left alone is not asked."""
        if not fresh and (kept := self._in_time(key)):
            return kept
        found = await self._asked(self._records.read(key, fresh=fresh))
        self._keep(key, found)
        return found

    async def _asked(self, call: Coroutine[Any, Any, T]) -> T:
        self._breaker, may = breaker.ask(self._breaker, self._now())
        if not may:
            call.close()
            raise RecordsUnreachable(f"{self.name}: it has failed too often, and is left alone", NotRead.PAUSED)
        try:
            found = await call
        except RecordsUnreachable as error:
            if error.why in _NO_FAILURE:
                self._breaker = breaker.succeeded(self._breaker)
            else:
                self._breaker = breaker.failed(self._breaker, self._now(), error.pause)
            raise
        self._breaker = breaker.succeeded(self._breaker)
        return found

    def _in_time(self, key: str) -> Record | None:
        kept = self._kept.get(key)
        if kept is None or not self._spec.cache:
            return None
        if self._clock.now() - kept.read_at >= self._spec.cache:
            del self._kept[key]
            return None
        return replace(kept, kept=True)

    def _keep(self, key: str, found: Record | None) -> None:
        self._kept.pop(key, None)
        if found is not None and self._spec.cache:
            self._kept[key] = found
            if len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
