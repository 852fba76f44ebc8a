"""How fast waiting work is worked: one, two and four workers on PostgreSQL, and ten thousand rows after an outage.

Beside them stand as many bare workers: a loop that leases a row, posts a usual card to the same Slack and marks the
row done, by the raw driver and aiohttp, with nothing between them.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from tests.benchmarks import served
from tests.benchmarks.bare import Driver
from tests.benchmarks.processes import Answers, Server, running
from tests.benchmarks.served import Workspace

WORKERS: Final = (1, 2, 4)
#: As many jobs as a worker of Deskhand does at once.
WIDTH: Final = 8
#: How long all of it may take, in seconds.
PATIENCE: Final = 900.0
_TABLE: Final = "CREATE TABLE IF NOT EXISTS bare_outbox (id serial PRIMARY KEY, state text NOT NULL DEFAULT 'pending')"
_FILL: Final = "INSERT INTO bare_outbox (state) SELECT 'pending' FROM generate_series(1, %s)"
_LEASE: Final = """UPDATE bare_outbox SET state = 'leased' WHERE id IN (
    SELECT id FROM bare_outbox WHERE state = 'pending' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id"""
_DONE: Final = "UPDATE bare_outbox SET state = 'done' WHERE id = %s"
_LEFT: Final = "SELECT count(*) FROM bare_outbox WHERE state <> 'done'"


@dataclass(frozen=True, slots=True)
class Drained:
    """Rows of work done per second, from the moment they were due until the last one was done."""

    rows: int
    workers: int
    deskhand: float
    bare: float


def measure(url: str, slack: Workspace, rows: int, workers: int) -> Drained:
    """Cards of `rows` tickets, posted by so many worker processes; then as many posts by as many bare workers."""
    with contextlib.ExitStack() as stack:
        web = stack.enter_context(running(served.deskhand, url, slack, "web"))
        for _ in range(workers):
            stack.enter_context(running(served.deskhand, url, slack, "worker"))
        web.ask(f"waiting {rows}")
        ours = rows / _seconds(web)
    with contextlib.ExitStack() as stack:
        bare = [stack.enter_context(running(serve_bare, url, slack)) for _ in range(workers)]
        bare[0].ask(f"fill {rows}")
        began = time.perf_counter()
        for worker in bare:
            worker.ask("go")
        _until_empty(bare[0])
        beside = rows / (time.perf_counter() - began)
    return Drained(rows, workers, ours, beside)


def _seconds(web: Server) -> float:
    began = time.perf_counter()
    web.ask("release")
    _until_empty(web)
    return time.perf_counter() - began


def _until_empty(server: Server) -> None:
    for _ in _ticks():
        if server.ask("left") == 0:
            return
    raise TimeoutError("work is left that nobody does")


def _ticks() -> Iterator[None]:
    """Look often enough for a good figure, and seldom enough not to be in the way."""
    give_up = time.perf_counter() + PATIENCE
    while time.perf_counter() < give_up:
        time.sleep(0.1)
        yield


@contextlib.asynccontextmanager
async def serve_bare(url: str, slack: Workspace) -> AsyncIterator[tuple[None, Answers]]:
    """A bare worker. Asked to "fill 1000", it makes so many rows; at "go" it begins; "left" tells how many are not
    done."""
    driver = Driver(url)
    await driver.write(lambda connection: _execute(connection, _TABLE))
    tasks: list[asyncio.Task[None]] = []
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {slack.bot_token}"}) as session:

        async def answers(question: str) -> Any:
            what, _, count = question.partition(" ")
            if what == "fill":
                await driver.write(lambda connection: _execute(connection, _FILL, int(count)))
            elif what == "go":
                tasks.extend(asyncio.create_task(_work(driver, session, slack)) for _ in range(WIDTH))
            elif what == "left":
                return (await _asked(driver, _LEFT))[0]
            return None

        try:
            yield None, answers
        finally:
            await asyncio.gather(*tasks)
            driver.close()


async def _work(driver: Driver, session: aiohttp.ClientSession, slack: Workspace) -> None:
    """Until nothing is left: lease one, post it, mark it done."""
    while leased := await _asked(driver, _LEASE):
        row = leased[0]
        body = {"channel": slack.channel, "text": f"card {row}", "blocks": slack.card}
        async with session.post(f"{slack.api_url}chat.postMessage", json=body) as answer:
            told = await answer.json()
            if not told["ok"]:
                raise RuntimeError(told["error"])
        await driver.write(lambda connection, done=row: _execute(connection, _DONE, done))  # type: ignore[misc]


async def _asked(driver: Driver, sql: str) -> tuple[Any, ...]:
    """The first row of the answer; empty where there is none."""
    found: list[Any] = []

    def ask(connection: Any) -> None:
        found.append(connection.cursor().execute(sql).fetchone())
        connection.commit()

    await driver.write(ask)
    return found[0] or ()


def _execute(connection: Any, sql: str, *parameters: Any) -> None:
    connection.cursor().execute(sql, parameters)
    connection.commit()
