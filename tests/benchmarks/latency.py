"""From the webhook to the posted card, at a steady pace: what a customer's words wait for until the team sees them."""

import asyncio
import json
import time
from dataclasses import dataclass
from statistics import quantiles
from typing import Any, Final

from tests.benchmarks import served
from tests.benchmarks.load import Connection, Unexpected
from tests.benchmarks.processes import Server, running
from tests.benchmarks.requests import webhook

#: Tickets per second.
PACE: Final = 20
#: How long after the last webhook a card may still appear, in seconds.
PATIENCE: Final = 120.0


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from sending a webhook to its card's timestamp in Slack. `missing` cards never appeared."""

    tickets: int
    missing: int
    p50: float
    p99: float


async def measure(url: str, seconds: int) -> Waits:
    """Web and worker in one process on the database at `url`, after a first ticket that has woken everything up.

    The classifier is trained by then: while it is not, a card waits for its suggestion for as long as cards wait.
    """
    with running(served.workspace) as workspace, running(served.deskhand, url, workspace.told, "both") as deskhand:
        first = await _send_at_pace(deskhand.told, "first", 1)
        await _cards(workspace, first)
        deskhand.ask("idle")
        sent = await _send_at_pace(deskhand.told, "paced", PACE * seconds)
        posted = await _cards(workspace, sent)
    waits = [posted[number] - at for number, at in sent.items() if number in posted]
    spread = quantiles(waits, n=100, method="inclusive")
    return Waits(len(sent), len(sent) - len(waits), spread[49], spread[98])


async def _send_at_pace(url: str, name: str, count: int) -> dict[str, float]:
    """When each ticket's webhook was sent, by the number that the ticket was given. Nobody waits for the one before."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    requests = [webhook("/hooks/generic", number, name) for number in range(count)]
    sent: dict[str, float] = {}

    async def one(request: bytes) -> None:
        at = time.time()
        connection = await Connection.to(url) if free.empty() else free.get_nowait()
        status, body = await connection.send(request)
        free.put_nowait(connection)
        if status != 202:
            raise Unexpected(f"a webhook was answered {status}: {body[:200]!r}")
        sent[json.loads(body)["ticket"]] = at

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number, request in enumerate(requests):
            await asyncio.sleep(max(0.0, began + number / PACE - time.perf_counter()))
            group.create_task(one(request))
    while not free.empty():
        await free.get_nowait().close()
    return sent


async def _cards(workspace: Server, sent: dict[str, float]) -> dict[str, float]:
    """When each ticket's card was posted, by Slack's clock, which is this machine's."""
    give_up = time.monotonic() + PATIENCE
    while True:
        posted: dict[str, float] = {}
        for at, text in workspace.ask("posted"):
            posted.setdefault(_number(text), at)
        if sent.keys() <= posted.keys() or time.monotonic() > give_up:
            return posted
        await asyncio.sleep(0.5)


def _number(text: str) -> Any:
    """The ticket's number, which every card's text begins with."""
    return text.split(maxsplit=1)[0].rstrip(":·") if text else ""
