"""Webhooks to the app: signed, sent again with the same id until they are taken (2xx) or refused (other 4xx)."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Generator
from typing import Any

import aiohttp

from sandbox.conversations import Conversation
from sandbox.standard_webhooks import signature
from sandbox.values import Json

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
AT_ONCE = 32


class Sent:
    """A webhook on its way. Awaiting it waits until the app has taken or refused it, and returns itself."""

    def __init__(self, conversation: Conversation, body: Json) -> None:
        self.conversation = conversation
        self.conversation_id = conversation.id
        self.body = body
        self.webhook_id = f"msg_{secrets.token_hex(10)}"
        self.status = "waiting"
        self.attempts = 0
        self._done = asyncio.Event()

    @property
    def delivered(self) -> bool:
        """Whether the app has taken it."""
        return self.status == "delivered"

    def finish(self, status: str) -> None:
        """Record how it ended."""
        self.status = status
        self._done.set()

    def __await__(self) -> Generator[Any, None, Sent]:
        yield from self._done.wait().__await__()
        return self


class Webhooks:
    """Sends to one address, in order within a conversation. `note` is told what becomes of each."""

    def __init__(self, note: Callable[[Conversation, str], None]) -> None:
        self._note = note
        self._hook: tuple[str, str] | None = None
        self._hooked = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._in_order: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._at_once = asyncio.Semaphore(AT_ONCE)

    @property
    def secret(self) -> str | None:
        """The shared secret, once connected."""
        return self._hook[1] if self._hook else None

    def open(self, session: aiohttp.ClientSession) -> None:
        """Send with this session."""
        self._session = session

    def connect(self, url: str, secret: str) -> None:
        """Send to this address from now on, what has waited too."""
        self._hook = (url, secret)
        self._hooked.set()

    def send(self, sent: Sent) -> Sent:
        """Start sending in the background."""
        self._note(sent.conversation, sent.status)
        task = asyncio.get_running_loop().create_task(self._deliver(sent))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return sent

    async def close(self) -> None:
        """Give up what is still on its way."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _deliver(self, sent: Sent) -> None:
        await self._hooked.wait()
        async with self._in_order[sent.conversation_id]:
            wait = FIRST_WAIT
            while not (outcome := await self._attempt(sent)):
                self._note(sent.conversation, "not delivered yet, trying again")
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
        sent.finish(outcome)
        self._note(sent.conversation, outcome)

    async def _attempt(self, sent: Sent) -> str:
        if self._hook is None or self._session is None:
            return ""
        url, secret = self._hook
        body = json.dumps(sent.body)
        sent.attempts += 1
        timeout = aiohttp.ClientTimeout(total=15)
        async with self._at_once:
            headers = {"Content-Type": "application/json", **signature(secret, sent.webhook_id, int(time.time()), body)}
            try:
                async with self._session.post(url, data=body.encode(), headers=headers, timeout=timeout) as response:
                    if 200 <= response.status < 300:
                        return "delivered"
                    if response.status >= 500 or response.status == 429:
                        return ""
                    return f"refused: {response.status} {(await response.text())[:200]}"
            except (aiohttp.ClientError, TimeoutError):
                return ""
