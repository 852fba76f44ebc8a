"""Faults that a test orders: an answer of another status, garbage, silence, or a connection that drops."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.values import Json


@dataclass
class Fault:
    """What goes wrong, and how many times still.

    `drop_before` closes the connection without doing anything; `drop_after` does the work and then closes it, so
    that the caller cannot know. `delay` (seconds) comes first and may be combined with the others. With `after` the
    work is done before all of it, so that what goes wrong is the answer alone.
    """

    status: int | None = None
    error: str | None = None
    drop_before: bool = False
    drop_after: bool = False
    delay: float = 0.0
    body: bytes | None = None
    retry_after: int = 1
    times: int = 1
    only: Json = field(default_factory=dict)
    after: bool = False
    messages: tuple[str, ...] = ()  # what the error says besides

    @property
    def comes_first(self) -> bool:
        """Whether the work is not done at all."""
        return not (self.drop_after or self.after) and (
            self.drop_before or self.status is not None or self.body is not None or self.error is not None
        )

    def concerns(self, args: Json) -> bool:
        """Whether a call with these arguments meets the fault."""
        return self.times > 0 and all(args.get(key) == value for key, value in self.only.items())


class Faults:
    """The ordered faults by name of what they hit."""

    def __init__(self) -> None:
        self._ordered: dict[str, list[Fault]] = {}

    def add(self, name: str, fault: Fault) -> None:
        """Order a fault; several for one name are met in the order given."""
        self._ordered.setdefault(name, []).append(fault)

    def take(self, name: str, args: Json) -> Fault | None:
        """Return the next fault for this call, counting it down; None when there is none."""
        for fault in self._ordered.get(name, ()):
            if fault.concerns(args):
                fault.times -= 1
                return fault
        return None

    def clear(self) -> None:
        """Forget every fault not met yet."""
        self._ordered.clear()


Answer = Callable[[], Awaitable[web.Response]]


async def answer_with(fault: Fault | None, request: web.Request, answer: Answer) -> web.Response:
    """Answer a request, with the fault if there is one."""
    if fault is None:
        return await answer()
    made = await answer() if fault.after else None
    if fault.delay:
        await asyncio.sleep(fault.delay)
    if fault.drop_before:
        return dropped(request)
    if fault.drop_after:
        _ = made or await answer()
        return dropped(request)
    if fault.status is not None or fault.body is not None:
        headers = {"Retry-After": str(fault.retry_after)} if fault.status == 429 else None
        if fault.body is not None:
            return web.Response(status=fault.status or 200, body=fault.body, headers=headers)
        error = fault.error or ("ratelimited" if fault.status == 429 else "internal_error")
        return web.json_response({"ok": False, "error": error}, status=fault.status or 200, headers=headers)
    if fault.error is not None:
        details = {"response_metadata": {"messages": list(fault.messages)}} if fault.messages else {}
        return web.json_response({"ok": False, "error": fault.error, **details})
    return made or await answer()


def dropped(request: web.Request) -> web.Response:
    """Cut the connection, so that the caller sees it reset instead of an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
