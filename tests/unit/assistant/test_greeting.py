"""How a draft begins and ends."""

from dataclasses import replace

import pytest

from bot.assistant import Embedded
from bot.domain.desk import Tone
from tests.unit.assistant.small_desk import case, desk


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dr Anna Weiss", "Hello Anna,"),
        ("Prof. Dr. Anna Weiss", "Hello Anna,"),
        ("Jean-Luc Roux", "Hello Jean-Luc,"),
        ("Mr Smith", "Hello,"),
        ("Herr Müller", "Hello,"),
        ("Mme Dupont", "Hello,"),
        ("ACME GmbH", "Hello,"),
        ("Guest", "Hello,"),
        ("unknown", "Hello,"),
        ("Doe, Jo", "Hello,"),
    ],
)
async def test_nobody_is_greeted_by_a_title_or_a_firm(assistant: Embedded, name: str, greeting: str) -> None:
    given = case()
    suggestion = await assistant.suggest(replace(given, customer=replace(given.customer, name=name)))
    assert suggestion.body.startswith(greeting + "\n")


async def test_a_closing_keeps_its_blank_lines() -> None:
    tone = Tone(
        greeting="Hello,", greeting_without_name="Hello,", closing="Thank you.\n\nKind regards,\n{agent}\n{shop}"
    )
    spoken = desk(tone=(tone,))
    suggestion = await Embedded(spoken).suggest(case(desk=spoken))
    assert suggestion.body.endswith("\n\nThank you.\n\nKind regards,\nLamp & Co")
    assert not [sentence for sentence in suggestion.sentences if sentence.flag]
