"""What the embedded assistant makes of an agent's wish, and that it says what it cannot."""

from dataclasses import replace

import pytest

from bot.assistant import wishes
from bot.assistant.embedded import Embedded
from tests.unit.assistant.small_desk import DESK, case


@pytest.mark.parametrize(
    "wish", ["shorter", "Shorter, please!", "a bit shorter", "kürzer bitte", "plus court", "más corto"]
)
def test_a_wish_for_less_is_understood(wish: str) -> None:
    assert wishes.shorter(wish)


@pytest.mark.parametrize("wish", ["offer the voucher", "not shorter than this", "shorter and with the voucher", ""])
def test_anything_else_is_not(wish: str) -> None:
    assert not wishes.shorter(wish)


async def test_shorter_quotes_less() -> None:
    assistant = Embedded(DESK)
    plain = await assistant.suggest(case())
    brief = await assistant.suggest(replace(case(), wish="shorter"))
    assert len(brief.body) < len(plain.body)
    assert (plain.facts, brief.facts) == ({}, {})
    again = await assistant.suggest(replace(case(), wish="shorter\noffer the voucher"))
    assert again.facts == {"wish": "not_followed"}
    assert again.body == brief.body, "what it can, it does"


async def test_what_it_cannot_it_says_and_the_text_is_the_same() -> None:
    assistant = Embedded(DESK)
    plain = await assistant.suggest(case())
    asked = await assistant.suggest(replace(case(), wish="Offer the 10 % voucher SPRING."))
    assert asked.facts == {"wish": "not_followed"}
    assert asked.body == plain.body
    assert "SPRING" not in asked.body
