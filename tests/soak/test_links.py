"""Each fault of the soak's wires does what its name says: whoever reads the figures must be able to believe them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import aiohttp
import psycopg
import pytest
from aiohttp import web
from sqlalchemy.engine import make_url

from store.engine import libpq
from tests import databases
from tests.soak.links import HTTP, Fault, Link


class Always(Random):
    """Every request meets this one."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(1)
        self.fault = fault

    def random(self) -> float:
        return 0.0

    def uniform(self, a: float, b: float) -> float:
        return 0.01

    def choice(self, seq: object) -> Fault:  # type: ignore[override]
        return self.fault


@asynccontextmanager
async def behind(fault: Fault) -> AsyncIterator[tuple[Link, str, list[str]]]:
    """A server behind a link: the address of the link, and what arrived."""
    arrived: list[str] = []

    async def take(request: web.Request) -> web.Response:
        arrived.append(await request.text())
        return web.json_response({"taken": True})

    app = web.Application()
    app.add_routes([web.post("/", take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    link = Link("shop", Always(fault), 1.0)
    await link.open()
    link.lead_to("127.0.0.1", runner.addresses[0][1])
    yield link, f"http://127.0.0.1:{link.port}/", arrived
    await link.close()
    await runner.cleanup()


async def asked(address: str) -> str:
    try:
        async with aiohttp.ClientSession() as session, session.post(address, data="hello") as answer:
            return f"{answer.status} {await answer.text()}"
    except aiohttp.ClientError:
        return "lost"


@pytest.mark.parametrize(
    ("fault", "answer", "arrives"),
    [
        ("delay", '200 {"taken": true}', True),
        ("reset", "lost", False),
        ("status", "503 ", False),
        ("drop_after", "lost", True),
        ("cut", "lost", True),
        ("garbage", '200 {"ok": tru', True),
    ],
)
async def test_a_request_meets_a_fault(fault: Fault, answer: str, arrives: bool) -> None:
    assert fault in HTTP
    async with behind(fault) as (link, address, arrived):
        assert await asked(address) == answer
        assert arrived == (["hello"] if arrives else [])
        assert link.faults == {f"shop {fault}": 1}


async def test_a_quiet_link_carries_everything() -> None:
    async with behind("reset") as (link, address, arrived):
        link.quiet = True
        assert await asked(address) == '200 {"taken": true}'
        assert arrived == ["hello"]
        assert not link.faults


@pytest.mark.postgres
@pytest.mark.parametrize(("fault", "stored"), [("commit lost", True), ("commit unsent", False)])
async def test_a_commit_is_cut(fault: Fault, stored: bool, tmp_path: Path) -> None:
    with databases.fresh("postgres", tmp_path, migrated=False) as url:
        there = make_url(url)
        link = Link("database", Always(fault), 1.0, database=True)
        link.quiet = True
        await link.open()
        link.lead_to(str(there.query.get("host") or there.host), there.port or 5432)
        here = there.set(host="127.0.0.1", port=link.port, query={}).render_as_string(hide_password=False)
        connection = await psycopg.AsyncConnection.connect(libpq(here))
        await connection.execute("CREATE TABLE line (id int)")
        await connection.commit()
        await connection.execute("INSERT INTO line VALUES (1)")
        link.quiet = False
        with pytest.raises(psycopg.OperationalError):
            await connection.commit()
        await connection.close()
        await link.close()
        with psycopg.connect(libpq(url)) as direct:
            assert (direct.execute("SELECT count(*) FROM line").fetchone() == (1,)) is stored
