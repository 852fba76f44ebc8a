"""Which paragraphs are found, in which order, and what may be quoted of them."""

from datetime import date, timedelta

import pytest

from bot.assistant.paragraphs import paragraphs
from bot.assistant.retrieval import Index
from tests.unit.assistant.small_desk import ARTICLES, TODAY, VALID, article

INDEX = Index(ARTICLES)


def found(text: str, language: str = "en", **more: tuple[str, ...]) -> list[str]:
    return [hit.article.id for hit in INDEX.search(text, language, TODAY, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("How do I return an item?", "en", "returns"),
        ("I was in Paris. It rained. Where is the label for a return? Bye.", "en", "returns"),
        ("the invoice as a PDF", "en", "invoices"),
        ("Mon colis GLS est en retard", "fr", "delays-fr"),
        ("Why is my parcel so late?", "en", "delays"),
    ],
)
def test_best_article(text: str, language: str, expected: str) -> None:
    assert found(text, language)[0] == expected


def test_articles_in_the_language_of_the_ticket_come_first() -> None:
    languages = [hit.article.language for hit in INDEX.search("GLS colis parcels", "fr", TODAY)]
    assert languages == sorted(languages, key=lambda language: language != "fr")


def test_preferred_articles_come_first_even_if_nothing_matches() -> None:
    assert found("the moon", prefer=("invoices",))[0] == "invoices"
    assert found("Why is my parcel late?", prefer=("returns", "delays"))[:2] in (
        ["returns", "delays"],
        ["delays", "returns"],
    )


def test_expired_articles_are_not_found() -> None:
    after = VALID + timedelta(days=1)
    assert INDEX.search("Where is my order?", "en", VALID)
    assert INDEX.search("Where is my order?", "en", after) == ()


@pytest.mark.parametrize("text", ["", "4417", "\n\n", "🌿"])
def test_nothing_to_search_for(text: str) -> None:
    assert INDEX.search(text, "en", TODAY) == ()


def test_no_articles() -> None:
    assert Index(()).search("Where is my order?", "en", date(2026, 1, 1)) == ()


LONG = article(
    "long",
    "Our shop opens at nine. We sell lamps. The blue lantern is frost-proof. It may stay outside all winter. "
    "Cats like it. The end of this paragraph is far away.\n\n- One item of a list.\n- Another item\n  over two lines.",
)


def test_a_long_paragraph_gives_the_sentences_around_the_answer() -> None:
    (hit,) = Index((LONG,)).search("Is the blue lantern frost-proof?", "en", TODAY)
    assert hit.quotes == ("The blue lantern is frost-proof.", "It may stay outside all winter.")


def test_a_sentence_that_hangs_on_the_one_before_is_not_quoted_alone() -> None:
    (hit,) = Index((LONG,)).search("may stay outside winter", "en", TODAY)
    assert hit.quotes[0] == "The blue lantern is frost-proof."


def test_quotes_are_whole_sentences_of_the_article() -> None:
    for hit in INDEX.search("Where is my parcel? How do I return it? The invoice?", "en", TODAY):
        sentences = [sentence for part in paragraphs(hit.article) for sentence in part.sentences]
        assert 1 <= len(hit.quotes) <= 3
        assert set(hit.quotes) <= set(sentences)


def test_paragraphs_know_headings_lists_and_wrapped_lines() -> None:
    parts = [(part.heading, part.text) for part in paragraphs(ARTICLES[0])]
    assert parts == [
        (
            "With GLS",
            "Parcels with GLS currently take up to two working days longer than announced. "
            "A late parcel is almost never lost.",
        ),
        ("With GLS", "We do not search for a parcel before five working days have passed."),
    ]
    assert [part.text for part in paragraphs(LONG)][1:] == ["One item of a list.", "Another item over two lines."]


ASKED = "Everything went dark yesterday"


def test_a_question_that_an_article_has_answered_finds_it_again() -> None:
    assert not [hit for hit in INDEX.search(ASKED, "en", TODAY) if hit.article.id == "returns"]
    learned = Index(
        ARTICLES, questions=[("returns", "en", "everything went dark yesterday"), ("gone", "en", "of no article")]
    )
    first = learned.search(ASKED, "en", TODAY)[0]
    assert first.article.id == "returns"
    assert first.support == pytest.approx(1.0)


def test_what_answered_the_likest_past_tickets_is_found_but_never_quotable_by_them_alone() -> None:
    past = [("it all went dark after a day", "en", ("returns",)), ("send the bill", "en", ("invoices",))]
    found = Index(ARTICLES, past=past).search(ASKED, "en", TODAY)
    assert found[0].article.id == "returns"
    assert found[0].support < 0.35  # the least that `bot.assistant.embedded` shows


def test_past_tickets_of_articles_that_are_gone_say_nothing() -> None:
    past = [(ASKED, "en", ("gone",))]
    assert Index(ARTICLES, past=past).search(ASKED, "en", TODAY) == INDEX.search(ASKED, "en", TODAY)
