"""`migrate`: to the newest schema, and how far it is."""

from pathlib import Path

import pytest

from bot.cli.dispatch import main
from store import migrate


def test_it_makes_the_database_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert (folder / "data" / "deskhand.db").is_file()
    assert capsys.readouterr().out.startswith("Applied ")

    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == f"Nothing to do. The schema is {migrate.head()}.\n"


def test_a_database_that_is_behind_fails_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--check"]) == 1
    assert "run `python -m bot migrate`" in capsys.readouterr().err
    assert not (folder / "data").exists()

    main(["migrate"])
    assert main(["migrate", "--check"]) == 0


def test_another_kind_of_database_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").write_text("DATABASE_URL=mysql://desk@localhost/desk", "utf-8")

    assert main(["migrate"]) == 1

    assert capsys.readouterr().err == "DATABASE_URL names mysql; Deskhand works with SQLite and PostgreSQL\n"


def test_a_file_that_is_no_database_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.db").write_text("not a database, but some notes that are long enough to be read", "utf-8")
    (folder / ".env").write_text("DATABASE_URL=sqlite:///notes.db", "utf-8")

    assert main(["migrate"]) == 1

    said = capsys.readouterr().err
    assert "choose another file" in said
    assert len(said.splitlines()) == 1
