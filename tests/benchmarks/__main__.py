"""`python -m tests.benchmarks`: how fast Deskhand is beside the bare parts that it is built on.

Nothing here passes or fails by time: the figures are for people who compare two runs on one machine. Servers run in
processes of their own, beside the one that makes the load; what stands side by side is measured in turns.
"""

import argparse
import asyncio
import contextlib
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import psycopg
from sqlalchemy.engine import make_url

from tests import databases
from tests.benchmarks import contention, crowded, draining, embedded, latency, report, served, startup, throughput
from tests.benchmarks.processes import running
from tests.benchmarks.report import Measured
from tests.benchmarks.served import Workspace
from tests.benchmarks.throughput import Size

_KINDS: Final[tuple[databases.Kind, ...]] = ("sqlite", "postgres")
_PARTS: Final[tuple[Literal["web", "worker"], ...]] = ("web", "worker")
#: What the tests' own server is told not to do, since tests need not survive a power cut.
_DURABLE: Final = ("fsync", "synchronous_commit", "full_page_writes")
EXAMPLE: Final = """example:
  make bench
  python -m tests.benchmarks --quick
"""


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measure Deskhand beside the bare parts that it is built on.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="a shorter look: one round, a shorter stream")
    chosen = parser.parse_args(arguments)
    size, seconds = (Size(1, 60), 4) if chosen.quick else (Size(3, 200), 15)
    found = Measured(machine())
    with running(served.workspace) as workspace:
        for kind in _KINDS:
            asyncio.run(_database(found, kind, workspace.told, size, seconds))
        _drains(found, workspace.told, 200 if chosen.quick else 1_000, 1_000 if chosen.quick else 10_000)
        with _fresh("postgres") as url:
            for part in _PARTS:
                _say(f"start-up of {part}")
                found.starts[part] = startup.measure(url, workspace.told, part)
    _say("the embedded assistant")
    found.assistant = embedded.measure(1 if chosen.quick else 3)
    print(report.table(found))
    print(report.line(found))


async def _database(found: Measured, kind: databases.Kind, slack: Workspace, size: Size, seconds: int) -> None:
    with _fresh(kind) as url:
        found.durable[kind] = durability(kind, url)
        _say(f"clicks and webhooks on {kind}")
        found.claims[kind], found.intakes[kind] = await throughput.measure(url, slack, size)
    with _fresh(kind) as url:
        _say(f"webhook to card on {kind}")
        found.waits[kind] = await latency.measure(url, seconds)
    with _fresh(kind) as url:
        _say(f"one card and fifty clickers on {kind}")
        found.contended[kind] = await contention.measure(url, slack, 3 if seconds < 15 else 10)
    quick = seconds < 15
    many, ended = (crowded.OPEN // 10, crowded.CLOSED // 10) if quick else (crowded.OPEN, crowded.CLOSED)
    with _fresh(kind) as url:
        _say(f"/queue with {many:,} open and {ended:,} closed tickets on {kind}")
        found.crowds[kind] = await crowded.measure(url, slack, 60 if quick else crowded.COUNT, many=many, ended=ended)


def _drains(found: Measured, slack: Workspace, rows: int, after_an_outage: int) -> None:
    """The same work by one, two and four workers; then what an outage has left, by two."""
    for count, workers in [*((rows, workers) for workers in draining.WORKERS), (after_an_outage, 2)]:
        with _fresh("postgres") as url:
            _say(f"{count} waiting cards, {workers} at work")
            found.drains.append(draining.measure(url, slack, count, workers))


@contextlib.contextmanager
def _fresh(kind: databases.Kind) -> Iterator[str]:
    """A migrated database that survives a power cut, as in earnest."""
    with tempfile.TemporaryDirectory(prefix="deskhand-bench-") as folder, databases.fresh(kind, Path(folder)) as url:
        if kind == "postgres" and "TEST_DATABASE_URL" not in os.environ:
            with _connected(url) as connection:
                for setting in _DURABLE:
                    connection.execute(f"ALTER SYSTEM RESET {setting}")
                connection.execute("SELECT pg_reload_conf()")
        yield url


def durability(kind: databases.Kind, url: str) -> str:
    """What the database promises about a commit."""
    if kind == "sqlite":
        return "WAL, synchronous=FULL"
    with _connected(url) as connection:
        given = {name: connection.execute(f"SHOW {name}").fetchone() for name in ("server_version", *_DURABLE)}
    return ", ".join(f"{name}={row[0]}" for name, row in given.items() if row)


def _connected(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def machine() -> str:
    """What it was measured on."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, load {load:.1f} at first"


def _say(what: str) -> None:
    """Progress goes to standard error, so that standard output is the report."""
    print(f"  {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
