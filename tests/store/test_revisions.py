"""Later revisions run under the same conditions as the first: whole, and without losing what hangs on a table."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import migrate
from store.engine import writer
from store.migrate import SchemaDiffers
from tests.store.make_version import fill

HEAD = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{down}"
branch_labels = depends_on = None


def upgrade() -> None:
"""
REBUILD = """
    checks = [sa.CheckConstraint("keys_needed IN (1, 2)", name=op.f("ck_ticket_keys_needed"))]
    options = {"sqlite_autoincrement": True}
    with op.batch_alter_table("ticket", recreate="always", table_args=checks, table_kwargs=options) as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="grey"))
"""
ORPHANS = """
    op.execute("DELETE FROM conversation WHERE id = 1")
"""
BREAKS = """
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO no_such_table VALUES (1)")
"""
CHILDREN = ("conversation", "message", "draft", "reply", "span", "journal", "record", "slack_post")


class Plant:
    """Adds a revision 9000 after the newest one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.monkeypatch = monkeypatch
        self.folder = folder / "50% more versions"  # a percent sign means something to Alembic's settings

    def __call__(self, body: str) -> None:
        self.folder.mkdir()
        (self.folder / "9000_planted.py").write_text(HEAD.format(down=migrate.head()) + body, "utf-8")
        self.monkeypatch.setattr(migrate, "VERSIONS", (*migrate.VERSIONS, self.folder))


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Plant:
    return Plant(monkeypatch, tmp_path)


def one(url: str, query: str) -> int:
    engine = writer(url)
    with engine.begin() as connection:
        found: int = connection.execute(text(query)).scalar_one()
    engine.dispose()
    return found


def counts(url: str) -> dict[str, int]:
    return {table: one(url, f"SELECT count(*) FROM {table}") for table in CHILDREN}  # noqa: S608 - our own names


def test_rebuilding_a_parent_keeps_its_children(sqlite_database: str, plant: Plant) -> None:
    fill(sqlite_database)
    before = counts(sqlite_database)
    plant(REBUILD)

    assert migrate.upgrade(sqlite_database) == ["9000"]

    assert counts(sqlite_database) == before
    assert min(before.values()) > 0
    assert one(sqlite_database, "SELECT count(*) FROM ticket WHERE colour = 'grey'") == 2
    assert one(sqlite_database, "SELECT count(*) FROM pragma_foreign_key_check") == 0


def test_rebuilding_tickets_never_gives_a_number_out_again(sqlite_database: str, plant: Plant) -> None:
    fill(sqlite_database)
    one(sqlite_database, "UPDATE sqlite_sequence SET seq = 1005 WHERE name = 'ticket' RETURNING seq")
    plant(REBUILD)
    migrate.upgrade(sqlite_database)

    assert one(sqlite_database, "SELECT seq FROM sqlite_sequence WHERE name = 'ticket'") == 1005


def test_rebuilding_tickets_before_the_first_one_keeps_1001(sqlite_database: str, plant: Plant) -> None:
    plant(REBUILD)
    migrate.upgrade(sqlite_database)

    assert one(sqlite_database, "SELECT seq FROM sqlite_sequence WHERE name = 'ticket'") == 1000


def test_a_revision_that_orphans_rows_is_taken_back(sqlite_database: str, plant: Plant) -> None:
    fill(sqlite_database)
    head, before = migrate.head(), counts(sqlite_database)
    plant(ORPHANS)

    with pytest.raises(SchemaDiffers, match="of message points at a missing row of conversation"):
        migrate.upgrade(sqlite_database)

    assert migrate.current(sqlite_database) == head
    assert counts(sqlite_database) == before


def test_a_revision_that_fails_halfway_leaves_nothing(database: str, plant: Plant) -> None:
    head = migrate.head()
    plant(BREAKS)

    with pytest.raises(DBAPIError, match="no_such_table"):
        migrate.upgrade(database)

    assert migrate.current(database) == head
    migrate.check(database)


def test_an_upgrade_from_nothing_applies_all_in_order(empty_database: str, plant: Plant) -> None:
    plant('    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))\n')

    applied = migrate.upgrade(empty_database)

    assert applied == sorted(applied)
    assert (applied[0], applied[-1]) == ("0001", "9000")
