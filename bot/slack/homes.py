"""Publishing App Home: when somebody opens it, and after what they do while they look at it.

Slack asks again each time Home is opened, so nobody's Home is touched while nobody reads it, however many of their
tickets change: that would be a call for each of them. What somebody does themselves shows at once, for as long as they
may still have it before them. All of this may be lost; it is shown anew when it is opened.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Final

#: Who has not opened their Home for so long has gone on to something else.
LOOKS_SECONDS: Final = 900.0
#: As many people as are remembered; more look at once only where nobody misses it.
MOST: Final = 10_000


class Homes:
    """Who has Home open, as far as this process knows, and one publishing for each of them at a time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._opened: dict[str, float] = {}
        self._publishing: set[str] = set()
        self._again: set[str] = set()

    def opened(self, person: str) -> None:
        """Somebody looks at their Home from now on."""
        if len(self._opened) >= MOST:
            self._opened.clear()
        self._opened[person] = self._monotonic()

    def looks(self, person: str) -> bool:
        """Whether somebody may still have their Home before them."""
        return self._monotonic() - self._opened.get(person, float("-inf")) < LOOKS_SECONDS

    async def publish(self, person: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work`, which publishes; asked for again meanwhile it runs once more afterwards, so that the newest state
        is the last one shown."""
        if person in self._publishing:
            self._again.add(person)
            return
        self._publishing.add(person)
        try:
            await work()
            while person in self._again:
                self._again.discard(person)
                await work()
        finally:
            self._publishing.discard(person)
            self._again.discard(person)
