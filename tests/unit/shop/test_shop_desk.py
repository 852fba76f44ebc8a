"""The worked example's desk, articles, templates, customers and orders hold together."""

import re
from collections import Counter

import pytest

from bot.desk import explain
from tests.unit.shop.files import (
    LANGUAGES,
    TODAY,
    customers,
    desk,
    orders,
)


def test_the_desk_loads_and_explains_itself() -> None:
    told = "\n".join(explain(desk(), TODAY))
    assert "promo_code: no suggestions on cards" in told
    assert "double_charge: no suggestions; drafts are off" in told


def test_the_desk_has_the_queues_types_and_departments_of_the_day() -> None:
    file = desk().file
    assert {queue.name: queue.channel for queue in file.queues} == {
        "orders": "#support-orders",
        "billing": "#support-billing",
        "returns": "#support-returns",
    }
    assert file.escalation.channel == "#support-escalations"
    assert [department.channel for department in file.departments] == ["#ops-logistics"]
    assert [(digest.kind, digest.channel) for digest in file.digests] == [
        ("day", "#support-managers"),
        ("standup", "#support-orders"),
        ("week", "#support-managers"),
        ("handoffs", "#ops-logistics"),
    ]
    drafts = Counter(kind.drafts for kind in file.types)
    assert len(file.types) >= 14
    assert (drafts["shadow"], drafts["off"]) == (1, 1)
    assert all(kind.owner and kind.deputies for kind in file.types)


def test_every_type_is_known_by_examples_in_three_languages() -> None:
    for kind in desk().file.types:
        assert len(kind.examples["en"]) >= 10, kind.name
        assert len(kind.examples["fr"]) >= 4, kind.name
        assert len(kind.examples["de"]) >= 4, kind.name


def test_no_example_and_no_word_stands_under_two_types() -> None:
    said = [text.casefold() for kind in desk().file.types for texts in kind.examples.values() for text in texts]
    words = [
        (language, word.casefold())
        for kind in desk().file.types
        for language, texts in kind.words.items()
        for word in texts
    ]
    assert [text for text, times in Counter(said).items() if times > 1] == []
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_the_articles_are_enough_and_of_every_kind() -> None:
    articles = desk().articles
    assert len(articles) >= 25
    assert sum(article.expired(TODAY) for article in articles) == 2
    assert sum(article.audience == "internal" for article in articles) >= 3
    spoken = Counter(article.language for article in articles)
    assert spoken["fr"] >= 5
    assert spoken["de"] >= 2
    assert all(article.questions for article in articles)
    delays = desk().article("delivery-delays")
    assert delays is not None
    assert (delays.owner, (TODAY - delays.checked).days) == ("@marta", 12)


def test_no_type_leans_on_an_expired_or_internal_article() -> None:
    for kind in desk().file.types:
        for article_id in kind.articles:
            article = desk().article(article_id)
            assert article is not None
            assert article.audience == "customer", (kind.name, article_id)
            assert not article.expired(TODAY), (kind.name, article_id)


def test_sentences_are_short_enough_to_quote_and_said_once() -> None:
    seen: list[str] = []
    for article in desk().articles:
        sentences = re.split(r"(?<=[.!?])\s+", article.body.strip())
        assert all(sentence.endswith((".", "!", "?")) for sentence in sentences), article.id
        assert all(20 <= len(sentence) <= 220 for sentence in sentences), article.id
        seen += sentences
    assert len(seen) == len(set(seen))


def test_a_translation_is_checked_and_owned_like_the_article_it_translates() -> None:
    for article in desk().articles:
        if article.language == "en":
            continue
        original = desk().article(article.id.removesuffix(f"-{article.language}"))
        assert original is not None, article.id
        assert (article.owner, article.checked, article.valid_until) == (
            original.owner,
            original.checked,
            original.valid_until,
        )


def test_every_suggesting_type_has_its_templates_where_it_has_articles() -> None:
    """Whatever language a type has an article in, it has a template in, so that nothing is answered half in English."""
    written = {(template.id, template.language) for template in desk().templates}
    for kind in desk().file.types:
        if kind.drafts != "suggest":
            continue
        spoken = {article.language for article in desk().articles if article.id in kind.articles}
        assert "en" in spoken, kind.name
        assert {(kind.template, language) for language in spoken} <= written, kind.name


def test_templates_read_only_what_their_type_may_read() -> None:
    for kind in desk().file.types:
        allowed = {f"{source}.{name}" for source, names in kind.records.items() for name in names} | {"quote"}
        for template in desk().templates:
            if template.id == kind.template:
                assert set(re.findall(r"{([\w.]+)}", template.body)) <= allowed, (template.id, template.language)


def test_eighty_customers_who_do_not_share_an_address() -> None:
    assert list(customers()) == [f"c-{number}" for number in range(1, 81)]
    assert len({row["email"] for row in customers().values()}) == 80
    assert all(re.fullmatch(r"[a-z.]+@mail\.example", row["email"]) for row in customers().values())
    assert {row["language"] for row in customers().values()} == LANGUAGES
    assert (customers()["c-7"]["name"], customers()["c-7"]["email"]) == ("Jo Doe", "jo.doe@mail.example")


def test_two_hundred_orders_each_with_its_owner() -> None:
    assert list(orders()) == [str(number) for number in range(4218, 4418)]
    for row in orders().values():
        assert customers()[row["customer_id"]]["email"] == row["customer_email"]
        assert all(isinstance(value, str) and value for value in row.values()), row["number"]
    assert {row["customer_id"] for row in orders().values()} == set(customers())


def test_order_4417_is_the_one_of_the_story() -> None:
    order = orders()["4417"]
    assert (order["customer_id"], order["carrier"]) == ("c-7", "GLS")
    assert order["status"] == "in transit since Monday"


def test_orders_hold_nothing_that_the_desk_file_does_not_name() -> None:
    (source,) = desk().file.records
    named = {source.key, source.customer, source.customer_email, *source.fields.values()}
    held = {name for row in orders().values() for name in row}
    assert held == named


@pytest.mark.parametrize(
    "text",
    [
        "4417",
        "#4417",
        "order no. 4417",
        "Order number: 4417",
        "order4417",
        "commande 4417",
        "ma commande n° 4417, s'il vous plaît",
        "Bestellung Nr. 4417",
        "Bestellnummer: 4417",
        "pedido número 4417",
        "Where is 4417?",
    ],
)
def test_the_pattern_finds_an_order_however_it_is_written(text: str) -> None:
    assert re.findall(desk().file.records[0].pattern, text) == ["4417"]


@pytest.mark.parametrize(
    "text",
    [
        "in 2025",
        "my order 2025 was lovely",
        "it cost €4300",
        "4300 € is a lot",
        "4417.50",
        "call 030 4417 2255",
        "555-4417",
        "00344174417",
        "model A4417",
        "room 3100",
    ],
)
def test_the_pattern_leaves_other_numbers_alone(text: str) -> None:
    assert re.findall(desk().file.records[0].pattern, text) == []


@pytest.mark.parametrize("text", ["order " * 3400, "4" * 20_000, "order" + " " * 20_000, "# " * 10_000])
@pytest.mark.timeout(30)  # a pattern that backtracks takes hours
def test_the_pattern_is_quick_on_long_texts(text: str) -> None:
    assert re.findall(desk().file.records[0].pattern, text) == []
