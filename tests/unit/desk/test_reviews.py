"""`[reviews]` of a desk file: off by default, and nonsense is refused."""

from pathlib import Path

import pytest

from bot.desk import explain, load
from tests.unit.desk.small import TODAY, TOML, problems_with, small_desk, write

ON = """
[reviews]
enabled = true
reviewers = ["@lena", "@reviewers"]

[[reviews.criteria]]
name = "tone"
title = "Friendly and clear"
"""


def test_it_is_off_by_default_and_says_nothing(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    assert not desk.file.reviews.enabled
    assert not any("review" in line for line in explain(desk, TODAY))


def test_it_is_told_in_a_sentence(tmp_path: Path) -> None:
    desk = load(write(tmp_path, TOML + ON), TODAY)
    assert (desk.file.reviews.sample, [one.name for one in desk.file.reviews.criteria]) == (10, ["tone"])
    told = (
        "Each Monday up to 10 conversations of the week before are given to @lena, @reviewers for review, never to "
        "whoever answered: Friendly and clear."
    )
    assert told in explain(desk, TODAY)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('reviewers = ["@lena", "@reviewers"]\n', "", 'reviews: nobody would review "billing", which has no leads'),
        ("enabled = true", "enabled = true\nsample = 0", "reviews: sample must be at least 1"),
        ('"@reviewers"', '"the reviewers"', 'reviews: reviewers must name a person or a group as "@name"'),
        ('name = "tone"', 'name = " "', "reviews.criteria[1] \" \": name must be a word on one line"),
        ('title = "Friendly and clear"', 'title = ""', "title must say in one line what is looked at"),
        ('title = "Friendly and clear"', f'title = "{"x" * 76}"', "title may have 75 characters"),
        ('title = "Friendly and clear"', f'title = "x"\nhint = "{"x" * 151}"', "hint may have 150 characters"),
        (
            'title = "Friendly and clear"',
            'title = "x"\n[[reviews.criteria]]\nname = "tone"\ntitle = "y"',
            'the name "tone" stands twice',
        ),
        ('[[reviews.criteria]]\nname = "tone"\ntitle = "Friendly and clear"', "", "criteria must say what is scored"),
        (
            'title = "Friendly and clear"',
            'title = "x"' + "".join(f'\n[[reviews.criteria]]\nname = "n{one}"\ntitle = "y"' for one in range(8)),
            "reviews: criteria may be 8 at most",
        ),
    ],
)  # fmt: skip
def test_nonsense_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in ON
    found = problems_with(tmp_path, TOML, TOML + ON.replace(old, new))
    assert any(sentence in one for one in found), found
