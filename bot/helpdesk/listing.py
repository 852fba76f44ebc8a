"""A helpdesk that is asked for what has changed: by listing its tickets, and reading each that did as a whole.

Every event has the id that a webhook would have given it, so that what was told before stores nothing.
"""

import asyncio
import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.arrival import AgentMessage, CustomerMessage, kind_of
from bot.domain.delivered import Told
from bot.domain.errors import BadRequest
from bot.domain.inlet import Drawn, SourceAway
from bot.domain.inlet import Told as Drop
from bot.domain.webhook_body import parse, read
from bot.domain.webhook_fields import moment
from bot.helpdesk.answering import Unread

#: What changed so shortly before the mark is looked at again: lists lag, and clocks differ.
_OVERLAP: Final = timedelta(minutes=2)
#: A ticket that was read so soon after its change is read once more: times are told in whole seconds, so that the next
#: message may bear the same one.
_SETTLES: Final = timedelta(seconds=10)
#: Between two times of asking.
_PAUSE: Final = 30.0
#: As many tickets as are read before what they tell is stored and the mark moves.
_AT_ONCE: Final = 20
#: So many tickets that have changed lately are as good as any more.
MANY: Final = 100
_REMEMBERED: Final = 20_000
_MOST_PAGES: Final = 50


@dataclass(frozen=True, slots=True)
class Changed:
    """A ticket that has changed, and when (by the helpdesk's clock)."""

    name: str
    at: datetime


class Listed(ABC):
    """What is asked: one helpdesk's own two questions. Both raise `Unread`."""

    @abstractmethod
    async def changed(self, since: datetime, page: int) -> Sequence[Changed]:
        """The tickets that have changed since, those that did longest ago first; pages are counted from one, and the
        one after the last is empty."""

    @abstractmethod
    async def told(self, name: str) -> tuple[Told, ...]:
        """All that a ticket says, oldest first."""


class Listing:
    """Fulfils `bot.flow.ports.Inlet` for one source. A source that was never asked begins now: what is older stays in
    the helpdesk, until something happens to it.

    A mark is a time and a number, which tells one answer of ours from another: only when a mark comes back has all
    that was told with it been stored, and need not be told again.
    """

    def __init__(
        self, source: str, listed: Listed, *, now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pause: float = _PAUSE,
    ) -> None:  # fmt: skip
        self.name = source
        self._listed = listed
        self.now = now
        self._pause = pause
        self._numbers = itertools.count(1)
        self._offered: tuple[str, dict[str, datetime]] = ("", {})
        self._stored: dict[str, datetime] = {}  # events and tickets, and when they were read

    async def since(self, mark: str) -> Drawn:
        """The events of the tickets that have changed since the time of `mark`."""
        begun = moment(mark.partition("#")[0])
        if begun is None:
            return Drawn(mark=self.now().isoformat())
        self._remember(mark)
        now = self.now()
        try:
            new, more = await self._new(begun - _OVERLAP, now)
            told = [each for ticket in new for each in _in_order(await self._listed.told(ticket.name))]
        except Unread as error:
            raise SourceAway(error.detail, error.pause) from None
        if not new:
            return Drawn(mark=mark)
        fresh = {each.told.id: each for each in told if each.told.id not in self._stored}
        after = f"{max(new[-1].at, begun).isoformat()}#{next(self._numbers)}"
        self._offered = (after, dict.fromkeys([*fresh, *map(_key, new)], now))
        return Drawn(told=tuple(self._drop(each) for each in fresh.values()), mark=after, more=more)

    def _remember(self, mark: str) -> None:
        offered, keys = self._offered
        if mark == offered:
            self._stored |= keys
        while len(self._stored) > _REMEMBERED:
            self._stored.pop(next(iter(self._stored)))

    async def _new(self, since: datetime, now: datetime) -> tuple[list[Changed], bool]:
        """The first tickets that are not stored as they stand now, and whether there may be more."""
        new: list[Changed] = []
        for page in range(1, _MOST_PAGES + 1):
            found = await self._listed.changed(since, page)
            new += [each for each in found if not self._settled(each, now)]
            if not found or len(new) > _AT_ONCE:
                break
        return new[:_AT_ONCE], len(new) > _AT_ONCE

    def _settled(self, ticket: Changed, now: datetime) -> bool:
        """Whether there is nothing to read, or not yet again."""
        read = self._stored.get(_key(ticket))
        return read is not None and not read < ticket.at + _SETTLES <= now

    def _drop(self, line: "_Line") -> Drop:
        told, written = line.told, json.dumps(line.told.body, ensure_ascii=False)
        try:
            arrival = parse(self.name, told.id, read(written), raw=written)
        except BadRequest as error:
            return Drop(event_id=told.id, raw=written, fault=str(error))
        if isinstance(arrival, CustomerMessage):
            arrival = replace(arrival, answered=line.answered)
        elif isinstance(arrival, AgentMessage):
            arrival = replace(arrival, followed_by=line.followed_by)
        return Drop(event_id=told.id, kind=kind_of(arrival), arrival=arrival, raw=written)

    async def lately(self, span: timedelta) -> int:
        """How many tickets have changed within `span`; nothing is remembered of them, and after a hundred nobody counts
        on. Raises `SourceAway`."""
        found: set[str] = set()
        try:
            for page in range(1, _MOST_PAGES + 1):
                changed = await self._listed.changed(self.now() - span, page)
                found |= {each.name for each in changed}
                if not changed or len(found) >= MANY:
                    break
        except Unread as error:
            raise SourceAway(error.detail, error.pause) from None
        return len(found)

    async def news(self) -> None:
        await asyncio.sleep(self._pause)

    async def close(self) -> None:
        """Nothing is held: each question is a connection of its own."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What is told, and what stands after it in its conversation: what comes late is no news."""

    told: Told
    answered: bool  # a public line of the team
    followed_by: str  # the id of the customer's last line


def _in_order(told: Sequence[Told]) -> list[_Line]:
    """The lines of one ticket, which come oldest first, with what follows on each."""
    found: list[_Line] = []
    answered, followed_by = False, ""
    for each in reversed(told):
        found.append(_Line(each, answered, followed_by))
        data = each.body.get("data", {})
        if each.body.get("type") != "message.created":
            continue
        if data.get("author") == "customer":
            followed_by = followed_by or str(data.get("id") or "")
        else:
            answered = answered or data.get("public") is True
    return found[::-1]


def _key(ticket: Changed) -> str:
    return f"{ticket.name}@{ticket.at.isoformat()}"
