"""How calibration is counted."""

import pytest

from bot.domain.triage import Guess
from tests.eval.types import calibration_error


def test_confidence_that_holds_has_no_error() -> None:
    guesses = [Guess("a", 0.75)] * 4
    assert calibration_error(guesses, [("", "a")] * 3 + [("", "b")]) == pytest.approx(0.0)


def test_confidence_that_promises_too_much_is_counted_by_how_much() -> None:
    guesses = [Guess("a", 0.9)] * 2 + [Guess(None, 0.9)]
    assert calibration_error(guesses, [("", "a"), ("", "b"), ("", "b")]) == pytest.approx(0.4)
