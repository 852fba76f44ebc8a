"""Every promise names its mechanism and its proof, and both are there."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.house.pages import DOCS, page
from tests.house.tree import ROOT
from tests.proof.mutant import Mutant
from tests.proof.mutants import MUTANTS

PAGE: Final = DOCS / "promises.md"
#: A row: the promise, how it is kept (with links), and its tests (with links).
ROW: Final = re.compile(r"^\| (?P<promise>[^|]+?) \| (?P<how>[^|]+?) \| (?P<proof>[^|]+?) \|$", re.MULTILINE)
TEST: Final = re.compile(r"\[`(?P<name>test_\w+)`\]\((?P<file>[^)]+)\)")


def promises() -> dict[str, tuple[str, str]]:
    """What is promised, how it is kept, and what proves it."""
    found = {row["promise"]: (row["how"], row["proof"]) for row in ROW.finditer(page(PAGE))}
    return {promise: given for promise, given in found.items() if promise != "promise" and set(promise) != {"-"}}


@pytest.mark.parametrize("promise", promises())
def test_a_promise_names_a_file_that_keeps_it_and_a_test_that_is_there(promise: str) -> None:
    how, proof = promises()[promise]

    assert "](../" in how
    named = list(TEST.finditer(proof))
    assert named
    for test in named:
        text = (PAGE.parent / test["file"]).resolve().read_text("utf-8")
        assert f"def {test['name']}(" in text, test["name"]


def test_every_promise_is_proven_by_what_breaks_without_it() -> None:
    assert set(promises()) == {mutant.promise for mutant in MUTANTS}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.promise}: {mutant.without}")
def test_what_is_taken_out_is_there_once(mutant: Mutant) -> None:
    file, _, name = mutant.test.partition("::")

    assert (ROOT / mutant.file).read_text("utf-8").count(mutant.before) == 1
    assert mutant.before != mutant.after
    assert (ROOT / file).exists()
    assert not name or f"def {name}(" in Path(ROOT / file).read_text("utf-8")


def test_no_mechanism_is_taken_out_twice() -> None:
    assert [key for key, times in Counter((m.file, m.before) for m in MUTANTS).items() if times > 1] == []
