"""Fifty people who press **Claim** on the same card at the same moment: one wins, and nobody waits for long."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

from tests.benchmarks import bare, served
from tests.benchmarks.load import Connection, Unexpected
from tests.benchmarks.processes import running
from tests.benchmarks.requests import click
from tests.benchmarks.served import Made, Workspace
from tests.benchmarks.throughput import making

CLICKERS: Final = 50


@dataclass(frozen=True, slots=True)
class Contended:
    """Seconds until an answer, over all clicks of all rounds: the middle one, and 99 of 100. `bare`: the same clicks on
    a listener that does one conditional UPDATE by the raw driver."""

    rounds: int
    p50: float
    p99: float
    bare_p50: float
    bare_p99: float


async def measure(url: str, slack: Workspace, rounds: int) -> Contended:
    """Each round is one card and fifty people. Raises `Unexpected` unless each card is claimed by exactly one."""
    with running(served.deskhand, url, slack, "web") as deskhand, running(bare.serve_contended, url) as beside:
        ours: list[float] = []
        theirs: list[float] = []
        cards = deskhand.ask(f"tickets {rounds + 1}")
        for number, card in enumerate(cards):
            clicks = [click("/slack/events", card.ticket_id, by, card=(card.channel, card.ts)) for by in slack.agents]
            with making(Made(claims=1), "deskhand", deskhand.ask):
                waits = await _at_once(deskhand.told, clicks)
                deskhand.ask("drain")
            bare_clicks = [click("/contend", card.ticket_id, by) for by in slack.agents]
            bare_waits = await _at_once(beside.told, bare_clicks)
            if beside.ask(f"winners {card.ticket_id}") != 1:
                raise Unexpected("the bare listener had no one winner")
            if number:  # the first card warms both up
                ours += waits
                theirs += bare_waits
    return Contended(rounds, *_spread(ours), *_spread(theirs))


def _spread(waits: Sequence[float]) -> tuple[float, float]:
    return median(waits), quantiles(waits, n=100, method="inclusive")[98]


async def _at_once(url: str, requests: Sequence[bytes]) -> list[float]:
    """Every request on a connection of its own, all written before any answer is read: seconds until each answer."""
    connections = [await Connection.to(url) for _ in requests]
    began = time.perf_counter()

    async def one(connection: Connection, request: bytes) -> float:
        status, body = await connection.send(request)
        if status != 200:
            raise Unexpected(f"{url} answered {status}: {body[:200]!r}")
        return time.perf_counter() - began

    try:
        return list(await asyncio.gather(*map(one, connections, requests)))
    finally:
        for connection in connections:
            await connection.close()
