"""The log of a running desk as a machine reads it, and what of other people's stands in it."""

import io
import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog

from bot import telemetry
from sandbox import Customer
from tests.scenarios.shop import Shop

#: Which capture the running task was begun under.
_begun_under: ContextVar[io.StringIO | None] = ContextVar("capture", default=None)


@contextmanager
def captured(level: str = "DEBUG", *, own: bool = False) -> Iterator[io.StringIO]:
    """All that is logged within, as JSON lines. With `own` only by what was begun within, not by the work of shops that
    other tests have opened in this process: enter that in the test itself, since a fixture is no part of it."""
    root = logging.getLogger()
    before, out = (list(root.handlers), root.level), io.StringIO()
    telemetry.configure(level, json=True, stream=out)
    if own:
        _begun_under.set(out)
        root.handlers[-1].addFilter(lambda _: _begun_under.get() is out)
    try:
        yield out
    finally:
        root.handlers[:], root.level = before[0], before[1]
        structlog.reset_defaults()


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def leaks(log: io.StringIO, shop: Shop, customers: Iterable[Customer], texts: Iterable[str]) -> set[str]:
    """Every customer's name and address, every piece of what was written, and every secret that stands in a log."""
    told = json.dumps(lines(log), ensure_ascii=False).lower()
    sandbox = shop.sandbox
    secrets = {sandbox.bot_token, sandbox.app_token, sandbox.signing_secret, shop.hook_secret, shop.secret_key}
    private = {*secrets, shop.api_token}
    for customer in customers:
        private |= {customer.name, customer.email} - {""}
    for text in texts:
        private |= set(_pieces(text))
    return {found for found in private if found.lower() in told}


def _pieces(text: str) -> Iterator[str]:
    """A text in runs of four words, and the long numbers in it: no sentence of ours has one of them by chance."""
    words = text.split()
    for start in range(0, max(1, len(words) - 3), 2):
        piece = " ".join(words[start : start + 4])
        if len(piece) > 12:
            yield piece
    yield from re.findall(r"\+?\d[\d ]{8,}\d", text)
