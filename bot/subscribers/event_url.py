"""Events as signed webhooks, by Standard Webhooks (github.com/standard-webhooks/standard-webhooks,
"spec/standard-webhooks.md", read 2026-11-29): one POST, whose id stays the same however often it is sent."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import aiohttp
from standardwebhooks.webhooks import Webhook

from bot.domain.desk_subscriber_rules import variable
from bot.domain.events import OutgoingEvent, Taken
from bot.domain.webhook_key import key_of

#: Seconds for the whole exchange; below the worker's fifteen for an effect. The specification names 15 to 30, for
#: receivers that work before they answer; ours are asked to keep it and answer.
TIME_OUT: Final = 10.0
_CONNECT: Final = 5.0
#: The longest pause, in seconds, before a subscriber is tried again.
LONGEST_PAUSE: Final = 300.0
_LONGEST_WISH: Final = 3600.0
#: What is said of this one event, and would be said again. All else is said of the address, the secret or the moment.
_REFUSED: Final = frozenset({400, 409, 413, 415, 422})


def real_now() -> datetime:
    return datetime.now(UTC)


class EventUrl:
    """One subscriber. It counts how often in a row it could not be told, in this process, and asks for longer pauses.

    No redirect is followed, and no answer is read: its status says all.
    """

    def __init__(
        self,
        name: str,
        url: str | None,
        secret: str | None,
        session: aiohttp.ClientSession,
        *,
        now: Callable[[], datetime] = real_now,
        seconds: float = TIME_OUT,
    ) -> None:
        self._name = name
        self._url = url
        self._secret = secret
        self._session = session
        self._now = now
        self._time_out = aiohttp.ClientTimeout(total=seconds, connect=min(_CONNECT, seconds))
        self._failures = 0

    async def send(self, event: OutgoingEvent) -> Taken:
        """One attempt. 2xx: taken; 400, 409, 413, 415, 422: this event is refused; anything else: later."""
        if self._url is None or self._secret is None:
            missing = "EVENTS_URL" if self._url is None else "EVENTS_SECRET"
            return self._later(f"{missing}_{variable(self._name)} is not set")
        at = self._now()
        text = json.dumps(event.body, ensure_ascii=False)
        try:
            async with self._session.post(
                self._url,
                data=text.encode(),
                headers={
                    "Content-Type": "application/json",
                    "Connection": "close",
                    "webhook-id": event.id,
                    "webhook-timestamp": str(int(at.timestamp())),
                    "webhook-signature": Webhook(key_of(self._secret)).sign(event.id, at, text),
                },
                allow_redirects=False,
                timeout=self._time_out,
            ) as answer:
                return self._read(answer)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return self._later(type(error).__name__)

    def _read(self, answer: aiohttp.ClientResponse) -> Taken:
        if 200 <= answer.status < 300:
            self._failures = 0
            return Taken("taken")
        if answer.status in _REFUSED:
            self._failures = 0
            return Taken("refused", f"it answered {answer.status}")
        return self._later(f"it answered {answer.status}", _seconds(answer.headers.get("Retry-After")))

    def _later(self, detail: str, wish: float = 0.0) -> Taken:
        self._failures += 1
        pause = min(2.0 ** min(self._failures - 1, 20), LONGEST_PAUSE)  # one may be away for thousands of tries
        return Taken("later", detail, max(pause, wish))


def _seconds(given: str | None) -> float:
    """What a `Retry-After` in seconds asks for; nothing where it says anything else."""
    return min(float(given), _LONGEST_WISH) if given and given.isascii() and given.isdigit() else 0.0
