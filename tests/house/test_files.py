"""Names and lengths of files, and what none of them may contain."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked

LONGEST = 300
CODE = {".py", ".js", ".mjs"}
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "data", "info", "common"}

# The brackets keep the patterns from finding themselves.
INDEX_ADDRESS = re.compile(
    r"py[p]i\.(python\.)?org|python[h]osted\.org|registry\.n[p]mjs\.org|https?://\S+/simple\b"
    r"|^\s*(-i|--(extra-)?inde[x]-url|--find-link[s])[ =]",
    re.MULTILINE | re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.~$})\]*/-])/(?:(?:work|root|home|Users|opt|mnt)/[\w.]|tmp\b)")


def says_nothing(path: Path) -> bool:
    """Whether a code file or one of its folders bears a name that fits anything."""
    return path.suffix in CODE and not SAYS_NOTHING.isdisjoint([*path.parts[:-1], path.stem])


def text(path: Path) -> str:
    """The file as text; what is no UTF-8 (images, for example) counts as empty."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def found(pattern: re.Pattern[str]) -> dict[str, str]:
    hits = {path.as_posix(): pattern.search(text(path)) for path in tracked()}
    return {path: hit.group() for path, hit in hits.items() if hit}


def test_no_name_fits_anything() -> None:
    assert [path.as_posix() for path in tracked() if says_nothing(path)] == []


def test_no_file_is_longer_than_its_idea() -> None:
    lengths = {path.as_posix(): len(text(path).splitlines()) for path in tracked() if path.suffix in CODE}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_no_address_of_a_package_index() -> None:
    assert found(INDEX_ADDRESS) == {}


def test_no_path_of_somebody_s_machine() -> None:
    assert found(MACHINE_PATH) == {}


@pytest.mark.parametrize("name", ["bot/utils.py", "store/helpers/tickets.py", "sandbox/page/common.js"])
def test_a_name_that_fits_anything_is_found(name: str) -> None:
    assert says_nothing(Path(name))


@pytest.mark.parametrize("name", ["bot/flow/claim.py", "examples/shop/data/orders.json", "bot/domain/information.py"])
def test_a_name_that_says_something_passes(name: str) -> None:
    assert not says_nothing(Path(name))


@pytest.mark.parametrize(
    "line",
    ["https://py" + "pi.org/simple", "https://mirror.example" + "/simple/", "--index" + "-url https://mirror.example"],
)
def test_an_index_address_is_found(line: str) -> None:
    assert INDEX_ADDRESS.search(line)


@pytest.mark.parametrize("line", ["\t--no-emit-index-url --no-emit-find-links", "https://mail.example.com/simpler"])
def test_a_line_without_an_index_address_passes(line: str) -> None:
    assert not INDEX_ADDRESS.search(line)


@pytest.mark.parametrize("path", ["home/ann/desk", "root/.cache", "Users/ann", "tmp", "tmp/x.db"])
def test_a_machine_path_is_found(path: str) -> None:
    assert MACHINE_PATH.search(f"open('/{path}')")


@pytest.mark.parametrize("line", ["GET https://desk.example/home/agent", "./work/queue", "${TMPDIR}/tmp", "/template"])
def test_a_path_of_our_own_passes(line: str) -> None:
    assert not MACHINE_PATH.search(line)


def test_no_link_is_tracked_and_nothing_that_git_is_told_to_ignore() -> None:
    """What git ignores it also overwrites: a tracked `.venv` would take the place of the one that is there."""
    staged = subprocess.run(["git", "ls-files", "-s"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    ignored = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]

    assert [line for line in staged.splitlines() if line.startswith("120000")] == []
    assert subprocess.run(ignored, cwd=ROOT, check=True, capture_output=True, text=True).stdout == ""
