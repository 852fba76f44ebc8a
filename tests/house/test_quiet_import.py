"""Importing a module does nothing: no socket, no thread, no file, no process, no logging set up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, module_name, sources

PROBE = Path(__file__).with_name("import_probe.py")
# Alembic runs these files itself; they are scripts, not modules to import.
MIGRATIONS = Path("store", "migrations")


def acts(folder: Path, *modules: str) -> dict[str, list[str]]:
    """What importing each module did, in a fresh interpreter that knows no setting."""
    command = [sys.executable, "-B", str(PROBE), str(folder), *modules]
    environment = {"PATH": os.environ["PATH"]}
    finished = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, list[str]] = json.loads(finished.stdout.splitlines()[-1])
    return found


def test_no_module_acts_when_imported() -> None:
    modules = [module_name(path) for path in sources(*PACKAGES) if not path.is_relative_to(MIGRATIONS)]

    assert acts(ROOT, *modules) == {}


@pytest.mark.parametrize(
    ("source", "act"),
    [
        ("import socket\nsocket.socket()", "socket.__new__"),
        ("from pathlib import Path\nPath(__file__).with_name('notes.txt').write_text('')", "open"),
        ("import os\nos.mkdir(os.path.dirname(__file__) + '/made')", "os.mkdir"),
        ("import sqlite3\nsqlite3.connect(':memory:').close()", "sqlite3.connect"),
        ("import subprocess, sys\nsubprocess.run([sys.executable, '-V'])", "subprocess.Popen"),
        ("import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()", "thread"),
        ("import logging\nlogging.basicConfig()", "configured logging"),
        ("raise SystemExit(1)", "could not be imported"),
    ],
)
def test_an_act_is_found(source: str, act: str, tmp_path: Path) -> None:
    (tmp_path / "breach.py").write_text(source, "utf-8")

    assert any(act in found for found in acts(tmp_path, "breach")["breach"])


def test_an_act_of_a_module_that_another_one_imports_is_found(tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text("import second", "utf-8")
    (tmp_path / "second.py").write_text("import socket\nsocket.socket()", "utf-8")

    assert "first" in acts(tmp_path, "first", "second")


def test_definitions_and_imports_are_no_acts(tmp_path: Path) -> None:
    (tmp_path / "quiet.py").write_text(
        "import dataclasses, logging, re, urllib.request\n"
        "log = logging.getLogger(__name__)\n"
        "NUMBER = re.compile('[0-9]+')\n"
        "@dataclasses.dataclass(frozen=True)\nclass Ticket:\n    number: int\n",
        "utf-8",
    )

    assert acts(tmp_path, "quiet") == {}
