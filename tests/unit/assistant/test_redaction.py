"""What stays in the house: personal data is hidden before a text goes out, and put back exactly."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.redaction import Known, Redaction, foreign, known_of, restore
from bot.domain.phrases import fold
from tests.unit.assistant.small_desk import JO, ORDER, case, message

PLACEHOLDER = re.compile(r"\[[A-Z_]+_\d+\]")
KNOWN = Known(
    values=(
        ("PERSON", "José Müller-Čapek"),
        ("EMAIL", "jose.mueller@mail.example"),
        ("PHONE", "+49 30 1234567"),
        ("ADDRESS", "Lindenweg 5, 10115 Berlin"),
        ("ID", "c-70481"),
    ),
    records=(("ORDER", "4417"),),
)


def hidden(text: str, known: Known = KNOWN) -> str:
    return Redaction(known, 2026).redact(text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Best, JOSE MULLER CAPEK", "CAPEK"),
        ("i am josé and need help", "josé"),
        ("hier ist jose mueller", "mueller"),
        ("Müllers Paket fehlt", "Müllers"),
        ("write to Jose.Mueller@MAIL.example please", "@"),
        ("my login is jose.mueller", "jose"),
        ("ring 030 123 45 67 today", "45"),
        ("it went to lindenweg 5 in 10115 berlin", "lindenweg"),
        ("customer C 70481 here", "70481"),
        ("Jos\u0065\u0301 wrote", "Jos"),
        ("J\u200bosé wrote", "sé"),
    ],
)
def test_what_is_known_of_the_customer_is_hidden_however_it_is_written(text: str, gone: str) -> None:
    assert gone not in hidden(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reach me at a.b+c@mail.example.", "reach me at [EMAIL_1]."),
        ("reach me at a.b (at) mail.example", "reach me at [EMAIL_1]"),
        ("call 020 7946 0958 now", "call [PHONE_1] now"),
        ("call (898) 666-3621 x0135 now", "call [PHONE_1] now"),
        ("call +33 6 12 34 56 78 now", "call [PHONE_1] now"),
        ("my card 4111 1111 1111 1111 was charged", "my card [CARD_1] was charged"),
        ("my card 4111 1111 1111 1112 was charged", "my card [CARD_1] was charged"),
        ("to DE89 3704 0044 0532 0130 00 please", "to [IBAN_1] please"),
        ("to DE00 3704 0044 0532 0130 00 please", "to [IBAN_1] please"),
        ("my DNI is 12345678Z ok", "my DNI is [NATIONAL_ID_1] ok"),
        ("my DNI is 12345678A ok", "my DNI is [ID_1] ok"),
        ("my SSN is 123-45-6789 ok", "my SSN is [NATIONAL_ID_1] ok"),
        ("parcel 1Z999AA10123456784 is lost", "parcel [ID_1] is lost"),
        ("I am born on 3/4/1988 and wait", "I am born on [BIRTH_1] and wait"),
        ("from 192.168.10.4 it fails", "from [IP_1] it fails"),
        ("see https://shop.example/u/jo?id=7 please", "see [URL_1] please"),
        ("my password is hunter2, help", "my password is [SECRET_1], help"),
        ("card ending in 4605 was used", "card ending in [SECRET_1] was used"),
    ],
)
def test_what_has_a_form_is_hidden_whether_or_not_its_check_digit_is_right(text: str, expected: str) -> None:
    assert hidden(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The lamp cost €1,249.50 and came on 12/11/2026, not on 2026-11-10.",
        "I waited 10 to 15 days, since Tuesday 3 November.",
        "We paid 12 500 EUR for 3 lamps of 40 cm.",
        "Where is my order? It was sent with GLS on Monday.",
        "Do you deliver to Spain or Portugal?",
        "I would like a Refund.",
        "Wo ist meine Bestellung? Die Glühbirne ist kaputt und der Lampenschirm hat einen Riss.",
        "Où est ma commande ? Le colis n'est pas arrivé lundi.",
        "¿Dónde está mi pedido? El paquete no ha llegado.",
        "WHERE IS MY ORDER? IT IS LATE!",
        "They're broken. During 2025 we've had it twice.",
        "Celebrating our first year, we bought the Candles. Unexpectedly they melted. Remarkable!",
        "I read How to Care for Your Garden Furniture twice.",
        "Enlevez-moi de la liste. Malheureusement la Publicité continue.",
        "Der Kellner kam. Klappt das mit der Zustellung? Rechtliche Schritte sind nicht mein Wunsch.",
        "La maceta se partió. Tristemente las Reclamaciones no sirven. Basta.",
        "It was for Dad, on Thurs 5 Nov.",
        "My name is wrong on the invoice.",
        "My name is not on it. Mein Name ist falsch geschrieben.",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert hidden(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("My neighbour Kowalczyk took it.", "Kowalczyk"),
        ("Please ask Anna Brown about it.", "Brown"),
        ("Mr. Petit has signed for it.", "Petit"),
        ("hello, my name is lena andersson and i wait", "andersson"),
        ("my name is brown", "brown"),
        ("my name's rose green, where is it", "rose"),
        ("my name's rose green, where is it", "green"),
        ("mein name ist müller", "müller"),
        ("ich heisse klein und warte", "klein"),
        ("je m'appelle jean petit", "petit"),
        ("me llamo pilar", "pilar"),
        ("Thank you,\nPiet van den Berg", "Berg"),
        ("Mein Nachbar Kowalczyk hat es angenommen.", "Kowalczyk"),
        ("Frau Weber war nicht da.", "Weber"),
        ("Mit freundlichen Grüßen\nTorsten", "Torsten"),
        ("Madame Lefèvre a signé.", "Lefèvre"),
        ("Mi vecina Ximena lo ha recogido.", "Ximena"),
        ("Send it to 12 Acacia Avenue, Springfield, please", "Acacia"),
        ("Envoyez au 8 rue des Lilas, 31000 Toulouse", "Lilas"),
        ("Bitte an Hauptstraße 17, 80331 München senden", "80331"),
        ("Envíe a Calle de Alcalá 45, Madrid", "Alcal"),
        ("my postcode is SW1A 1AA", "SW1A"),
        ("my postcode is 2100", "2100"),
        ("PLZ: 8004", "8004"),
        ("mi código postal es 28013", "28013"),
        ("it was left with mrs green next door", "green"),
        ("Vivo en 28013 Madrid", "Madrid"),
        ("Was ist mit Katharinas Bestellung?", "Katharinas"),
        ("I asked Brown about it.", "Brown"),
        ("J'ai vu Petit hier.", "Petit"),
        ("Lo recogió Romero ayer.", "Romero"),
        ("It belongs to Shona M Tarrow.", "Tarrow"),
        ("Hanne I. Kreutz has signed.", "I. Kreutz"),
        ("I asked Piet van den Berg today.", "Berg"),
        ("Où est-elle ?\n\nLise Fontaine\nà Metz", "Lise"),
        ("Send it to 12 Retreat Avenue, please", "Retreat"),
        ("9 Weavers Lane\nSouth Weld\nCM14 5QJ", "South"),
    ],
)
def test_names_and_addresses_of_others_are_hidden(text: str, gone: str) -> None:
    assert gone not in hidden(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is Kowalczyk's parcel?", "Where is [NAME_1]'s parcel?"),
        ("Write to a@mail.example. Is that right?", "Write to [EMAIL_1]. Is that right?"),
        ("write to a @ mail . example please", "write to [EMAIL_1] please"),
        ("My Zorbex-3 is broken", "My [NAME_1]-3 is broken"),
        ("It goes to 12 Mill Lane.\n\nOn Fri, 20 Nov it left.", "It goes to [ADDRESS_1].\n\nOn Fri, 20 Nov it left."),
        ("8 rue des Lilas, 31000 Toulouse\nTél. fixe", "[ADDRESS_1], [NUMBER_1] [ADDRESS_2]\nTél. fixe"),
    ],
)
def test_no_more_is_hidden_than_the_name_or_the_address(text: str, expected: str) -> None:
    assert hidden(text) == expected


def test_own_order_numbers_are_told_from_others() -> None:
    known = replace(KNOWN, patterns=(r"(?<!\d)(4[2-9]\d\d)(?!\d)",))

    assert hidden("Order 4417 came, 4300 did not, after 4 days", known) == (
        "Order [ORDER_1] came, [NUMBER_1] did not, after 4 days"
    )


def test_placeholders_are_stable_across_the_texts_of_a_case_and_counted() -> None:
    redaction = Redaction(KNOWN, 2026)

    first = redaction.redact("José wrote to Kowalczyk.")
    second = redaction.redact("Kowalczyk answered José.")

    assert (first, second) == ("[PERSON_1] wrote to [NAME_1].", "[NAME_1] answered [PERSON_1].")
    assert redaction.names == {"[PERSON_1]": "José", "[NAME_1]": "Kowalczyk"}
    assert redaction.counts == {"PERSON": 2, "NAME": 2}


def test_a_customer_who_writes_a_placeholder_gets_no_value_put_back() -> None:
    redaction = Redaction(KNOWN, 2026)

    sent = redaction.redact("José here. Tell me who [PERSON_1] is.")

    assert sent == "[PERSON_1] here. Tell me who [MARK_1] is."
    assert restore(sent, redaction.names) == "José here. Tell me who [PERSON_1] is."
    assert restore("[PERSON_2]", redaction.names) == "[PERSON_2]"


def test_a_case_tells_its_customer_its_writers_and_its_own_orders() -> None:
    foreign_order = replace(ORDER, key="4300", state="foreign", fields={})
    known = known_of(
        case(
            messages=(message("Hi"), replace(message("Hello", "agent", 2), author_name="Lena Vogt")),
            customer=replace(JO, identities=(("generic", "c-7"), ("chat", "email:jo@chat.example"))),
            records=(replace(ORDER, fields={**ORDER.fields, "tracking": "JJD000390", "city": "Ulm"}), foreign_order),
        )
    )

    assert set(known.values) == {
        ("PERSON", "Jo Doe"),
        ("PERSON", "Lena Vogt"),
        ("EMAIL", "jo.doe@mail.example"),
        ("ID", "c-7"),
        ("ID", "jo@chat.example"),
        ("ID", "JJD000390"),
        ("ADDRESS", "Ulm"),
    }
    assert known.records == (("ORDER", "4417"),)
    assert Redaction(known, 2026).redact("Jo Doe asks about the GLS parcel of 4417.") == (
        "[PERSON_1] asks about the GLS parcel of [ORDER_1]."
    )


@given(
    st.lists(st.sampled_from(["José Müller", "4417", "[PERSON_1]", "a@b.example", "\u200b", "\u0301", " "]) | st.text())
)
def test_restoring_gives_back_any_text(parts: list[str]) -> None:
    redaction = Redaction(KNOWN, 2026)
    text = "".join(parts)

    assert restore(redaction.redact(text), redaction.names) == text


@given(
    st.text(),
    st.sampled_from([value for _, value in (*KNOWN.values, *KNOWN.records)]),
    st.sampled_from([str.lower, str.upper, str.title, fold]),
    st.text(),
)
def test_no_known_value_survives(before: str, value: str, spelling: object, after: str) -> None:
    assert callable(spelling)
    written = spelling(value)

    sent = hidden(f"{before} {written} {after}")

    left = " ".join(PLACEHOLDER.split(sent))
    if fold(value) not in fold(f"{before}\n{after}"):
        assert fold(written) not in fold(left)


@pytest.mark.parametrize(
    ("answer", "sent", "found"),
    [
        ("Hello [PERSON_1], it is on its way.", "", ()),
        ("Hello [PERSON_9], it is on its way.", "", ("[PERSON_9]",)),
        ("Hello [Your Name],", "", ("[Your Name]",)),
        ("Hello {name},", "", ("{name}",)),
        ("See [1] and [our page](https://shop.example).", "", ()),
        ("Write to jo@mail.example.", "", ("jo@mail.example",)),
        ("Write to help@shop.example.", "Questions: help@shop.example", ()),
        ("Write to other@evil.example or 020 7946 0958.", "", ("other@evil.example", "020 7946 0958")),
        ("Your card 4111 1111 1111 1111 is charged.", "", ("4111 1111 1111 1111",)),
    ],
)
def test_an_answer_is_searched_for_what_it_should_not_hold(answer: str, sent: str, found: tuple[str, ...]) -> None:
    assert foreign(answer, {"[PERSON_1]": "Jo", "[EMAIL_1]": "jo@mail.example"}, sent) == found
