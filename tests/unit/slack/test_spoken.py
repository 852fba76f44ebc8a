"""Cards and forms can be read out: every emoji has words beside it, and no two buttons sound the same."""

import pytest

from bot.slack.limits import Json, Post, actions, button, context, plain
from bot.words import SPOKEN, Words
from tests.gallery.pages import pictures
from tests.gallery.picture import Picture
from tests.unit.slack.spoken import unspoken


@pytest.mark.parametrize("language", sorted(SPOKEN))
@pytest.mark.parametrize("one", pictures(), ids=lambda one: one.name)
def test_everything_that_is_shown_can_be_read_out(language: str, one: Picture) -> None:
    drawn = one.draw(language)
    assert unspoken(drawn.blocks if isinstance(drawn, Post) else drawn["blocks"]) == []


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_a_thumb_is_called_by_its_words(language: str) -> None:
    said: Words = SPOKEN[language]()
    assert len(said.good_spoken) > 3
    assert said.good_spoken != said.bad_spoken


THUMB = button("👍", "good", "1")


@pytest.mark.parametrize(
    ("blocks", "complaints"),
    [
        ([actions(THUMB, block_id="1")], 1),
        ([actions(button("👍", "good", "1", spoken="Good suggestion"), block_id="1")], 0),
        ([context("🔥", block_id="1")], 1),
        ([context(":fire:", block_id="1")], 1),
        ([context("🔥 urgent", block_id="1")], 0),
        ([{"type": "header", "text": plain("→", 10)}], 0),
        ([actions(button("Drop", "drop", "1"), block_id="1"), actions(button("Drop", "drop", "2"), block_id="2")], 1),
        (
            [
                actions(
                    button("Drop", "a", "1", spoken="Drop: 1"), button("Drop", "b", "2", spoken="Drop: 2"), block_id="1"
                )
            ],
            0,
        ),
    ],
)
def test_what_cannot_be_read_out_is_found(blocks: list[Json], complaints: int) -> None:
    assert len(unspoken(blocks)) == complaints
