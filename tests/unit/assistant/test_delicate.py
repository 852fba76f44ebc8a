"""What is said between the lines: by likeness to phrases, and to what people have marked."""

import pytest

from bot.assistant.delicate import LANGUAGES, Delicate, phrases
from bot.domain.sensitivity import BUILT_IN, SURE, WARY
from tests.unit.assistant.small_desk import DESK

ORDINARY = [text for kind in DESK.file.types for texts in kind.examples.values() for text in texts]


@pytest.fixture(scope="module")
def ears() -> Delicate:
    return Delicate(ORDINARY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Since I took it out of the box my arms are covered in red blotches.", "health"),
        ("Hier hat keiner etwas bestellt, und doch steht es in meinem Konto.", "fraud"),
        ("Le parquet du salon est fichu à cause de votre pot, qui va payer les travaux ?", "compensation"),
        ("El banco ya está recuperando el pago del pedido.", "dispute"),
        ("Please keep this from my wife, she must not know about the parcel.", "personal"),
    ],
)
def test_it_hears_what_no_list_names(ears: Delicate, text: str, name: str) -> None:
    heard = dict(ears.chances(text))
    assert max(heard.values()) >= WARY
    assert name in heard


@pytest.mark.parametrize("text", ["Where is my order 4417?", "Can I return the cushions?", "Wo ist meine Bestellung?"])
def test_everyday_requests_sound_like_nothing(ears: Delicate, text: str) -> None:
    assert all(chance < WARY for _, chance in ears.chances(text))


@pytest.mark.parametrize(
    "text", ["My headset hums.", "Mon casque grésille.", "Mein Kopfhörer brummt.", "Which laptop is that?"]
)
def test_another_trade_is_not_delicate_for_being_unknown(text: str) -> None:
    fresh = Delicate(())  # a desk whose types all leave suggestions off teaches nothing everyday
    assert all(chance < WARY for _, chance in fresh.chances(text))


@pytest.mark.parametrize(
    "text",
    [
        "I hope you are well. Looking forward to hearing from you.",
        "Dans l’attente de votre réponse, je vous prie d’agréer mes salutations distinguées. Bonne journée à vous !",
        "Ich hoffe, es geht Ihnen gut. Vielen Dank im Voraus für Ihre Mühe!",
        "Espero que esté bien. Quedo a la espera de su respuesta.",
    ],
)
def test_politeness_sounds_like_nothing(ears: Delicate, text: str) -> None:
    assert ears.chances(text) == ()
    assert max(dict(ears.chances(f"The ladder gave way and I fell on my back. {text}")).values()) >= SURE


def test_one_sentence_is_enough_in_a_long_and_friendly_text(ears: Delicate) -> None:
    kind = "Where is my order 4417? Thank you very much in advance. I like your shop. "
    assert max(dict(ears.chances(kind * 5 + "The ladder gave way and I fell on my back.")).values()) >= SURE


def test_what_people_mark_is_heard_the_next_time_and_what_they_unmark_is_not(ears: Delicate) -> None:
    said = "The gnome has lost its hat again"
    marked = Delicate(ORDINARY, [(said, "harm")])
    assert dict(marked.chances(said))["harm"] > max(dict(ears.chances(said)).values())
    loud = "The shelf came down on my foot stool"
    unmarked = Delicate(ORDINARY, [(loud, "")])
    assert max(dict(unmarked.chances(loud)).values()) < max(dict(ears.chances(loud)).values())


def test_ears_that_know_the_trade_ring_sooner() -> None:
    """Where hardly an everyday request rings falsely, less than the usual chance is enough."""
    days = ("Rome", "Oslo", "Bern", "Kiel", "Metz", "Lyon", "Bath", "York", "Cork", "Nice")
    everyday = [f"When will my {one} number {two} come to {day}" for one in "abcdef" for two in "ghijk" for day in days]
    taught = Delicate(everyday, [(f"My {thing} was stolen from the train", "fraud") for thing in "abcdef"])
    assert taught.chances("I left the blue b on the train to York") == (("fraud", WARY),)
    rings = [text for text in everyday if any(chance >= WARY for _, chance in taught.chances(text))]
    assert len(rings) <= len(everyday) / 20


def test_the_same_phrases_in_any_order_give_the_same_ears(ears: Delicate) -> None:
    said = "The socket is black and it smells of burning."
    assert Delicate(ORDINARY[::-1]).chances(said) == ears.chances(said)


@pytest.mark.parametrize("text", ["", "   ", "4417", "?!"])
def test_nothing_said_is_nothing_heard(ears: Delicate, text: str) -> None:
    assert ears.chances(text) == ()


def test_every_class_has_phrases_in_every_language_and_no_other_name_stands_there() -> None:
    names = {name for _, name in phrases()} - {""}
    assert names == set(BUILT_IN) - {"complex"}  # which is counted, not heard
    assert len(phrases()) > 200 * len(LANGUAGES)
