"""The documents, as the tests read them: pages, blocks of code, tables, links."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from tests.house.tree import ROOT

PAGES: Final = tuple(sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]))
DOCS: Final = ROOT / "docs"
NAME: Final = re.compile(r"`([^`]+)`")
FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def page(path: Path) -> str:
    return path.read_text("utf-8")


def blocks(path: Path, language: str) -> list[str]:
    return [text for kind, text in FENCE.findall(page(path)) if kind == language]


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, as far as they begin with a name in code."""
    found = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return [row for row in found if row[0].startswith("`")]


def sections(path: Path) -> dict[str, list[list[str]]]:
    """The rows of the tables below each heading of the second level."""
    parts = re.split(r"^## (.+)$", page(path), flags=re.MULTILINE)[1:]
    return {head.replace("`", ""): rows(text) for head, text in zip(parts[::2], parts[1::2], strict=True)}


def keys(table: list[list[str]]) -> dict[str, list[str]]:
    return {NAME.findall(row[0])[0]: row for row in table}


def links() -> Iterator[tuple[Path, str]]:
    for path in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page(path))):
            if "://" not in target:
                yield path, target
