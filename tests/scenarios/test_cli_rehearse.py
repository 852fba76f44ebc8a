"""`rehearse` from outside: every text becomes one ticket and one card, with and without limits."""

import asyncio
import sys
from pathlib import Path

import pytest

# Processes are started, on a machine that may be busy.
pytestmark = pytest.mark.timeout(150)

ROOT = Path(__file__).parents[2]


async def test_every_text_is_stored_and_carded_once() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "rehearse", "examples/texts.csv", "--limit", "4",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()

    assert process.returncode == 0, err.decode()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in out.decode().splitlines()]
    figures = {label: numbers for label, *numbers in rows}
    for label in ("texts", "received", "stored", "carded"):
        assert figures[label] == ["4", "4"]
    for label in ("lost", "doubled"):
        assert figures[label] == ["0", "0"]
    ends = ("drafted", "asked what it is", "sensitive, sealed", "withheld")
    assert [sum(int(figures[label][run]) for label in ends) for run in (0, 1)] == [4, 4]
    assert b"Rehearsing without limits: 4 of 4" in err
    assert b"Rehearsing with limits: 4 of 4" in err


async def test_a_file_that_is_not_there_is_one_sentence() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "rehearse", "missing.csv", cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, err = await process.communicate()

    assert process.returncode == 1
    assert err.decode() == "missing.csv: No such file or directory\n"
