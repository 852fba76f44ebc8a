"""When a type is certain: where all that is said is understood, and where it is really asked for."""

from pathlib import Path

import pytest

from bot.domain.desk import DeskFile
from bot.domain.statements import statements
from bot.domain.triage import Guess, triage
from tests.unit.desk.small import small_desk
from tests.unit.test_triage import WHERE, request, with_rules


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskFile:
    return small_desk(tmp_path_factory.mktemp("desk")).file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ()),
        ("Hello team! Thank you very much. Kind regards, Ada Whitlock", ()),
        ("My order number is 4417.", ()),
        ("Sorry, I forgot: it is order 4376.", ()),
        ("Bonjour, ma commande est la 4403. Merci d'avance.", ()),
        ("See https://shop.example/a/b/c/d/e and jo@mail.example", ()),
        ("Where is it? I take insulin every day.", ("I take insulin every day.",)),
        ("Hello, I live in Graz.", ("I live in Graz.",)),
        ("I live in Graz, please hurry.", ("I live in Graz, please hurry.",)),
        (
            "I left my violent husband and please send it to my sister",
            ("I left my violent husband", "and please send it to my sister"),
        ),
        ("Can you look into this for me, please? I hope you are well. Looking forward to hearing from you!", ()),
        ("J’espère que vous allez bien. Je vous remercie par avance pour votre retour. Bonne journée à vous !", ()),
        ("Dans l’attente de votre réponse, je vous prie d’agréer mes salutations distinguées.", ()),
        ("Ich hoffe, es geht Ihnen gut. Ich freue mich auf Ihre Antwort. Vielen Dank für Ihre Mühe!", ()),
        ("Espero que esté bien. Quedo a la espera de su respuesta.", ()),
        ("Ich warte auf Ihre Antwort seit Tagen.", ("Ich warte auf Ihre Antwort seit Tagen.",)),
        ("I would be grateful if you paid me back.", ("I would be grateful if you paid me back.",)),
        ("It came very late. It came very late.", ("It came very late.",)),
    ],
)
def test_what_counts_as_said(text: str, said: tuple[str, ...]) -> None:
    assert statements(text) == said


def seen(*parts: tuple[str, str | None, float]) -> Guess:
    """What a classifier says that has looked at each statement."""
    return Guess("order_status", 0.9, parts={statement: (name, sure) for statement, name, sure in parts})


TUESDAY = "It should have been here Tuesday."
STORY = "My uncle plays the trumpet at night."


@pytest.mark.parametrize(
    ("text", "guess", "expected"),
    [
        (WHERE, None, ("order_status", "rule")),
        (f"Hello team, {WHERE} My order number is 4417. Thank you very much!", None, ("order_status", "rule")),
        (f"{WHERE} {TUESDAY}", None, (None, "none")),
        (f"{WHERE} {TUESDAY}", seen((TUESDAY, "order_status", 0.6)), ("order_status", "classifier")),
        (f"{WHERE} {TUESDAY}", seen((TUESDAY, "order_status", 0.39)), (None, "none")),
        (f"{WHERE} {TUESDAY}", seen((TUESDAY, "refund", 0.9)), (None, "none")),
        (f"{WHERE} {STORY}", seen((STORY, None, 0.9)), (None, "none")),
        (f"{WHERE} {TUESDAY} {STORY}", seen((TUESDAY, "order_status", 0.9)), (None, "none")),
        (f"I live in a big tower and {WHERE.lower()}", seen(("I live in a big tower", None, 0.9)), (None, "none")),
        (f"{TUESDAY} {STORY}", seen((TUESDAY, "order_status", 0.9), (STORY, None, 0.9)), (None, "none")),
        (f"{WHERE} {TUESDAY}", Guess("order_status", 0.9), ("order_status", "classifier")),
    ],
)
def test_a_type_is_certain_only_where_all_that_is_said_is_understood(
    desk: DeskFile, text: str, guess: Guess | None, expected: tuple[str | None, str]
) -> None:
    result = triage(request(text), guess, desk)

    assert (result.type, result.type_source) == expected
    assert result.looks_like == "order_status"


def test_what_is_not_understood_is_routed_as_it_looks(tmp_path: Path) -> None:
    desk = with_rules(tmp_path, 'type = ["refund", "invoice"]', 'type = ["order_status"]')

    result = triage(request(f"{WHERE} {STORY}"), Guess(None, 0.0), desk)

    assert (result.type, result.looks_like, result.queue) == (None, "order_status", "billing")


def test_without_a_suggestion_at_stake_the_words_are_enough(desk: DeskFile) -> None:
    assert triage(request(f"Refund status? {STORY}"), None, desk).type == "refund", "its drafts are in shadow"
    assert triage(request(f"{WHERE} My lawyer will write to you."), None, desk).type == "order_status"
    cleared = request(f"{WHERE} My lawyer will write to you.", cleared=("legal",))
    assert triage(cleared, None, desk).type == "order_status", "who unmarked it has read it"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please do not cancel my order 4417", "en"),
        ("I don't want to cancel my order, I still want it", "en"),
        ("No need to cancel my order any more", "en"),
        ("Bitte meine Bestellung nicht stornieren", "de"),
        ("Stornieren Sie meine Bestellung nicht", "de"),
        ("Ich möchte meine Bestellung 4417 nicht stornieren", "de"),
        ("N'annulez pas ma commande", "fr"),
        ("Je ne veux pas annuler ma commande", "fr"),
        ("Por favor, no cancelen mi pedido", "es"),
    ],
)
def test_what_is_declined_is_not_asked_for(tmp_path: Path, text: str, language: str) -> None:
    words = '{ en = ["cancel my order"], fr = ["annuler ma commande"], de = ["bestellung stornieren"] }'
    desk = with_rules(tmp_path, '{ en = ["where is my order"], fr = ["ou est ma commande"] }', words)

    result = triage(request(text, language=language), Guess("order_status", 0.95), desk)

    assert (result.type, result.type_source) == (None, "none")


@pytest.mark.parametrize("text", ["I have not received it. Where is my order?", "Why not? Where is my order 4417?"])
def test_a_no_elsewhere_denies_nothing(desk: DeskFile, text: str) -> None:
    assert triage(request(text), Guess("order_status", 0.9), desk).type == "order_status"
