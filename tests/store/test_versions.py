"""Every schema that was ever released, with rows in it, can be brought to the newest one without losing any."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect, text

from store import migrate
from store.engine import writer
from store.tables import Row
from tests import databases
from tests.store.make_version import SUBJECT, VERSIONS

FILES = sorted(VERSIONS.glob("*.sql"))
ON_POSTGRES = {file for file in FILES if file.name.endswith(".postgres.sql")}
KEPT = [pytest.param(file, id=file.stem, marks=[pytest.mark.postgres] if file in ON_POSTGRES else []) for file in FILES]


def load(url: str, script: str) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
        return
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as server:
        server.execute(script.encode())


def counts(url: str) -> dict[str, int]:
    engine = writer(url)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        found = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}  # noqa: S608
    engine.dispose()
    return found


def test_every_revision_is_kept_for_both_databases() -> None:
    revisions = [file.name.split("_")[0] for folder in migrate.VERSIONS for file in folder.glob("[0-9]*.py")]

    expected = {f"{revision}.{end}.sql" for revision in revisions for end in ("sqlite", "postgres")}
    assert {file.name for file in FILES} == expected


@pytest.mark.parametrize("file", KEPT)
def test_a_kept_version_is_upgraded_with_its_rows(file: Path, tmp_path: Path) -> None:
    kind: databases.Kind = "postgres" if file in ON_POSTGRES else "sqlite"
    with databases.fresh(kind, tmp_path, migrated=False) as url:
        load(url, file.read_text("utf-8"))
        before = counts(url)
        assert migrate.current(url) == file.name.split(".")[0]

        migrate.upgrade(url)

        migrate.check(url)
        after = counts(url)
        assert {name: after.get(name) for name in before} == before
        assert min(before.values()) > 0
        assert_sample(url)


def assert_sample(url: str) -> None:
    """A text with everything that a dump can get wrong, and the number of the next ticket."""
    engine = writer(url)
    with engine.connect() as connection:
        said = connection.execute(text("SELECT body FROM message WHERE external_id = '880'")).scalar_one()
        next_number = (
            "SELECT seq + 1 FROM sqlite_sequence WHERE name = 'ticket'"
            if url.startswith("sqlite")
            else "SELECT nextval(pg_get_serial_sequence('ticket', 'id'))"
        )
        number = connection.execute(text(next_number)).scalar_one()
    engine.dispose()

    assert said == f"{SUBJECT}\n\n-- \nJo"
    assert number == 1003


def test_the_newest_version_has_rows_in_every_table() -> None:
    newest = VERSIONS.joinpath(f"{migrate.head()}.sqlite.sql").read_text("utf-8")

    assert [name for name in Row.metadata.tables if f'INSERT INTO "{name}" VALUES' not in newest] == []
