"""`/queue` where a hundred thousand tickets wait in it and a million are closed, beside one look at ten rows.

The tickets are made by bulk SQL, in the shape that intake and people leave behind: with their spans, holders, due times
and levels. All of the open ones stand in one queue, which is the worst that a desk can do.

`python -m tests.benchmarks.crowded` is this part alone, on both databases.
"""

import asyncio
import contextlib
import hashlib
import hmac
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any, Final, Literal
from urllib.parse import urlencode

from aiohttp import web
from slack_bolt.async_app import AsyncAck
from sqlalchemy import Connection as Database
from sqlalchemy import insert, text

from bot.cli import shop
from bot.desk import load
from bot.flow import queue
from bot.slack import actions
from store import queues
from store.engine import is_sqlite, writer
from store.tables import DeskVersionRow, IdentityRow, PersonRow, SpanRow, TicketRow
from store.unit_of_work import columns
from tests.benchmarks import bare, served
from tests.benchmarks.load import Connection, Unexpected, post
from tests.benchmarks.processes import Answers, no_answers, running
from tests.benchmarks.requests import SIGNING_SECRET, TEAM, click
from tests.benchmarks.served import Workspace

OPEN: Final = 100_000
CLOSED: Final = 1_000_000
#: Answers of each kind; of each filter an eighth of them.
COUNT: Final = 800
KINDS: Final[tuple[Literal["sqlite", "postgres"], ...]] = ("sqlite", "postgres")
#: Customers and people at the desk.
CUSTOMERS: Final = 10_000
STAFF: Final = 20
QUEUE: Final = "orders"
FILTERS: Final = ("", *queue.FILTERS)
#: The hundredth page: as far as pages are turned.
DEEP: Final = queues.MOST // queue.PAGE - 1
_FIRST: Final = 10_000  # a number that no ticket has yet
_PATTERN: Final = 1


#: Of some answers the median and the 99th percentile, in seconds.
Spread = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Looks:
    """How long answers take: to `/queue` as an agent asks it, with every filter and with each; to **Later** that leads
    to the last page of each; to a lead's `/queue`, which tells who has how much; and to a bare command beside them."""

    open: int
    closed: int
    agent: Spread
    filters: dict[str, Spread]
    deep: Spread
    lead: Spread
    bare: Spread


async def measure(url: str, slack: Workspace, count: int, *, many: int = OPEN, ended: int = CLOSED) -> Looks:
    """`count` of each, in turns, over the database at `url`. Raises `Unexpected` for an answer without tickets."""
    fill(url, many, ended, datetime.now(UTC), slack.agents[:STAFF])
    agent = slack.agents[2]  # who has some
    with running(served.deskhand, url, slack, "web") as deskhand, running(_serve, url) as beside:
        ours, theirs = await Connection.to(deskhand.told), await Connection.to(beside.told)
        took: dict[str, list[float]] = {name: [] for name in ("deep", "lead", "bare", *FILTERS)}
        for number in range(-2 * len(FILTERS), count):  # the first ones fill caches, and count for nothing
            chosen = FILTERS[number % len(FILTERS)]
            last = actions.QUEUE_PAGE, actions.page_value(QUEUE, chosen, DEEP)
            for name, connection, request, has in (
                (chosen, ours, command("/slack/events", agent, f"{QUEUE} {chosen}".strip()), b"T-"),
                ("lead", ours, command("/slack/events", slack.lead, QUEUE), b"Who has how much"),
                ("bare", theirs, command("/look", agent, QUEUE), b"T-"),
                ("deep", ours, click("/slack/events", 0, agent, response_url=slack.response_url, action=last), b""),
            ):
                began = time.perf_counter()
                status, body = await connection.send(request)
                waited = time.perf_counter() - began
                if status != 200 or has not in body:
                    raise Unexpected(f"{name} {chosen} was answered {status}: {body[:300]!r}")
                if number >= 0:
                    took[name].append(waited)
        for connection in (ours, theirs):
            await connection.close()
    every = _spread([seconds for name in FILTERS for seconds in took[name]])
    each = {name: _spread(seconds) for name, seconds in took.items()}
    return Looks(many, ended, every, {name: each[name] for name in FILTERS}, each["deep"], each["lead"], each["bare"])


def _spread(seconds: list[float]) -> Spread:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return cuts[49], cuts[98]


def command(path: str, user: str, asked: str) -> bytes:
    """`/queue`, as somebody types it. Valid for five minutes."""
    given = {
        "command": "/queue", "text": asked, "user_id": user, "user_name": user, "team_id": TEAM, "team_domain": "bench",
        "channel_id": "C0BENCH", "channel_name": "support", "api_app_id": "A0BENCH", "token": "-",
        "is_enterprise_install": "false", "response_url": "", "trigger_id": "1.1.1",
    }  # fmt: skip
    body = urlencode(given).encode()
    at = str(int(time.time()))
    signed = hmac.new(SIGNING_SECRET.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return post(path, body, {**kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signed}"})


@contextlib.asynccontextmanager
async def _serve(url: str) -> AsyncIterator[tuple[str, Answers]]:
    """`/look`: a Bolt command that reads ten tickets by their numbers, with the raw driver and nothing above it."""
    driver = bare.Driver(url)
    numbers = ", ".join(str(_FIRST + number) for number in range(10))

    def look(connection: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SELECT * FROM ticket WHERE id IN ({numbers})")  # noqa: S608 - numbers of our own
        cursor.fetchall()
        connection.commit()

    app = bare.bolt()

    async def looks(ack: AsyncAck) -> None:
        await driver.write(look)
        await ack(text="T-10000")

    app.command("/queue")(looks)
    site = web.Application()
    site.add_routes([web.post("/look", bare.heard(app))])
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", no_answers
    finally:
        await runner.cleanup()
        driver.close()


def fill(url: str, many: int, ended: int, now: datetime, staff: Sequence[str] = ()) -> None:
    """Put `many` open and `ended` closed tickets into a migrated database, with their spans, as of `now`. `staff` are
    the Slack ids of those who have them."""
    engine = writer(url)
    with engine.begin() as database:
        if not is_sqlite(url):
            database.exec_driver_sql("SET LOCAL statement_timeout = 0")
        people = _people(database, now, staff or [f"U0BENCH{number:02}" for number in range(STAFF)])
        given = {"desk_id": 1, "source": "generic", "subject": "Where is my order?", "queue": QUEUE, "language": "en",
                 "via": "email", "prepared": True, "type": "order_status", "type_source": "rule"}  # fmt: skip
        version = database.execute(
            insert(DeskVersionRow)
            .values(desk_id=1, hash=load(shop.DESK, now.date()).hash, toml="", created_at=now)
            .returning(columns(DeskVersionRow).id)
        ).scalar_one()
        with _indexed_afterwards(database):
            for state, first, count in (("open", _FIRST, many), ("closed", _FIRST + many, ended)):
                pattern = {**given, "id": _PATTERN, "state": state, "customer_id": people[0],
                           "desk_version_id": version, "clocked_under": version, "created_at": now}  # fmt: skip
                _tickets(database, pattern, first, count, people, sqlite=is_sqlite(url))
    if not is_sqlite(url):  # as autovacuum does by itself
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


@contextlib.contextmanager
def _indexed_afterwards(database: Database) -> Iterator[None]:
    """Without the indexes of tickets and spans, which are made anew in one go: quicker than row by row."""
    tables: tuple[Any, ...] = TicketRow.__table__, SpanRow.__table__  # type: ignore[attr-defined]
    indexes = [index for table in tables for index in sorted(table.indexes, key=lambda index: str(index.name))]
    for index in indexes:
        index.drop(database)
    yield
    for index in indexes:
        index.create(database)


def _people(database: Database, now: datetime, staff: Sequence[str]) -> tuple[int, int]:
    """The first customer's and the first agent's number; the others follow."""
    made = []
    for kind, count in (("customer", CUSTOMERS), ("staff", len(staff))):
        rows = [{"desk_id": 1, "kind": kind, "name": f"{kind} {number}", "created_at": now} for number in range(count)]
        first = database.execute(text("SELECT coalesce(max(id), 0) + 1 FROM person")).scalar_one()
        database.execute(insert(PersonRow), rows)
        made.append(int(first))
    database.execute(insert(IdentityRow), [
        {"desk_id": 1, "person_id": made[1] + number, "kind": "slack", "external_id": slack_id}
        for number, slack_id in enumerate(staff)
    ])  # fmt: skip
    return made[0], made[1]


def _tickets(
    database: Database, pattern: dict[str, Any], first: int, count: int, people: tuple[int, int], *, sqlite: bool
) -> None:
    """Copies of one ticket, each with its own times, holder and level, and the span or spans of each."""
    database.execute(insert(TicketRow).values(**pattern))
    customer, agent = people
    still = pattern["state"] == "open"
    at = _ago("i * 60" if still else "1000000 + i * 20", sqlite=sqlite)
    change = {
        "id": f"{first} + i",
        "customer_id": f"{customer} + i % {CUSTOMERS}",
        "created_at": at,
        "assignee_id": f"CASE WHEN i % 5 < 2 THEN NULL ELSE {agent} + i % {STAFF} END",
        "level": "CASE WHEN i % 50 = 0 THEN 'sensitive' ELSE 'none' END",
        "first_response_due": _ago("i * 60 - 7200" if still else "i", sqlite=sqlite),
        "first_response_at": f"CASE WHEN i % 2 = 0 THEN NULL ELSE {at} END",
    }
    if still:
        change["state"] = _choose(("new", "new", "open", "open", "open", "waiting_customer", "waiting_customer",
                                   "waiting_department", "waiting_approval", "snoozed"))  # fmt: skip
        owed = f"i % 2 = 0 AND i % 10 <> 6 THEN {change['first_response_due']}"
        change |= {"waiting_since": at, "due_at": f"CASE WHEN {owed} END"}
    else:
        change |= dict.fromkeys(("ended_at", "resolved_at"), _ago("i * 20", sqlite=sqlite))
    names = [column.name for column in columns(TicketRow)]
    chosen = ", ".join(change.get(name, f"t.{name}") for name in names)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"  # noqa: S608
    copies = (
        f"INSERT INTO ticket ({', '.join(names)}) {numbers} SELECT {chosen} FROM n, ticket t WHERE t.id = {_PATTERN}"  # noqa: S608
    )
    _run(database, copies)
    _run(database, f"DELETE FROM ticket WHERE id = {_PATTERN}")  # noqa: S608
    _spans(database, first, count, still=still)


def _spans(database: Database, first: int, count: int, *, still: bool) -> None:
    holder = (
        "CASE state WHEN 'waiting_customer' THEN 'customer' WHEN 'waiting_department' THEN 'department' "
        "ELSE 'support' END"
    )
    change = {
        "ticket_id": "id", "holder": holder if still else "'support'", "department": "''", "person_id": "assignee_id",
        "queue": "queue", "state": "state" if still else "'open'", "from_at": "created_at",
        "to_at": "NULL" if still else "created_at", "business_seconds": "NULL" if still else "0",
        "calendar_hash": "''", "retention": "'ledger'",
    }  # fmt: skip
    assert {column.name for column in columns(SpanRow)} == {"id", *change}
    _run(
        database,
        f"INSERT INTO span ({', '.join(change)}) SELECT {', '.join(change.values())} FROM ticket "  # noqa: S608
        f"WHERE id >= {first} AND id < {first + count}",
    )


def _run(database: Database, sql: str) -> None:
    """psycopg takes a percent sign for the beginning of a parameter."""
    database.exec_driver_sql(sql if database.dialect.name == "sqlite" else sql.replace("%", "%%"))


def _ago(seconds: str, *, sqlite: bool) -> str:
    """The pattern's time, so many seconds before."""
    if sqlite:  # as `store.tables.base.UtcDateTime` writes it
        return f"strftime('%Y-%m-%d %H:%M:%S.000000', t.created_at, -({seconds}) || ' seconds')"
    return f"t.created_at - ({seconds}) * interval '1 second'"


def _choose(words: tuple[str, ...]) -> str:
    told = " ".join(f"WHEN {number} THEN '{word}'" for number, word in enumerate(words))
    return f"CASE i % {len(words)} {told} END"


def main() -> None:
    """This part alone. What is read is not written, so that it does not matter how durable the database is."""
    from tests import databases
    from tests.benchmarks.__main__ import machine
    from tests.benchmarks.report import crowded

    with running(served.workspace) as workspace, tempfile.TemporaryDirectory(prefix="deskhand-bench-") as folder:
        for kind in KINDS:
            with databases.fresh(kind, Path(folder)) as url:
                print(machine(), flush=True)
                print("\n".join(crowded({kind: asyncio.run(measure(url, workspace.told, COUNT))})), flush=True)


if __name__ == "__main__":
    main()
