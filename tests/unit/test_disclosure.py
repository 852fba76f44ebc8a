"""The line about the assistant: added when a reply is put up, taken off when its writer wants the text again."""

import pytest

from bot.domain.disclosure import with_line, without_line

LINE = "An AI assistant helped; Ana checked it."


@pytest.mark.parametrize("text", ["Soon.", "Hello Jo,\n\nsoon.\n\nAna"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert without_line(with_line(text, LINE), LINE) == text


def test_a_line_that_is_worded_differently_by_now_goes_too() -> None:
    assert without_line(with_line("Hello Jo,\n\nsoon.", "An older line."), LINE) == "Hello Jo,\n\nsoon."


def test_nothing_else_is_taken_away() -> None:
    assert without_line("Soon.", LINE) == "Soon."
