"""What people have decided, in the files: the rest of a file stays as it is, letter by letter."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import front_matter
from bot.domain import written_back

SHOP = Path(__file__).parents[2] / "examples" / "shop"
TOML = (SHOP / "desk.toml").read_text("utf-8")
TYPES = [kind["name"] for kind in tomllib.loads(TOML)["types"]]
MODES = st.dictionaries(st.sampled_from([*TYPES, "gone"]), st.sampled_from(["off", "shadow", "suggest"]), max_size=5)
DAY = date(2026, 12, 1)
UNTIL = date(2027, 3, 1)


@given(MODES)
def test_only_the_modes_change(modes: dict[str, str]) -> None:
    written = written_back.types(TOML, modes)
    before, after = tomllib.loads(TOML), tomllib.loads(written)
    for kind in before["types"]:
        kind["drafts"] = modes.get(kind["name"], kind["drafts"])
    assert after == before
    assert written_back.types(written, modes) == written
    assert [line for line in written.splitlines() if "drafts" not in line] == [
        line for line in TOML.splitlines() if "drafts" not in line
    ]


def test_a_type_without_drafts_gets_a_line() -> None:
    toml = '[[types]]\nname = "refund" # money\ntitle = "Refund"\n\n[types.words]\nen = ["drafts = x"]\n'
    written = written_back.types(toml, {"refund": "suggest"})
    assert tomllib.loads(written)["types"][0]["drafts"] == "suggest"
    assert "# money" in written


@pytest.mark.parametrize("file", sorted(SHOP.glob("*/*.md")), ids=lambda path: path.name)
def test_only_the_dates_change(file: Path) -> None:
    text = file.read_text("utf-8")
    written = written_back.dates(text, DAY, UNTIL)
    keys, body = front_matter(text)
    assert front_matter(written) == ({**keys, "checked": DAY, "valid_until": UNTIL}, body)
    assert written_back.dates(written, DAY, UNTIL) == written


def test_front_matter_in_toml_and_a_body_that_looks_like_it() -> None:
    text = '+++\nid = "a"\nchecked = 2026-01-01 # by hand\nvalid_until = "+9d"\n+++\n\nchecked: never\n'
    written = written_back.dates(text, DAY, UNTIL)
    assert written == text.replace("2026-01-01", "2026-12-01").replace('"+9d"', "2027-03-01")
