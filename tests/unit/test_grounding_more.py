"""Planted faults that a model could make: dates, units, gaps, strange words, old sources, answered questions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Template
from bot.domain.draft import Evidence, Sentence
from bot.domain.grounding import GRAVE, Fault, Sources, check
from bot.domain.record import LinkedRecord

QUOTE = "You can send unused goods back within 30 days, and we pay within 5 working days of their arrival in May."
PRICES = "Delivery costs €4.90 for two lamps and $6 for three, before Monday 3 December."
FRENCH = (
    "Un colis met de deux à trois jours ouvrés, du lundi au vendredi, et arrive avant midi dans la plupart des villes."
)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ARTICLE = Article(
    id="returns", version=2, title="Returns", owner="@marta", checked=date(2026, 11, 1), valid_until=date(2027, 1, 1),
    audience="customer", body=f"{QUOTE}\n\n{PRICES}",
)  # fmt: skip
FRENCH_ARTICLE = ARTICLE.model_copy(update={"id": "retours", "language": "fr", "body": FRENCH})
INTERNAL = ARTICLE.model_copy(update={"id": "internal", "audience": "internal"})
OLD = ARTICLE.model_copy(update={"id": "old", "valid_until": date(2026, 11, 23)})
TEMPLATE = Template(
    id="status", title="Status", owner="@marta", checked=date(2026, 1, 1), valid_until=date(2026, 11, 1), body="Hi."
)
LINE = "It is expected on {orders.eta}."
ORDER = LinkedRecord(
    source="orders", key="4417", state="own", fields={"eta": "2026-11-26"}, read_at=NOW - timedelta(minutes=2)
)
SOURCES = Sources(
    articles=(ARTICLE, FRENCH_ARTICLE, INTERNAL, OLD),
    records=(ORDER,),
    wordings={"line": LINE, "status": "Hi."},
    templates=(TEMPLATE,),
    language="en",
    today=date(2026, 11, 24),
    now=NOW,
)


def quoted(text: str, quote: str = QUOTE, article: str = "returns") -> Sentence:
    return Sentence(text=text, evidence=(Evidence(kind="article", id=article, version=2, quote=quote),))


def filled(text: str, value: str) -> Sentence:
    line = Evidence(kind="template", id="line", quote=LINE)
    return Sentence(text=text, evidence=(line, Evidence(kind="record", id="orders:4417", field="eta", quote=value)))


def flag(sentence: Sentence, sources: Sources = SOURCES) -> str:
    return check([sentence], sources)[0].flag


@pytest.mark.parametrize(
    ("text", "quote", "fault"),
    [
        (QUOTE, QUOTE, ""),
        ("You can send unused goods back within 30 days.", QUOTE, ""),
        (QUOTE.replace("30 days", "30 weeks"), QUOTE, Fault.NUMBER),
        (QUOTE.replace("5 working days", "5 days"), QUOTE, Fault.NUMBER),
        (QUOTE.replace("30", "5").replace("5 working", "30 working"), QUOTE, Fault.NUMBER),
        (QUOTE.replace("May", "June"), QUOTE, Fault.NUMBER),
        (QUOTE.replace("30 days", "thirty days"), QUOTE, ""),
        (QUOTE.replace("30 days", "forty days"), QUOTE, Fault.NUMBER),
        (PRICES.replace("two", "three"), PRICES, Fault.NUMBER),
        (PRICES.replace("€4.90", "$4.90"), PRICES, Fault.NUMBER),
        (PRICES.replace("Monday", "Tuesday"), PRICES, Fault.NUMBER),
        (PRICES.replace("December", "January"), PRICES, Fault.NUMBER),
        (PRICES.replace("before", "after"), PRICES, Fault.POLARITY),
        (f"{QUOTE} It comes tomorrow.", QUOTE, Fault.PROMISE),
        (f"Hello [PERSON_4], {QUOTE}", QUOTE, Fault.PLACEHOLDER),
        (f"Hello [Your Name], {QUOTE}", QUOTE, Fault.PLACEHOLDER),
        (f"Your order {{orders.status}}. {QUOTE}", QUOTE, Fault.PLACEHOLDER),
        (f"{QUOTE} See evil.example/pay for it.", QUOTE, Fault.LINK),
        (f"{QUOTE} See evil[.]example for it.", QUOTE, Fault.LINK),
        (f"{QUOTE} Ask @evilshop about it.", QUOTE, Fault.LINK),
        (f"{QUOTE} The sea is blue and full of fish.", QUOTE, Fault.WORDING),
        (f"{QUOTE[:-1]}, and vote in the coming elections.", QUOTE, Fault.WORDING),
        ("Unus3d g00ds can be s3nt b4ck within 30 days.", QUOTE, Fault.WORDING),
        ("youcansendunusedgoodsback", QUOTE, Fault.WORDING),
    ],
)
def test_a_planted_fault_is_found_and_the_plain_sentence_is_not(text: str, quote: str, fault: str) -> None:
    assert flag(quoted(text, quote)) == fault


def test_days_and_months_count_in_small_letters_too() -> None:
    sources = replace(SOURCES, language="fr")

    assert flag(quoted(FRENCH, FRENCH, "retours"), sources) == ""
    for before, after in (("lundi", "mardi"), ("trois", "quatre"), ("jours ouvrés", "semaines"), ("avant", "après")):
        assert flag(quoted(FRENCH.replace(before, after), FRENCH, "retours"), sources)


def test_a_date_of_a_record_is_that_date_in_any_language() -> None:
    assert flag(filled("It is expected on Thursday 26 November 2026.", "Thursday 26 November 2026")) == ""
    assert flag(filled("It is expected on Monday 26 October 2026.", "Monday 26 October 2026")) == Fault.QUOTE
    assert flag(filled("It is expected on Thursday 26 December 2026.", "Thursday 26 November 2026")) == Fault.NUMBER


def test_a_source_past_its_date_an_internal_one_and_an_old_reading_are_found() -> None:
    template = Sentence(text="Hi.", evidence=(Evidence(kind="template", id="status", quote="Hi."),))
    hour_ago = replace(SOURCES, records=(replace(ORDER, read_at=NOW - timedelta(minutes=61)),))
    told = filled("It is expected on Thursday 26 November 2026.", "Thursday 26 November 2026")

    assert flag(quoted(QUOTE, article="old")) == Fault.EXPIRED
    assert flag(quoted(QUOTE, article="internal")) == Fault.INTERNAL
    assert flag(template) == Fault.EXPIRED
    assert flag(told, hour_ago) == Fault.OLD_RECORD
    assert flag(told, replace(hour_ago, now=None)) == ""


def test_what_is_in_another_language_than_the_customers_is_found() -> None:
    assert flag(quoted(FRENCH, FRENCH, "retours")) == Fault.LANGUAGE
    assert flag(quoted(QUOTE), replace(SOURCES, language="fr", articles=(ARTICLE,))) == Fault.LANGUAGE
    translated = "Sie können es in 30 Tagen an uns senden und wir zahlen in 5 Tagen."
    line = Sentence(text=translated, evidence=(Evidence(kind="template", id="line", quote=translated),))
    assert flag(line, replace(SOURCES, wordings={"line": translated})) == Fault.LANGUAGE


@pytest.mark.parametrize(
    ("text", "changes", "fault"),
    [
        ("Please send us your order number.", {}, ""),
        ("Could you tell us your order number?", {"records": (ORDER,)}, Fault.ASKED),
        ("Could you send us a photo?", {"pictured": True}, Fault.ASKED),
        ("Could you send us a photo?", {}, ""),
        ("Which e-mail address did you use?", {"asked": "I used jo@mail.example"}, Fault.ASKED),
        ("Which e-mail address did you use?", {"asked": "I live at 5 Rose Lane"}, ""),
    ],
)
def test_what_the_customer_has_given_is_not_asked_for(text: str, changes: dict[str, object], fault: str) -> None:
    line = Sentence(text=text, evidence=(Evidence(kind="template", id="ask", quote=text),))
    sources = replace(Sources(wordings={"ask": text}), **changes)  # type: ignore[arg-type]

    assert flag(line, sources) == fault


def test_a_relative_time_of_the_teams_own_is_no_figure_of_the_customers() -> None:
    own = "An order placed four months ago is past its return period of 30 days."
    article = ARTICLE.model_copy(update={"body": own})

    assert flag(quoted(own, own), replace(SOURCES, articles=(article,), asked="I ordered it 3 weeks ago.")) == ""


def test_the_teams_other_words_may_lead_on_but_bring_no_name() -> None:
    sources = replace(SOURCES, vocabulary="We are happy to help. Ask Marta.")

    assert flag(quoted(f"Happily, {QUOTE}"), SOURCES) == Fault.WORDING
    assert flag(quoted(f"Happily, {QUOTE}"), replace(sources, vocabulary="Happily yours")) == ""
    assert flag(quoted(f"{QUOTE[:-1]} for Marta."), sources) == Fault.NAME


def test_what_nothing_stands_behind_is_grave_and_a_slip_is_not() -> None:
    assert {Fault.NO_SOURCE, Fault.LINK, Fault.WORDING, Fault.PLACEHOLDER} <= GRAVE
    assert not {Fault.NUMBER, Fault.ASKED, Fault.OLD_RECORD} & GRAVE


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_another_number_never_passes(one: int, other: int) -> None:
    quote = f"We answer within {one} hours of your letter."
    article = ARTICLE.model_copy(update={"body": quote})
    sources = replace(SOURCES, articles=(article,))

    assert bool(flag(quoted(quote.replace(str(one), str(other), 1), quote), sources)) is (one != other)


@given(st.text(min_size=1))
def test_whatever_a_model_writes_is_checked_without_an_error(text: str) -> None:
    assert flag(quoted(text)) in {"", *Fault}
