"""What words mean, whatever the language: the lines are whole, and no word stands for two meanings."""

from collections import defaultdict

import pytest

from bot.assistant.classifier import Classifier
from bot.assistant.senses import LANGUAGES, meanings, sense, stems_of
from bot.domain.phrases import fold


@pytest.mark.parametrize(
    ("word", "like"),
    [
        ("reimbursed", "refund"), ("remboursement", "refund"), ("erstattet", "refund"), ("reembolsos", "refund"),
        ("purchases", "order"), ("commandé", "order"), ("bestellungen", "order"), ("pedidos", "order"),
        ("päckchen", "parcels"), ("livraisons", "shipping"),
    ],
)  # fmt: skip
def test_words_of_one_meaning_are_alike(word: str, like: str) -> None:
    assert sense(word) == sense(like)
    assert sense(word).startswith("=")


def test_a_word_of_no_line_is_its_english_stem() -> None:
    assert sense("lanterns") == "lantern"
    assert sense("übermorgen") == "übermorgen"


def test_every_meaning_has_words_in_every_language() -> None:
    short = [meaning[0] for meaning in meanings() if len(meaning) != len(LANGUAGES) or not all(meaning)]
    assert short == []


def test_every_word_can_be_met_in_a_text() -> None:
    words = {word for meaning in meanings() for words in meaning for word in words}
    assert {word for word in words if not word.isalpha() or word != word.lower()} == set()


@pytest.mark.parametrize("place", range(len(LANGUAGES)), ids=LANGUAGES)
def test_no_word_has_two_meanings(place: int) -> None:
    told = defaultdict(set)
    for meaning in meanings():
        for word in meaning[place]:
            told[fold(stems_of(word)[place])].add(meaning[0][0])
    assert {stem: names for stem, names in told.items() if len(names) > 1} == {}


def test_a_type_is_known_by_words_that_none_of_its_examples_has() -> None:
    examples = [
        *((text, "refund") for text in ("I want a refund", "refund me please", "when is my refund")),
        *((text, "address") for text in ("wrong address", "new address for my order", "my address changed")),
        *((text, "login") for text in ("I cannot log in", "my password is wrong", "login does not work")),
    ]
    classifier = Classifier(examples, ("Nice weather today", "Good morning", "See you soon"))
    for text in ("reimburse me", "mon remboursement", "meine Rückerstattung", "el reembolso"):
        assert classifier.guess(text).type == "refund"
