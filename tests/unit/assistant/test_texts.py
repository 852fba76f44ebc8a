"""Sentences, languages, dates and amounts."""

import pytest

from bot.assistant import Embedded
from bot.assistant.formats import written
from bot.assistant.language import language_of
from bot.domain.sentences import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is it? I am waiting.", ("Where is it?", "I am waiting.")),
        ("Order no. 4417 is late. Why?", ("Order no. 4417 is late.", "Why?")),
        ("No. It is not.", ("No.", "It is not.")),
        ("Dr. Silva and Mme. Roux wrote.", ("Dr. Silva and Mme. Roux wrote.",)),
        ("Am 3. Mai kam nichts. Und jetzt?", ("Am 3. Mai kam nichts.", "Und jetzt?")),
        ("Où est-il ? Je l'attends.", ("Où est-il ?", "Je l'attends.")),
        ("¿Dónde está? ¡Hola!", ("¿Dónde está?", "¡Hola!")),
        ("It costs €4.90 in all", ("It costs €4.90 in all",)),
        ("one\ntwo\n\n three ", ("one", "two", "three")),
        ('He said "No." Then he left.', ('He said "No."', "Then he left.")),
        ("where is it? still waiting", ("where is it?", "still waiting")),
        ("", ()),
        (" \n ", ()),
    ],
)
def test_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is my order 4417?", "en"),
        ("The lamp is broken and I would like a new one", "en"),
        ("Où est ma commande 4417 ?", "fr"),
        ("Je voudrais annuler ma commande", "fr"),
        ("Wo bleibt meine Bestellung?", "de"),
        ("Ich möchte etwas zurückschicken", "de"),
        ("¿Dónde está mi pedido 4417?", "es"),
        ("Dov'è il mio ordine? Lo aspetto da una settimana", "it"),
        ("Waar is mijn bestelling? Ik wacht al een week", "nl"),
        ("أين طلبي؟", "ar"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language_of(text, ("en", "fr", "de"), "en") == expected


@pytest.mark.parametrize("text", ["", "4417", "Order", "ok", "https://shop.example/fr/produits", "🌿🌱"])
@pytest.mark.parametrize("fallback", ["en", "fr"])
def test_a_text_too_short_to_tell_is_in_the_usual_language(text: str, fallback: str) -> None:
    assert language_of(text, ("en", "fr"), fallback) == fallback


async def test_the_assistant_knows_the_desks_languages(assistant: Embedded) -> None:
    assert await assistant.language_of("Pouvez-vous m'envoyer la facture ?", "en") == "fr"
    assert await assistant.language_of("ok", "fr") == "fr"


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("2026-11-26", "en", "Thursday 26 November 2026"),
        ("2026-11-26", "fr", "jeudi 26 novembre 2026"),
        ("2026-11-26", "de", "Donnerstag, 26. November 2026"),
        ("2026-11-26", "es", "jueves 26 de noviembre de 2026"),
        ("2026-11-26", "it", "2026-11-26"),
        ("2026-11-26T14:30:00Z", "en", "Thursday 26 November 2026"),
        ("2026-02-30", "en", "2026-02-30"),
        ("49.90 EUR", "en", "€49.90"),
        ("€1249.50", "fr", "1\u202f249,50\u00a0€"),
        ("EUR 1249.50", "de", "1.249,50\u00a0€"),
        ("-5.00 EUR", "en", "-€5.00"),
        ("49.90", "en", "49.90"),
        ("in transit since Monday", "fr", "in transit since Monday"),
        ("3 × spade, 18 cm", "en", "3 × spade, 18 cm"),
    ],
)
def test_values_as_the_reader_writes_them(value: str, language: str, expected: str) -> None:
    assert written(value, language) == expected
