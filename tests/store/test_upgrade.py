"""Bringing a database to the newest schema, and what is said when that cannot be done."""

import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text
from sqlmodel import Session, col

from bot.domain.errors import DatabaseUnavailable
from store import migrate
from store.engine import is_sqlite, writer
from store.migrate import NewerSchema, OneWay
from store.tables import DeskRow, DeskVersionRow, PersonRow, TicketRow

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
# Says when it is ready and waits for a line, so that all of them start at one moment.
UPGRADE = """
import sys
from store.migrate import upgrade
print("ready", flush=True)
sys.stdin.readline()
print(len(upgrade(sys.argv[1], wait=30)))
"""


def run(url: str, statement: str) -> None:
    engine = writer(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def desks(url: str) -> list[DeskRow]:
    engine = writer(url)
    with Session(engine) as session:
        found = session.scalars(select(DeskRow)).all()
    engine.dispose()
    return list(found)


def test_an_empty_database_gets_every_revision(empty_database: str) -> None:
    assert migrate.pending(empty_database)
    assert migrate.current(empty_database) is None

    applied = migrate.upgrade(empty_database)

    assert applied[0] == "0001"
    assert applied[-1] == migrate.head() == migrate.current(empty_database)
    assert not migrate.pending(empty_database)


def test_a_second_upgrade_changes_nothing(empty_database: str) -> None:
    migrate.upgrade(empty_database)
    first = desks(empty_database)

    assert migrate.upgrade(empty_database) == []
    assert [desk.id for desk in desks(empty_database)] == [desk.id for desk in first] == [1]
    assert first[0].created_at.tzinfo is UTC


def test_a_desk_that_is_missing_is_made_again(database: str) -> None:
    run(database, "DELETE FROM desk")

    migrate.upgrade(database)

    assert len(desks(database)) == 1


def test_several_processes_at_once_upgrade_once(empty_database: str) -> None:
    line = [sys.executable, "-c", UPGRADE, empty_database]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(3)]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()

    outcomes = [process.communicate(timeout=50) for process in running]

    every = str(len(list(migrate.VERSIONS[0].glob("[0-9]*.py"))))
    assert sorted(output.strip() for output, _ in outcomes) == ["0", "0", every], outcomes
    assert len(desks(empty_database)) == 1


def test_the_first_ticket_is_1001(database: str) -> None:
    engine = writer(database)
    with Session(engine) as session:
        session.add(DeskVersionRow(desk_id=1, hash="h", toml="", created_at=NOW))
        session.add(PersonRow(desk_id=1, kind="customer", created_at=NOW))
        session.flush()
        for subject in ("first", "second"):
            ticket = TicketRow(
                desk_id=1, source="generic", subject=subject, queue="orders", language="en", via="email",
                customer_id=1, desk_version_id=1, created_at=NOW,
            )  # fmt: skip
            session.add(ticket)
            session.flush()
        numbers = session.scalars(select(col(TicketRow.id)).order_by(col(TicketRow.id))).all()
    engine.dispose()

    assert numbers == [1001, 1002]


def test_a_downgrade_is_refused(database: str) -> None:
    with pytest.raises(OneWay, match="restore the backup"), migrate.locked(database) as connection:
        command.downgrade(migrate.configuration(connection), "base")

    assert migrate.current(database) == migrate.head()
    migrate.check(database)


def test_a_database_of_a_newer_deskhand_is_left_alone(database: str) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerSchema, match="9999"):
        migrate.upgrade(database)

    assert not migrate.pending(database), "older processes work on"


def test_a_database_that_is_held_is_not_waited_for_longer_than_asked(database: str) -> None:
    with (
        migrate.locked(database),
        pytest.raises(DatabaseUnavailable, match="another program holds it"),
    ):
        migrate.upgrade(database, wait=0.05)

    assert migrate.upgrade(database) == []


def test_a_read_only_database_is_named_with_the_remedy(empty_database: str) -> None:
    if is_sqlite(empty_database):
        file = Path(empty_database.removeprefix("sqlite:///"))
        file.touch()
        read_only = f"sqlite:///file:{file}?mode=ro&uri=true"
        remedy = "let the account that runs Deskhand write the file"
    else:
        read_only = f"{empty_database}&options=-cdefault_transaction_read_only%3Don"
        remedy = "connect to the server that takes writes"

    with pytest.raises(DatabaseUnavailable, match=remedy):
        migrate.upgrade(read_only)


def test_the_folder_of_a_new_file_is_private(tmp_path: Path) -> None:
    file = tmp_path / "data" / "desk.db"

    migrate.upgrade(f"sqlite+aiosqlite:///{file}")

    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_asking_makes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"

    assert migrate.pending(f"sqlite:///{file}")
    assert not file.exists()


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear customer, " * 100, "utf-8")

    with pytest.raises(DatabaseUnavailable, match=r"letter\.txt: .*choose another file"):
        migrate.upgrade(f"sqlite:///{file}")

    assert file.read_text("utf-8").startswith("Dear customer")


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")

    with pytest.raises(DatabaseUnavailable, match=r"desk\.db: .*data"):
        migrate.upgrade(f"sqlite:///{tmp_path}/data/desk.db")


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnavailable, match="check DATABASE_URL") as raised:
        migrate.upgrade("postgres://desk:secret@127.0.0.1:1/desk")

    assert "secret" not in str(raised.value)
    assert "127.0.0.1:1/desk" in str(raised.value)


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        migrate.upgrade("mysql://localhost/desk")
