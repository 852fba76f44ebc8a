"""`[volume]` of a desk file."""

from pathlib import Path

import pytest

from bot.desk import explain, load
from tests.unit.desk.small import TODAY, TOML, problems_with, small_desk, write

ON = """
[volume]
name = "orders"
address = "https://shop.example.com/count?from={from}&to={to}"
"""


def test_without_it_nothing_is_asked(tmp_path: Path) -> None:
    assert small_desk(tmp_path).file.volume is None


def test_who_is_asked_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = "Digests set requests against orders, which https://shop.example.com/count?from={from}&to={to} counts."
    assert told in explain(load(write(tmp_path, TOML + ON), TODAY), TODAY)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"orders"', '" "', "volume: name must say what is counted"),
        ("&to={to}", "", "volume: address must have {from} and {to} in it"),
        ("https://shop.example.com/count?from={from}&to={to}", " ", "volume: address must be the path of a JSON file"),
        ("https:", "ftp:", "volume: address must be a path or begin with http"),
        ('"orders"', '"orders"\ntime_out = "2m"', "volume: time_out must be a minute at most"),
    ],
)
def test_nonsense_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in ON
    found = problems_with(tmp_path, TOML, TOML + ON.replace(old, new))
    assert any(sentence in one for one in found), found
