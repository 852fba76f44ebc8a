"""The bare parts beside which Deskhand is measured: the same front and the same driver, with nothing between them."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.slack import actions
from store.engine import is_sqlite
from tests.benchmarks import statements
from tests.benchmarks.processes import Answers, no_answers
from tests.benchmarks.requests import SIGNING_SECRET, TEAM
from tests.benchmarks.statements import Recording, Step, Subject

#: As many writers as the store has on PostgreSQL; on SQLite there is one.
WRITERS: Final = 8
_ONE_TABLE: Final = "CREATE TABLE bare (id {key} PRIMARY KEY, body text NOT NULL)"
_ONE_INSERT: Final = "INSERT INTO bare (body) VALUES ({mark})"


class Driver:
    """The raw driver behind the store's scheme of threads: one writer on SQLite, a pool of them on PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.sqlite = is_sqlite(url)
        writers = 1 if self.sqlite else WRITERS
        self._threads = ThreadPoolExecutor(writers)
        self._free: SimpleQueue[Any] = SimpleQueue()
        for _ in range(writers):
            self._free.put(statements.connect(url))

    async def write(self, work: Callable[[Any], None]) -> None:
        """Run `work(connection)` in a thread; it commits by itself."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._with_connection, work)

    def _with_connection(self, work: Callable[[Any], None]) -> None:
        connection = self._free.get()
        try:
            work(connection)
        finally:
            self._free.put(connection)

    def close(self) -> None:
        """Close all connections."""
        self._threads.shutdown()
        while not self._free.empty():
            self._free.get().close()


@contextlib.asynccontextmanager
async def serve(
    url: str, claims: tuple[Recording, Recording], intakes: tuple[Recording, Recording]
) -> AsyncIterator[tuple[str, Answers]]:
    """`/ack`: a Bolt listener that only acknowledges. `/claim`: one that runs the claim's statements. `/insert`: a
    route that does one INSERT. `/intake`: one that runs the intake's statements."""
    driver = Driver(url)
    await driver.write(_one_table(driver.sqlite))
    claim, intake = statements.steps(*claims), statements.steps(*intakes)

    async def claims_by_driver(body: dict[str, Any]) -> None:
        ticket_id = json.loads(body["actions"][0]["value"])["t"]
        await driver.write(lambda connection: statements.run(connection, claim, Subject("", ticket_id, {})))

    app = web.Application()
    app.add_routes(
        [
            web.post("/ack", heard(_bolt(None))),
            web.post("/claim", heard(_bolt(claims_by_driver))),
            web.post("/insert", _insert(driver)),
            web.post("/intake", _intake(driver, intake)),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", no_answers
    finally:
        await runner.cleanup()
        driver.close()


@contextlib.asynccontextmanager
async def serve_contended(url: str) -> AsyncIterator[tuple[str, Answers]]:
    """`/contend`: a Bolt listener that does one conditional UPDATE, as whoever comes first wins. Asked for
    "winners 1001" it tells how many won that ticket."""
    driver = Driver(url)
    won: dict[int, int] = {}
    await driver.write(_contended_table)

    async def claims(body: dict[str, Any]) -> None:
        ticket_id = json.loads(body["actions"][0]["value"])["t"]

        def claim(connection: Any) -> None:
            cursor = connection.cursor()
            mark = "?" if driver.sqlite else "%s"
            cursor.execute(f"INSERT INTO contended (id) VALUES ({mark}) ON CONFLICT DO NOTHING", (ticket_id,))  # noqa: S608
            cursor.execute(f"UPDATE contended SET taken = 1 WHERE id = {mark} AND taken = 0", (ticket_id,))  # noqa: S608
            if cursor.rowcount == 1:
                won[ticket_id] = won.get(ticket_id, 0) + 1
            connection.commit()

        await driver.write(claim)

    async def answers(question: str) -> int:
        return won.get(int(question.split()[1]), 0)

    app = web.Application()
    app.add_routes([web.post("/contend", heard(_bolt(claims)))])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", answers
    finally:
        await runner.cleanup()
        driver.close()


def _contended_table(connection: Any) -> None:
    connection.cursor().execute("CREATE TABLE contended (id integer PRIMARY KEY, taken integer NOT NULL DEFAULT 0)")
    connection.commit()


def _one_table(sqlite: bool) -> Callable[[Any], None]:
    def create(connection: Any) -> None:
        connection.cursor().execute(_ONE_TABLE.format(key="integer" if sqlite else "serial"))
        connection.commit()

    return create


def bolt() -> AsyncApp:
    """Bolt as Deskhand sets it up: signatures checked, answered after the listener, no call to Slack to authorise."""

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-bench"
        )

    return AsyncApp(signing_secret=SIGNING_SECRET, authorize=authorize, process_before_response=True)


def _bolt(work: Any) -> AsyncApp:
    app = bolt()

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        if work is not None:
            await work(body)
        await ack()

    app.action(actions.CLAIM)(listener)
    return app


def heard(bolt: AsyncApp) -> Any:
    """A route that hands what Slack sends to a Bolt app."""

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    return receive


def _insert(driver: Driver) -> Any:
    sql = _ONE_INSERT.format(mark="?" if driver.sqlite else "%s")

    async def receive(request: web.Request) -> web.Response:
        raw = await request.text()

        def insert(connection: Any) -> None:
            connection.cursor().execute(sql, (raw,))
            connection.commit()

        await driver.write(insert)
        return web.json_response({}, status=202)

    return receive


def _intake(driver: Driver, intake: list[Step]) -> Any:
    async def receive(request: web.Request) -> web.Response:
        name = json.loads(await request.read())["data"]["id"]
        await driver.write(lambda connection: statements.run(connection, intake, Subject(name, 0, {})))
        return web.json_response({}, status=202)

    return receive
