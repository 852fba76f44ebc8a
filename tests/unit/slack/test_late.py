"""The message about a late promise names the button that stands below it."""

import pytest

from bot.slack.escalation_notices import late
from bot.words import SPOKEN
from tests.unit.slack.facts import FACTS

TOLD = {"department": "Logistics", "handoff": "O-17", "at": "2026-11-23T10:00+01:00"}


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_a_late_promise_names_the_button_that_tells_the_customer(language: str) -> None:
    said = SPOKEN[language]()
    post = late(FACTS, TOLD, said)
    row = next(block for block in post.blocks if block["type"] == "actions")
    label = row["elements"][0]["text"]["text"]
    assert label == said.holding
    assert label in post.text
