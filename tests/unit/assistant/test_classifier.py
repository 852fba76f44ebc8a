"""The classifier on the small desk: types, "don't know", long texts, and the same answer every time."""

import random
import time
from dataclasses import replace

import numpy as np
import pytest

from bot.assistant import Embedded
from bot.assistant.classifier import Classifier, _calibrated, background
from bot.domain.triage import Guess
from tests.unit.assistant.small_desk import DESK

TITLES = [(kind.title, kind.name) for kind in DESK.file.types]
EXAMPLES = [(text, kind.name) for kind in DESK.file.types for texts in kind.examples.values() for text in texts]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(EXAMPLES, background(), TITLES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where is my parcel?", "order_status"),
        ("Hello, my order 4417 has not arrived yet", "order_status"),
        ("Bonjour, je n'ai toujours pas reçu mon colis", "order_status"),
        ("can I return the cushions?", "return_item"),
        ("je voudrais renvoyer un article", "return_item"),
        ("please send me an invoice for order 4300", "invoice"),
        ("il me faut une facture", "invoice"),
    ],
)
def test_types(classifier: Classifier, text: str, expected: str) -> None:
    guess = classifier.guess(text)
    assert guess.type == expected
    assert guess.confidence >= 0.5
    assert expected not in [name for name, _ in guess.alternatives]


@pytest.mark.parametrize(
    "text",
    [
        "Would you like to sponsor our local football club?",
        "it doesn't work",
        "Quelle heure est-il à Montréal ?",
        "Ich suche eine Stelle als Gärtner",
        "what a lovely day",
        "Tell me a story about a dragon",
    ],
)
def test_what_belongs_to_no_type_is_not_drafted(classifier: Classifier, text: str) -> None:
    guess = classifier.guess(text)
    assert guess.type is None or guess.confidence < 0.7


@pytest.mark.parametrize("text", ["", "   ", "4417", "🌿🌱", "?!"])
def test_nothing_to_go_by(classifier: Classifier, text: str) -> None:
    assert classifier.guess(text) == Guess(None, 0.0)


def test_a_question_is_found_within_a_story(classifier: Classifier) -> None:
    story = "Hi team,\nI hope you are well. My daughter was so happy with the last one. Where is my order 4417? "
    guess = classifier.guess(story + "We were on holiday last week.\nKind regards")
    assert guess.type == "order_status"
    assert guess.confidence >= 0.7


def test_two_requests_leave_both_in_doubt(classifier: Classifier) -> None:
    one = classifier.guess("Where is my parcel?")
    both = classifier.guess("Where is my parcel? And how do I return an item?")
    assert one.confidence >= 0.7 > both.confidence
    assert {both.type, both.alternatives[0][0]} == {"order_status", "return_item"}


def test_the_order_of_the_examples_does_not_matter(classifier: Classifier) -> None:
    shuffled = list(EXAMPLES)
    random.Random(3).shuffle(shuffled)
    again = Classifier(shuffled + shuffled[:4], reversed(background()), reversed(TITLES))
    for text in ("Where is it?", "the bill for my lamp", "retourner la lampe"):
        assert again.guess(text) == classifier.guess(text)


def test_which_order_it_is_does_not_matter(classifier: Classifier) -> None:
    assert classifier.guess("Where is order 4417?") == classifier.guess("Where is order 12?")


def test_a_type_with_too_few_examples_is_left_to_rules() -> None:
    few = [("where is my cat", "cat"), ("my cat is gone", "cat")]
    assert Classifier(few, background()).guess("where is my cat") == Guess(None, 0.0)
    both = Classifier([*EXAMPLES, *few], background()).guess("where is my cat")
    assert both.type != "cat"
    assert "cat" not in [name for name, _ in both.alternatives]


def test_a_title_is_one_more_phrase_of_its_type() -> None:
    titles = [("Zorbling of a quokka", "return_item")]
    assert Classifier(EXAMPLES, background()).guess("a quokka, for zorbling").type is None
    assert Classifier(EXAMPLES, background(), titles).guess("a quokka, for zorbling").type == "return_item"


def test_a_title_alone_makes_no_type() -> None:
    few = [("where is my cat", "cat"), ("my cat is gone", "cat")]
    titled = Classifier([*EXAMPLES, *few], background(), [("Lost cat", "cat")])
    assert titled.guess("lost cat") == Classifier([*EXAMPLES, *few], background()).guess("lost cat")


@pytest.mark.parametrize("held", [10, 100_000])
def test_the_fewer_phrases_were_held_out_the_nearer_confidence_stays_to_the_usual(held: int) -> None:
    names = np.arange(held) % 2 + 1  # two types in turn, each recognised by far
    scores = np.where(np.arange(3) == names[:, None], 1.0, -1.0)
    floor, heat = _calibrated(scores, names)
    assert floor == 0.0
    assert heat < 1.25 if held == 10 else heat > 15


def test_a_desk_with_one_type_can_still_say_no() -> None:
    one = Classifier([pair for pair in EXAMPLES if pair[1] == "order_status"], background())
    assert one.guess("Has my order been shipped?").type == "order_status"
    guess = one.guess("please vote for us in the survey")
    assert guess.type is None


async def test_the_assistant_asks_the_same_classifier(assistant: Embedded, classifier: Classifier) -> None:
    text = "How do I return the lamp?"
    asked = await assistant.classify(text, "en")
    assert asked == await assistant.classify(text, "fr")
    assert replace(asked, delicate=()) == classifier.guess(text)


def test_training_and_asking_are_quick() -> None:
    rng = random.Random(1)
    words = [f"{a}{b}" for a in ("lam", "ord", "ret", "pay", "gif", "car") for b in ("per", "ing", "ule", "ado", "ent")]
    examples = [
        (f"{name} {' '.join(rng.sample(words, 6))}", name)
        for name in (f"type{chr(97 + number)}" for number in range(16))
        for _ in range(12)
    ]
    began = time.thread_time()  # what it costs, not how busy the machine is
    trained = Classifier(examples, background())
    assert time.thread_time() - began < 3.0
    took = []
    for text, _ in examples[::8]:
        began = time.thread_time()
        trained.guess(text)
        took.append(time.thread_time() - began)
    assert sorted(took)[len(took) // 2] < 0.02
