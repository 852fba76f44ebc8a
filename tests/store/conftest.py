"""Every store test that asks for `database` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases


@pytest.fixture(params=databases.KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with the newest schema."""
    with databases.fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=databases.KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database without a schema; a SQLite file does not exist yet."""
    with databases.fresh(request.param, tmp_path, migrated=False) as url:
        yield url


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh SQLite database with the newest schema, for what only SQLite does."""
    with databases.fresh("sqlite", tmp_path) as url:
        yield url
