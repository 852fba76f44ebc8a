"""Every import contract of pyproject.toml exists, covers the tree and can fail."""

import re
import subprocess
import sys
import tomllib
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import PACKAGES, ROOT, module_name, sources

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
}
ROWS = [row.split(" | ") for row in CONTRACTS["layers"]["layers"]]
MODULES = [module for row in ROWS for module in row]

Imports = list[tuple[str, str]]

BREACHES: dict[str, Imports] = {
    "layers": [(lower, upper) for above, row in pairwise(ROWS) for upper in above for lower in row]
    + [pair for row in ROWS for pair in permutations(row, 2)],
    "listeners-and-store": [("handlers", "store"), ("commands", "store")],
    "adapters-and-store": [
        ("bot.slack", "store"),
        ("bot.helpdesk", "store"),
        ("bot.records", "store"),
        ("bot.subscribers", "store"),
        ("bot.assistant", "store"),
    ],
    "sandbox-alone": [
        ("sandbox", "bot.domain"),
        ("sandbox", "commands"),
        ("sandbox", "handlers"),
        ("sandbox", "store"),
        ("sandbox", "prompts"),
    ],
    "sandbox-guests": [(module, "sandbox") for module in MODULES if module != "bot.cli"],
}

ALLOWED: Imports = [
    ("bot.__main__", "bot.cli"),
    ("bot.cli", "sandbox"),
    ("bot.app", "store"),
    ("bot.jobs", "store"),
    ("handlers", "bot.flow"),
    ("commands", "bot.words"),
    ("bot.slack", "bot.flow"),
    ("bot.flow", "store"),
    ("store", "bot.domain"),
]


def lint(folder: Path, planted: Imports) -> str:
    """Import-linter's report on a bare copy of the tree that holds nothing but the planted imports."""
    lines: dict[str, list[str]] = {module: [] for module in [*PACKAGES, *MODULES]}
    for importer, target in planted:
        lines[importer].append(f"import {target}\n")
    for module, text in lines.items():
        path = folder.joinpath(*module.split("."))
        if module.endswith("__main__"):
            path.with_suffix(".py").write_text("".join(text), "utf-8")
        else:
            path.mkdir(parents=True, exist_ok=True)
            (path / "__init__.py").write_text("".join(text), "utf-8")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    finished = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert finished.returncode == ("BROKEN" in finished.stdout), finished.stdout + finished.stderr
    return finished.stdout


def verdicts(report: str) -> dict[str, str]:
    return dict(re.findall(r"^(.+?) (KEPT|BROKEN)$", report, re.MULTILINE))


def test_imports_that_the_design_allows_keep_every_contract(tmp_path: Path) -> None:
    assert verdicts(lint(tmp_path, ALLOWED)) == {contract["name"]: "KEPT" for contract in CONTRACTS.values()}


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_breach_is_reported(contract: str, tmp_path: Path) -> None:
    report = lint(tmp_path, BREACHES[contract])

    assert verdicts(report)[CONTRACTS[contract]["name"]] == "BROKEN"
    reported = set(re.findall(r"([\w.]+) -> ([\w.]+) \(l\.\d+\)", report))
    reported |= set(re.findall(r"Illegal import: ([\w.]+) -> ([\w.]+)", report))
    assert set(BREACHES[contract]) <= reported, report


def test_every_module_of_bot_has_its_layer() -> None:
    children = {".".join(module_name(path).split(".")[:2]) for path in sources("bot")} - {"bot"}

    assert children <= set(MODULES)


def test_every_package_is_linted() -> None:
    assert set(PYPROJECT["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)


def test_bot_itself_imports_nothing() -> None:
    """The package `bot` stands in no layer, so its own file must not be a way around them."""
    assert "import" not in (ROOT / "bot" / "__init__.py").read_text("utf-8")
