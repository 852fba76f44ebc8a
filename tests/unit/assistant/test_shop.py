"""The assistant on the example shop: its first request, and what grounding finds when its articles are changed."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.assistant import Embedded
from bot.assistant.paragraphs import paragraphs
from bot.desk import load
from bot.domain.article import Article
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Evidence, Sentence
from bot.domain.grounding import Sources, check
from bot.domain.people import Customer
from bot.domain.records import link
from bot.domain.triage import Guess
from bot.records.json_file import JsonFileRecords
from tests.unit.assistant.small_desk import message

SHOP = Path(__file__).parents[3] / "examples" / "shop"
TODAY = date(2026, 11, 24)
NOT = {"en": "not", "fr": "pas", "de": "nicht"}
REFUND = {"en": "We will refund you.", "fr": "Nous vous rembourserons.", "de": "Wir erstatten den Betrag."}


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop() -> Desk:
    return load(SHOP / "desk.toml", TODAY)


@pytest.fixture(scope="module")
def keeper(shop: Desk) -> Embedded:
    return Embedded(shop)


def quotations(desk: Desk) -> list[tuple[Article, str]]:
    told = [article for article in desk.articles if article.audience == "customer"]
    return [(article, text) for article in told for part in paragraphs(article) for text in part.sentences]


def flag(article: Article, quote: str, text: str) -> str:
    evidence = Evidence(kind="article", id=article.id, version=article.version, quote=quote)
    return check([Sentence(text=text, evidence=(evidence,))], Sources(articles=(article,)))[0].flag


async def test_the_first_request_of_the_day(shop: Desk, keeper: Embedded) -> None:
    first = json.loads((SHOP / "requests.jsonl").read_text(encoding="utf-8").splitlines()[0])
    kind = shop.type("order_status")
    assert kind is not None
    jo = Customer(
        id=1,
        external_id="c-7",
        name="Jo Doe",
        email="jo.doe@mail.example",
        email_verified=True,
        segment="",
        value=None,
        language="en",
    )
    record = await JsonFileRecords(shop.file.records[0], SHOP, Clock()).read("4417")
    assert record is not None
    suggestion = await keeper.suggest(
        Case(
            desk=shop,
            ticket_id=1,
            subject=first["subject"],
            messages=(message(first["body"]),),
            language="en",
            team_language="en",
            customer=jo,
            type=kind,
            type_certain=True,
            guess=Guess("order_status", 0.9),
            level="none",
            classes=(),
            records=(link("orders", "4417", record, jo, kind.records["orders"]),),
            today=TODAY,
        )
    )
    assert suggestion.withheld is None
    cited = {evidence.id for sentence in suggestion.sentences for evidence in sentence.evidence}
    assert {"delivery-delays", "orders:4417", "order_status"} <= cited
    assert "GLS" in suggestion.body
    assert "4417" in suggestion.body
    assert not [sentence for sentence in suggestion.sentences if sentence.flag]


@pytest.mark.parametrize("language", ["en", "fr", "de"])
async def test_no_phrase_of_another_type_is_taken_for_certain(shop: Desk, keeper: Embedded, language: str) -> None:
    """Its own example phrases are what the classifier knows best."""
    wrong = [
        (phrase, guess.type)
        for kind in shop.file.types
        for phrase in kind.examples.get(language, ())
        if (guess := await keeper.classify(phrase, language)).type != kind.name and guess.confidence >= 0.7
    ]
    assert wrong == []


def test_no_quotation_is_flagged(shop: Desk) -> None:
    assert [text for article, text in quotations(shop) if flag(article, text, text)] == []


def test_every_changed_number_is_found(shop: Desk) -> None:
    changed = [
        (article, text, text[: found.start()] + str(int(found[0]) + 1) + text[found.end() :])
        for article, text in quotations(shop)
        for found in re.finditer(r"\d+", text)
    ]
    assert len(changed) > 40
    assert [text for article, quote, text in changed if not flag(article, quote, text)] == []


def test_every_added_no_is_found(shop: Desk) -> None:
    for article, quote in quotations(shop):
        words = quote.split(" ")
        assert flag(article, quote, " ".join([*words[:3], NOT[article.language], *words[3:]]))


def test_every_added_promise_is_found(shop: Desk) -> None:
    for article, quote in quotations(shop):
        assert flag(article, quote, f"{quote} {REFUND[article.language]}")


def test_every_changed_name_is_found(shop: Desk) -> None:
    changed = [
        (article, text, text[: found.start()] + "Zorbia" + text[found.end() :])
        for article, text in quotations(shop)
        for found in re.finditer(r"(?<=[a-z,] )[A-ZÀ-Þ]\w+", text)
    ]
    assert len(changed) > 40
    assert [text for article, quote, text in changed if not flag(article, quote, text)] == []
