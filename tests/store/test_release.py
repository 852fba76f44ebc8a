"""A release migrates while processes of the version before still write: none of them fails, and nothing is lost."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.outbox import Kind
from bot.flow import card, leases, tickets
from bot.slack.cards import card as render
from bot.words import words
from store import expand, migrate, outbox
from store.engine import LOCK_MS, is_sqlite, writer
from store.store import Store
from tests import databases
from tests.flow.desk import DESK
from tests.store.make_version import VERSIONS
from tests.store.test_versions import load

OLD = Path(__file__).with_name("old") / "0001.sql"
STATEMENTS = [line for line in OLD.read_text("utf-8").splitlines() if line and not line.startswith("--")]
AT = "'2026-11-23 08:00:00.000000'"
#: What is written once for each request; other tables of the first version have one row, or are Alembic's.
TABLES = sorted(set(re.findall(r"INSERT INTO (\w+)", OLD.read_text("utf-8"))))
PATIENTLY = expand._patiently
ONCE = {"desk", "alembic_version"}


@pytest.fixture(params=databases.KINDS)
def first_version(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database as the first version left it, with rows in it."""
    with databases.fresh(request.param, tmp_path, migrated=False) as url:
        load(url, (VERSIONS / f"0001.{request.param}.sql").read_text("utf-8"))
        yield url


class Writers:
    """Processes of the first version, each with requests one after the other. A transaction is a statement or three."""

    def __init__(self, url: str) -> None:
        self.written = 0
        self.slowest = 0.0
        self.errors: list[str] = []
        self._url = url
        self._stop = threading.Event()
        self._lock = threading.Lock()

    @contextmanager
    def at_work(self, how_many: int) -> Iterator[None]:
        threads = [threading.Thread(target=self._write, args=(number,)) for number in range(how_many)]
        for thread in threads:
            thread.start()
        try:
            self.wait_for(how_many)
            yield
            self.wait_for(self.written + how_many)
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def wait_for(self, how_many: int) -> None:
        until = time.monotonic() + 30
        while self.written < how_many and not self.errors:
            assert time.monotonic() < until
            time.sleep(0.01)

    def _write(self, writer_number: int) -> None:
        engine, number = writer(self._url), 0
        try:
            while not self._stop.is_set():
                number += 1
                for some in range(0, len(STATEMENTS), 3):
                    began = time.monotonic()
                    with engine.begin() as connection:
                        for statement in STATEMENTS[some : some + 3]:
                            filled = statement.replace(":n", f"'old-{writer_number}-{number}'").replace(":at", AT)
                            connection.exec_driver_sql(filled)
                    self.slowest = max(self.slowest, time.monotonic() - began)
                with self._lock:
                    self.written += 1
        except Exception as error:
            self.errors.append(str(error))
        finally:
            engine.dispose()


def counts(url: str) -> dict[str, int]:
    engine = writer(url)
    with engine.connect() as connection:
        found = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in TABLES}  # noqa: S608
    engine.dispose()
    return found


def test_every_table_of_the_first_version_is_written(first_version: str) -> None:
    engine = writer(first_version)
    with engine.connect() as connection:
        names = set(engine.dialect.get_table_names(connection))
    engine.dispose()
    assert set(TABLES) == names - ONCE


async def test_old_processes_write_on_while_a_release_migrates(first_version: str) -> None:
    before = counts(first_version)
    writers = Writers(first_version)
    # SQLite is for one process, whose writes stand in one queue: several that compete for it starve each other.
    with writers.at_work(1 if is_sqlite(first_version) else 3):
        migrate.upgrade(first_version)

    assert writers.errors == []
    assert writers.slowest < LOCK_MS / 1000 + expand.LOCK_MS / 1000
    migrate.check(first_version)
    after = counts(first_version)
    per_request = {name: sum(f"INSERT INTO {name} " in line for line in STATEMENTS) for name in TABLES}
    per_request["outbox"] = 1  # the second asking touches the first
    assert {name: after[name] - before[name] for name in TABLES} == {
        name: writers.written * per_request[name] for name in TABLES
    }
    await _the_new_version_works_on_it(first_version)


async def _the_new_version_works_on_it(url: str) -> None:
    """It leases what an old process has asked for, shows an old ticket, and asks for new work itself."""
    store = Store(url, DESK, secrets=[b"a key for tests"])
    await store.open()
    jobs = await store.write(leases.take, {}, 5, 5, timedelta(seconds=20))
    assert {job.kind for job in jobs} == {Kind.CARD}
    found = await store.read(tickets.opened, 1001)
    assert found.ticket.number == "T-1001"
    facts = await store.read(card.facts, 1001)
    assert "T-1001" in render(facts, words("en")).text
    await store.write(lambda uow: outbox.enqueue(uow, Kind.CARD, 1001, lane="new"))
    store.close()


#: Some of the indexes that the revision after this one builds.
BUILT_AFTER = {
    "0001": ["ix_inbox_received", "ix_ticket_to_fade"],
    "0002": ["ix_draft_type", "ix_outside_call_made"],
    "0003": ["ix_handoff_open", "ix_handoff_ticket_ticket"],
    "0004": ["ix_ticket_joined", "ix_question_created"],
    "0005": ["ix_rolled_day_asked", "ix_decision_day"],
    "0006": ["ix_ticket_mine"],
    "0007": [],  # 0008 builds none
    "0008": ["ix_event_ticket"],
}


class Interrupted:
    """Runs so many statements, and is killed at the next one."""

    def __init__(self, after: int) -> None:
        self._left = after
        self._run = PATIENTLY

    def __call__(self, change: Callable[[], object], lock_ms: int) -> None:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        self._run(change, lock_ms)


@pytest.mark.postgres
@pytest.mark.timeout(300)  # one upgrade for each statement that there is
def test_an_upgrade_that_was_interrupted_anywhere_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each statement in turn, as by a kill; and an index that was left half built is built again."""
    with databases.fresh("postgres", tmp_path, migrated=False) as url:
        load(url, (VERSIONS / "0001.postgres.sql").read_text("utf-8"))
        tries, killed = 0, Counter[str]()
        while (standing := migrate.current(url) or "") != migrate.head():
            monkeypatch.setattr(expand, "_patiently", Interrupted(after=tries))
            try:
                migrate.upgrade(url)
            except KeyboardInterrupt:
                reached = migrate.current(url) or ""
                tries = tries + 1 if reached == standing else 0
                killed[reached] += 1
                _spoil(url, BUILT_AFTER[reached])
        monkeypatch.undo()
        assert killed.keys() == BUILT_AFTER.keys()
        assert max(killed.values()) >= 5  # each statement of the long revisions
        assert _invalid(url) == 0
        migrate.check(url)


def _spoil(url: str, indexes: list[str]) -> None:
    """As builds leave them that were interrupted."""
    spoil = text(
        "UPDATE pg_index SET indisvalid = false"
        " WHERE indexrelid IN (SELECT oid FROM pg_class WHERE relname = ANY(:names))"
    )
    engine = writer(url)
    with engine.begin() as connection:
        connection.execute(spoil, {"names": indexes})
    engine.dispose()


def _invalid(url: str) -> int:
    engine = writer(url)
    with engine.connect() as connection:
        found: int = connection.scalar(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")) or 0
    engine.dispose()
    return found


@pytest.mark.postgres
def test_a_change_gives_way_to_whoever_holds_its_table(tmp_path: Path) -> None:
    """A long transaction on tickets: others go on meanwhile, and the upgrade is done when it has ended."""
    with databases.fresh("postgres", tmp_path, migrated=False) as url:
        load(url, (VERSIONS / "0001.postgres.sql").read_text("utf-8"))
        engine, waited = writer(url), 0.0
        with engine.connect() as long:
            long.execute(text("UPDATE ticket SET version = version WHERE id = 1001"))
            upgrading = threading.Thread(target=migrate.upgrade, args=(url,))
            upgrading.start()
            until = time.monotonic() + 3
            while time.monotonic() < until:
                began = time.monotonic()
                with engine.begin() as other:
                    other.execute(text("UPDATE ticket SET version = version WHERE id = 1002"))
                waited = max(waited, time.monotonic() - began)
                time.sleep(0.01)
            assert migrate.current(url) == "0001"
            long.rollback()
        upgrading.join()
        engine.dispose()
        assert migrate.current(url) == migrate.head()
        assert waited < LOCK_MS / 1000


@pytest.mark.parametrize(
    ("revision", "code", "serves"),
    [
        ("0003", "0002", True),
        ("0002", "0003", False),
        ("0002", "0002", False),
        ("0009_needs_0007", "0007", True),
        ("0009_needs_0007", "0006", False),
        ("something", "0002", False),
        ("", "0002", False),
    ],
)
def test_older_code_is_served_unless_the_revision_says_otherwise(revision: str, code: str, serves: bool) -> None:
    assert migrate.serves(revision, code) is serves


def test_an_older_process_stays_ready_while_a_release_migrates(tmp_path: Path) -> None:
    with databases.fresh("sqlite", tmp_path) as url:
        engine = writer(url)
        for revision, pending in (("9000", False), ("9001_needs_9000", True), (migrate.head(), False), ("0001", True)):
            with engine.begin() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
            assert migrate.pending(url) is pending, revision
        engine.dispose()


def test_a_revision_that_takes_something_away_says_what_it_still_serves() -> None:
    """And one that adds does so by `store.expand`."""
    for folder in migrate.VERSIONS:
        for file in sorted(folder.glob("[0-9]*.py"))[1:]:
            source = file.read_text("utf-8")
            takes_away = re.search(r"\bop\.(drop_|alter_|rename_|batch_alter_)", source)
            assert not takes_away or "_needs_" in source, file.name
            assert not re.search(r"\bop\.(create_|add_column)", source), file.name
