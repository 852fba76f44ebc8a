"""The migrated schema is the one that the tables in the code describe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from store import migrate
from store.engine import writer
from store.migrate import SchemaDiffers
from store.tables import Row
from tests import databases
from tests.store.catalog import schema


def catalog(url: str) -> dict[str, set[str]]:
    engine = writer(url)
    with engine.connect() as connection:
        found = schema(connection)
    engine.dispose()
    return found


def run(url: str, *statements: str) -> None:
    engine = writer(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=databases.KINDS)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A migrated database, and one of the same kind that was made from the tables in the code."""
    kind = request.param
    with databases.fresh(kind, tmp_path) as migrated, databases.fresh(kind, tmp_path, migrated=False) as created:
        engine = writer(created)
        Row.metadata.create_all(engine)
        engine.dispose()
        yield migrated, created


def test_migrations_make_the_tables_of_the_code(pair: tuple[str, str]) -> None:
    migrated, created = map(catalog, pair)

    assert migrated == created
    assert (
        any("ck_ticket_state" in line for lines in migrated.values() for line in lines)
        or "ticket.ck_ticket_state" in migrated
    )
    # What Alembic's own comparison would not have seen is among it.
    seen = " ".join(name + line for name, lines in migrated.items() for line in lines)
    assert "ck_ticket_state" in seen
    assert "WHERE" in seen


def test_alembic_sees_no_difference(database: str) -> None:
    migrate.check(database)


def test_an_empty_database_differs(empty_database: str) -> None:
    with pytest.raises(SchemaDiffers, match="no schema yet"):
        migrate.check(empty_database)


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        ("ALTER TABLE person ADD COLUMN shoe_size INTEGER", "person"),
        ("DROP INDEX ix_ticket_resolved", "ix_ticket_resolved"),
        ("DROP TABLE submission", "submission"),
    ],
)
def test_a_difference_is_named(database: str, statement: str, difference: str) -> None:
    run(database, statement)

    with pytest.raises(SchemaDiffers, match=difference) as raised:
        migrate.check(database)
    assert raised.value.differences


def test_an_index_that_lost_its_condition_shows_in_the_catalog(pair: tuple[str, str]) -> None:
    migrated, created = pair
    run(migrated, "DROP INDEX uq_span_open", "CREATE UNIQUE INDEX uq_span_open ON span (ticket_id)")

    assert catalog(migrated) != catalog(created)


@pytest.mark.postgres
def test_a_lost_check_shows_in_the_catalog(tmp_path: Path) -> None:
    with databases.fresh("postgres", tmp_path) as url:
        before = catalog(url)
        run(url, "ALTER TABLE ticket DROP CONSTRAINT ck_ticket_state")

        assert before.keys() - catalog(url).keys() == {"ticket.ck_ticket_state"}
