"""A made-up year that is built once and stays, so that it can be measured again on another day, or after a change.

A year takes 7 GB on either database.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import Date, insert, literal
from sqlalchemy.engine import make_url
from sqlmodel import col, select

from bot.cli import shop
from bot.desk import load
from bot.flow import roll_ups
from store import migrate, rolled_days
from store.engine import libpq
from store.store import Store
from store.tables import DayFigureRow
from store.unit_of_work import UnitOfWork, columns
from tests import databases
from tests.benchmarks.made_year import DAILY, NOW, fill

ZONE: Final = "Europe/Paris"
#: So many weeks at least are known before yesterday, however short the history is: what is usual is read from them.
_WEEKS: Final = 9
_FIGURE: Final = columns(DayFigureRow)


@contextlib.contextmanager
def year(kind: databases.Kind, tickets: int, folder: Path, daily: int = DAILY) -> Iterator[str]:
    """The URL of a database with so many tickets, so many of them a day, all its days rolled up, at the newest schema.

    It is built in `folder` unless it is there already, and stays there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"year_{tickets}" if daily == DAILY else f"year_{tickets}_{daily}"
    server = databases.kept_server(folder / "postgres") if kind == "postgres" else ""
    url = make_url(server).set(database=name).render_as_string(hide_password=False) if server else ""
    url = url or f"sqlite:///{folder / name}.db"
    built = folder / f"{name}.{kind}"
    if not built.exists():
        began = time.perf_counter()
        _build(url, server, tickets, daily)
        built.write_text(f"built in {time.perf_counter() - began:.0f} s\n")
    migrate.upgrade(url)
    yield url


def opened(url: str) -> Store:
    """A store with the example shop's desk file, at the moment at which the year ends."""
    return Store(url, load(shop.DESK, NOW.date()), secrets=[b"-"], clock=lambda: NOW, now=lambda: NOW)


def lengthen(uow: UnitOfWork, days: int) -> None:
    """As if so many days before yesterday had been rolled up like it."""
    yesterday = roll_ups.today(uow, ZONE) - timedelta(days=1)
    for back in range(1, days + 1):
        day = yesterday - timedelta(days=back)
        rolled_days.hold(uow, ZONE, day, uow.at)
        copied = [literal(day, Date) if column.name == "day" else column for column in _FIGURE]
        like = select(*copied).where(col(DayFigureRow.zone) == ZONE, col(DayFigureRow.day) == yesterday)
        uow.execute(insert(DayFigureRow).from_select([column.name for column in _FIGURE], like))
        rolled_days.done(uow, ZONE, day, uow.at, None)
    rolled_days.set_mark(uow, ZONE, rolled_days.newest_entry(uow))


def _build(url: str, server: str, tickets: int, daily: int) -> None:
    if server:
        database = sql.Identifier(make_url(url).database or "")
        with psycopg.connect(libpq(server), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(database))
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{url.removeprefix('sqlite:///')}{ending}").unlink(missing_ok=True)
    migrate.upgrade(url)
    fill(url, tickets, daily)
    asyncio.run(_roll_up(url, max(7 * _WEEKS, tickets // daily)))


async def _roll_up(url: str, days: int) -> None:
    """The days that a nightly check looks at as the worker rolls them up, the others as if they had been."""
    store = opened(url)
    await store.open()
    try:
        await _keep(store, NOW.date() - timedelta(days=1))
        await store.write(lengthen, days)
        for day in await store.read(roll_ups.to_compare, ZONE):
            await _keep(store, day)
    finally:
        store.close()


async def _keep(store: Store, day: date) -> None:
    await store.write(roll_ups.keep, await store.read(roll_ups.count, ZONE, day))
