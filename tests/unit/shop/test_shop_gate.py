"""What the worked example would answer: never a delicate request, never with a sentence that answers something else."""

import pytest

from bot.assistant import Embedded
from bot.domain.case import Case
from bot.domain.draft import Suggestion, Withheld
from bot.domain.gate import gate
from bot.domain.grounding import Fault
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord
from bot.domain.records import keys_in
from bot.domain.triage import Guess, Request, Triage, triage
from tests.unit.assistant.small_desk import READ_AT, message
from tests.unit.delicate_requests import REQUESTS, STRANGE
from tests.unit.shop.files import TODAY, desk, orders

DELICATE = [text for texts in REQUESTS.values() for text in texts]
PHRASES = [
    (kind.name, language, text)
    for kind in desk().file.types
    if kind.drafts == "suggest"
    for language, texts in kind.examples.items()
    for text in texts
]
JO = Customer(
    id=1, external_id="c-7", name="Jo Doe", email="", email_verified=False, segment="", value=None, language="en"
)


@pytest.fixture(scope="module")
def keeper() -> Embedded:
    return Embedded(desk())


def case(text: str, language: str, guess: Guess, said: Triage, records: tuple[LinkedRecord, ...] = ()) -> Case:
    return Case(
        desk=desk(),
        ticket_id=1,
        subject="",
        messages=(message(text),),
        language=language,
        team_language="en",
        customer=JO,
        type=desk().type(said.type),
        type_certain=said.type is not None,
        guess=guess,
        level=said.level,
        classes=said.classes,
        records=records,
        today=TODAY,
    )


async def read(keeper: Embedded, text: str) -> tuple[Case, Triage]:
    guess, language = await keeper.classify(text, "en"), await keeper.language_of(text, "en")
    said = triage(Request(text=text, language=language, source="generic", via="email"), guess, desk().file)
    return case(text, language, guess, said), said


@pytest.mark.parametrize("text", [*DELICATE, *STRANGE], ids=lambda text: text[:50])
async def test_no_delicate_request_gets_a_suggestion(keeper: Embedded, text: str) -> None:
    found, said = await read(keeper, text)

    assert gate(found, said.queue, "generic") is not None


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: text[:50])
async def test_what_nobody_understands_is_asked_for(keeper: Embedded, text: str) -> None:
    found, said = await read(keeper, text)
    stop = gate(found, said.queue, "generic")

    assert stop is not None
    assert stop.reason is Withheld.UNSURE_TYPE
    assert said.looks_like in ("order_status", "change_address")


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order 4417/4339?",
        "Where are my orders 4417-4339?",
        "Where is my order 4417? My wife's is bestellnr.4339",
        "Where is my order 4417? And o4339?",
        "Where is my order 4417, and AP-4339?",
    ],
)
def test_a_second_order_is_seen_however_it_is_written(text: str) -> None:
    assert keys_in(text, desk().file.records[0].pattern) == ("4417", "4339")


async def suggestion(keeper: Embedded, type_name: str, language: str, text: str, *own: LinkedRecord) -> Suggestion:
    said = triage(Request(text=text, language=language, source="x", via="form", form_type=type_name), None, desk().file)
    return await keeper.suggest(case(text, language, Guess(type_name, 1.0), said, own))


@pytest.mark.parametrize(("type_name", "language", "text"), PHRASES, ids=lambda value: value[:50])
async def test_what_is_quoted_shares_the_question(keeper: Embedded, type_name: str, language: str, text: str) -> None:
    made = await suggestion(keeper, type_name, language, text)
    cited = {evidence.id for line in made.sentences for evidence in line.evidence if evidence.kind == "article"}
    hits = {hit.article.id: hit.support for hit in keeper._indexed().search(text, language, TODAY, most=99)}

    assert made.withheld is not None or len(cited) == 1
    assert all(hits[article] >= 0.35 for article in cited)


@pytest.mark.parametrize(
    ("type_name", "language", "text", "reason"),
    [
        ("product_question", "fr", "Comment entretenir le banc en chêne ?", Withheld.NO_SOURCE),
        ("product_question", "en", "How do I oil the hinges of the greenhouse door?", Withheld.NO_SOURCE),
        ("product_question", "en", "When should I repot my plants in spring?", Withheld.STALE_SOURCE),
        ("delivery_costs", "en", "Will a parcel ordered now arrive before Christmas?", Withheld.STALE_SOURCE),
    ],
)
async def test_nothing_else_is_quoted_instead(
    keeper: Embedded, type_name: str, language: str, text: str, reason: Withheld
) -> None:
    assert (await suggestion(keeper, type_name, language, text)).withheld is reason


@pytest.mark.parametrize(
    ("type_name", "language", "text", "asked_again"),
    [
        ("damaged_item", "en", "The pot from order 4417 arrived broken. I would like a refund, please.", True),
        ("damaged_item", "de", "Der Topf ist zerbrochen angekommen, bitte schicken Sie Ersatz.", True),
        ("damaged_item", "fr", "Le pot est arrivé cassé, je préfère un remboursement.", True),
        ("damaged_item", "en", "The pot from order 4417 arrived broken.", False),
        ("change_address", "en", "Please change the delivery address of order 4417 to 5 Rose Lane.", True),
        ("change_address", "de", "Bitte ändern Sie die Lieferadresse: richtig ist Lindenweg 5.", True),
        ("change_address", "en", "Please change the delivery address of order 4417.", False),
    ],
)
async def test_a_question_that_is_answered_already_is_flagged(
    keeper: Embedded, type_name: str, language: str, text: str, asked_again: bool
) -> None:
    kind = desk().type(type_name)
    assert kind is not None
    fields = {name: orders()["4417"][name] for name in kind.records["orders"] if name in orders()["4417"]}
    own = LinkedRecord(source="orders", key="4417", state="own", fields=fields, read_at=READ_AT)

    made = await suggestion(keeper, type_name, language, text, own)

    assert made.withheld is None
    assert any(line.flag == Fault.ASKED for line in made.sentences) is asked_again
