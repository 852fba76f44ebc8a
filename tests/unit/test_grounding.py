"""What the checks on a draft find, and what they leave alone."""

from datetime import date

import pytest

from bot.domain.article import Article
from bot.domain.draft import Evidence, Sentence
from bot.domain.grounding import Fault, Sources, check, plain, rests_on_something, stands_in
from bot.domain.record import LinkedRecord

QUOTE = "Parcels to Spain take 3 to 5 working days and cost €11.90, but we do not deliver to Madeira."
FRENCH = "Un colis n'est jamais livré le dimanche, sauf à Lyon."
GERMAN = "Ein Rabatt von 10 % gilt nicht für Pflanzen."
ARTICLE = Article(
    id="spain",
    version=3,
    title="Spain",
    owner="@marta",
    checked=date(2026, 11, 1),
    valid_until=date(2027, 1, 1),
    audience="customer",
    body="# Spain\n\nParcels to **Spain** take 3 to 5\nworking days and cost €11.90, "
    f"but we do not deliver to Madeira. See [our page](https://shop.example/spain).\n\n{FRENCH}\n\n{GERMAN}",
)
RECORD = LinkedRecord(
    source="orders",
    key="4417",
    state="own",
    fields={"status": "in transit", "eta": "2026-11-26", "total": "1249.50 EUR"},
)
LINE = "Your order is {orders.status}, expected {orders.eta}."
SOURCES = Sources(
    articles=(ARTICLE,), records=(RECORD,), wordings={"status": f"{LINE}\nHello {{name}},"}, known=("Jo", "Lamp & Co")
)
TEMPLATE = Evidence(kind="template", id="status", quote=LINE)
STATUS = Evidence(kind="record", id="orders:4417", field="status", quote="in transit")
ETA = Evidence(kind="record", id="orders:4417", field="eta", quote="Thursday 26 November 2026")


def quoted(text: str, quote: str = QUOTE, version: int = 3, article: str = "spain") -> Sentence:
    return Sentence(text=text, evidence=(Evidence(kind="article", id=article, version=version, quote=quote),))


def filled(text: str, *more: Evidence) -> Sentence:
    return Sentence(text=text, evidence=(TEMPLATE, *(more or (STATUS, ETA))))


def flag(sentence: Sentence) -> str:
    return check([sentence], SOURCES)[0].flag


@pytest.mark.parametrize(
    "sentence",
    [
        quoted(QUOTE),
        quoted(f"{QUOTE} "),
        quoted(FRENCH, FRENCH),
        quoted(GERMAN, GERMAN),
        quoted("See our page (https://shop.example/spain).", "See our page (https://shop.example/spain)."),
        quoted("Parcels to Spain take 3 to 5 working days, but we do not deliver to Madeira."),
        filled("Your order is in transit, expected Thursday 26 November 2026.\n"),
        Sentence(text="Hello Jo,\n\n", evidence=(Evidence(kind="template", id="status", quote="Hello {name},"),)),
        Sentence(text="\n"),
    ],
)
def test_what_is_said_by_a_source_is_not_flagged(sentence: Sentence) -> None:
    assert flag(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        (quoted(QUOTE.replace("5 working", "6 working")), Fault.NUMBER),
        (quoted(QUOTE.replace("11.90", "1.90")), Fault.NUMBER),
        (quoted(QUOTE.replace("€", "$")), Fault.NUMBER),
        (quoted(QUOTE.replace("3 to 5", "5 to 5")), Fault.NUMBER),
        (quoted(f"{GERMAN} Noch ein Rabatt.", GERMAN), Fault.PROMISE),
        (quoted(QUOTE.replace("do not", "do")), Fault.POLARITY),
        (quoted("Parcels to Spain never take 3 to 5 working days, but we do not deliver to Madeira."), Fault.POLARITY),
        (quoted(QUOTE.replace("do not", "don't never")), Fault.POLARITY),
        (quoted(FRENCH.replace("n'est jamais", "est"), FRENCH), Fault.POLARITY),
        (quoted(FRENCH.replace("sauf", "et"), FRENCH), Fault.POLARITY),
        (quoted(GERMAN.replace("nicht", "auch"), GERMAN), Fault.POLARITY),
        (quoted(QUOTE.replace("Madeira", "Mallorca")), Fault.WORDING),
        (quoted(QUOTE.replace("Spain", "SPAR")), Fault.WORDING),
        (quoted(f"{QUOTE} We refund the postage."), Fault.PROMISE),
        (quoted(f"{FRENCH} Nous vous remboursons.", FRENCH), Fault.PROMISE),
        (quoted(f"{FRENCH} Wir erstatten alles.", FRENCH), Fault.PROMISE),
        (quoted(f"{FRENCH} Es gratis.", FRENCH), Fault.PROMISE),
        (quoted(f"{QUOTE} See https://evil.example."), Fault.LINK),
        (quoted(f"{QUOTE} Write to help@evil.example."), Fault.LINK),
        (quoted(QUOTE, version=2), Fault.UNKNOWN_SOURCE),
        (quoted(QUOTE, article="portugal"), Fault.UNKNOWN_SOURCE),
        (quoted(QUOTE, quote=QUOTE.replace("3 to 5", "2 to 4")), Fault.QUOTE),
        (quoted(QUOTE, quote=""), Fault.QUOTE),
        (filled("Your order is in transit, expected Friday 27 November 2026."), Fault.NUMBER),
        (filled("Your order is not in transit, expected Thursday 26 November 2026."), Fault.POLARITY),
        (
            filled("Your order is in transit.", Evidence(kind="record", id="orders:4300", field="status")),
            Fault.UNKNOWN_SOURCE,
        ),
        (
            filled("Your order is in transit.", Evidence(kind="record", id="orders:4417", field="iban")),
            Fault.UNKNOWN_SOURCE,
        ),
        (
            filled("Your order is lost.", Evidence(kind="record", id="orders:4417", field="status", quote="lost")),
            Fault.QUOTE,
        ),
        (
            Sentence(text="Hello Jim,", evidence=(Evidence(kind="template", id="status", quote="Hello {name},"),)),
            Fault.WORDING,
        ),
        (
            Sentence(text="Dear Jo,", evidence=(Evidence(kind="template", id="other", quote="Dear"),)),
            Fault.UNKNOWN_SOURCE,
        ),
        (Sentence(text="We are always glad to help."), Fault.NO_SOURCE),
    ],
)
def test_what_a_source_does_not_say_is_flagged(sentence: Sentence, fault: Fault) -> None:
    assert flag(sentence) == fault


def test_another_customers_record_bears_nothing_out() -> None:
    foreign = LinkedRecord(source="orders", key="4417", state="foreign", fields={"status": "in transit"})
    (sentence,) = check(
        [filled("Your order is in transit.", STATUS)], Sources(records=(foreign,), wordings=SOURCES.wordings)
    )
    assert sentence.flag == Fault.UNKNOWN_SOURCE


def test_a_flag_is_taken_back_once_the_sentence_is_mended() -> None:
    (wrong,) = check([quoted(QUOTE.replace("3", "4"))], SOURCES)
    assert wrong.flag
    (mended,) = check([Sentence(text=QUOTE, evidence=wrong.evidence, flag=wrong.flag)], SOURCES)
    assert not mended.flag


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([], False),
        ([Sentence(text="Hello,", evidence=(TEMPLATE,))], False),
        ([quoted(QUOTE)], True),
        ([filled("Your order is in transit, expected Thursday 26 November 2026.")], True),
        ([Sentence(text=QUOTE, evidence=quoted(QUOTE).evidence, flag=Fault.NUMBER)], False),
    ],
)
def test_a_draft_rests_on_an_article_or_a_record(sentences: list[Sentence], expected: bool) -> None:
    assert rests_on_something(sentences) is expected


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a **bold** and _soft_ word", "a bold and soft word"),
        ("two\nlines  here", "two lines here"),
        ("[page](https://a.example/x_y)", "page (https://a.example/x_y)"),
        ("snake_case 2 * 3", "snake_case 2 * 3"),
    ],
)
def test_plain(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_quotation_marks_and_spaces_do_not_matter_but_words_do() -> None:
    assert stands_in("n’est jamais livré", FRENCH)
    assert not stands_in("n'est livré", FRENCH)
    assert not stands_in("   ", FRENCH)


@pytest.mark.parametrize(
    ("text", "quote"),
    [("It costs 1\u202f249,50 €.", "It costs €1,249.50."), ("It costs €5.", "It costs €5.00."), ("5.50 EUR", "5,5 €")],
)
def test_one_amount_written_two_ways_is_one_amount(text: str, quote: str) -> None:
    article = ARTICLE.model_copy(update={"body": quote})
    (sentence,) = check([quoted(text, quote)], Sources(articles=(article,)))
    assert sentence.flag == ""


WISH = "Tell us whether you would like a replacement or a refund."
PLACE = "To change it we need the full new address."


@pytest.mark.parametrize(
    ("sentence", "asked", "fault"),
    [
        (WISH, "It came broken, I would like my money refunded.", Fault.ASKED),
        (WISH, "Bitte schicken Sie Ersatz", Fault.ASKED),
        (WISH, "It came broken.", ""),
        ("We send a replacement or a refund.", "I would like a refund", ""),
        ("How long does a refund take?", "Where is my refund?", ""),
        (PLACE, "Please send it to 5 Rose Lane.", Fault.ASKED),
        (PLACE, "La nouvelle adresse : 8 rue des Lilas, Toulouse", Fault.ASKED),
        (PLACE, "Richtig ist Lindenweg 5.", Fault.ASKED),
        (PLACE, "Please change the address of order 4417.", ""),
    ],
)
def test_no_question_about_what_is_said_already(sentence: str, asked: str, fault: str) -> None:
    line = Evidence(kind="template", id="wish", quote=sentence)

    checked = check([Sentence(text=sentence, evidence=(line,))], Sources(wordings={"wish": sentence}, asked=asked))

    assert checked[0].flag == fault
