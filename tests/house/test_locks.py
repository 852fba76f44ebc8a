"""The lock files agree with pyproject.toml and with each other, and pip can check every file it fetches."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def normal(name: str) -> str:
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(lock: str) -> list[str]:
    """The lock's entries, each one line with its hashes."""
    return (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()


def pins(lock: str) -> set[tuple[str, str]]:
    """Name and version, a name more than once where the version depends on the platform."""
    found = (re.match(r"([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", entry) for entry in entries(lock))
    return {(normal(match[1]), match[2]) for match in found if match}


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0]) for requirement in requirements}


def test_runtime_lock_holds_what_the_project_asks_for() -> None:
    assert names(PROJECT["project"]["dependencies"]) <= {name for name, _ in pins("requirements.lock")}


def test_development_lock_holds_the_tools_too() -> None:
    assert names(PROJECT["dependency-groups"]["dev"]) <= {name for name, _ in pins("requirements-dev.lock")}


def test_tests_run_with_the_versions_that_are_shipped() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_hashed(lock: str) -> None:
    assert [entry for entry in entries(lock) if "==" not in entry or " --hash=sha256:" not in entry] == []
