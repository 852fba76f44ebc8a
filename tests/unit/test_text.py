"""Cleaning, bare thanks and the search for phrases."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phrases import find, fold, holds
from bot.domain.text import CUT_MARK, LONGEST, clean, thanks_only

CLEANED = [
    ("Hello\r\nthere\rnow", "Hello\nthere\nnow"),
    ("  Hello \t\n  there  \n", "Hello\n  there"),
    ("a\n\n\n\n\nb", "a\n\nb"),
    ("a\n\n\nb", "a\n\n\nb"),
    ("Cafe\u0301", "Café"),
    ("law\u200byer a\u00addd \u202edrawkcab\u202c\x00\x07", "lawyer add drawkcab"),
    ("hidden\U000e0049\U000e0067 tags", "hidden tags"),
    ("two \U0001f468\u200d\U0001f469 ok", "two \U0001f468\u200d\U0001f469 ok"),
    ("joi\u200dned", "joined"),
    ("half \ud83d pair", "half  pair"),
    ("Yes please.\n\nOn Mon, 3 Nov 2026 at 10:00, Shop <s@mail.example> wrote:\n> Shall we?\n> Bye", "Yes please."),
    ("Oui.\n\nLe lun. 3 nov. 2026 à 10:00, Shop <s@mail.example> a écrit :\n> Bonjour", "Oui."),
    ("Ja.\n\nAm 03.11.2026 um 10:00 schrieb Shop <s@mail.example>:\n> Hallo", "Ja."),
    ("Sí.\n\nEl lun, 3 nov 2026 a las 10:00, Shop (<s@mail.example>) escribió:\n> Hola", "Sí."),
    ("Yes.\n\nOn Mon, 3 Nov 2026 at 10:00,\nShop Support <s@mail.example> wrote:\n> Shall we?", "Yes."),
    ("New.\n-----Original Message-----\nFrom: Shop\nOld.", "New."),
    ("Neu.\n-----Ursprüngliche Nachricht-----\nAlt.", "Neu."),
    ("New.\n________________\nFrom: Shop\nSent: Monday\nOld.", "New."),
    ("New.\n\nFrom: Shop\nSent: Monday\nSubject: x\n\nOld.", "New."),
    ("Neu.\n\nVon: Shop\nGesendet: Montag\n\nAlt.", "Neu."),
    ("> quoted\nmy answer\n> quoted\nanother", "my answer\nanother"),
    ("On 3 Nov 2026, Shop wrote:\n> Which order?\n\nOrder 4417.", "Order 4417."),
    ("Hello\n\nJo\n-- \nJo Doe\nDirector\n+33 1", "Hello\n\nJo"),
    ("Hello\n\nSent from my iPhone", "Hello"),
    ("Bonjour\n\nEnvoyé de mon iPhone", "Bonjour"),
    ("Hallo\n\nVon meinem iPhone gesendet", "Hallo"),
    ("On 3 May Shop wrote:\n> q\nSent from my x\nOn 3 May Shop wrote:", "Sent from my x"),
    ("", ""),
]

KEPT = [
    "On Monday the courier wrote: come back later. I want it today.",
    "The note says\nFrom: Anna\nwith love. Where is it?",
    "Sent from my sister in Paris, it never arrived here: please look for order 4417 and tell me where it is.",
    "> all of it is quoted",
    "--\nonly a signature",
    "a -- b",
    "We agreed on 3 items at 10:00 and he wrote: fine",
]


@pytest.mark.parametrize(("body", "text"), CLEANED)
def test_cleaning(body: str, text: str) -> None:
    assert clean(body) == text


@pytest.mark.parametrize("body", KEPT)
def test_cleaning_is_conservative(body: str) -> None:
    assert clean(body) == body.strip()


def test_a_long_text_is_cut_with_a_mark() -> None:
    text = clean("x" * (LONGEST + 1))

    assert len(text) == LONGEST
    assert text.endswith(CUT_MARK)
    assert clean("x" * LONGEST) == "x" * LONGEST


def test_a_hundred_thousand_characters_take_no_time() -> None:
    start = time.thread_time()  # what it costs, not how busy the machine is

    for text in ("On a " * 20_000, "On 3 a\n" * 15_000, ">" * 100_000, "\n" * 100_000, "from: a\n" * 12_000):
        clean(text)

    assert time.thread_time() - start < 3


@given(st.text(alphabet=st.characters(), max_size=300))
def test_cleaning_twice_changes_nothing(body: str) -> None:
    text = clean(body)

    assert clean(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert len(text) <= LONGEST


@given(
    st.lists(st.sampled_from(["Hello", "\n", "> q", "-- ", "On 3 May Shop wrote:", "\n\n\n\n", "Sent from my x", " "]))
)
def test_cleaning_mail_twice_changes_nothing(parts: list[str]) -> None:
    text = clean("\n".join(parts))

    assert clean(text) == text


THANKS = (
    "Thanks!",
    "thank you",
    "Thank you so much for your help!",
    "Thanks a lot :)",
    "ok thanks",
    "Great, thank you very much!",
    "Perfect, thanks again 🙏",
    "Thanks a million",
    "Merci",
    "merci beaucoup !",
    "Merci pour votre aide, bonne journée",
    "Parfait, merci",
    "Danke",
    "Vielen Dank für die schnelle Antwort",
    "Danke schön!",
    "Alles klar, danke",
    "Gracias",
    "¡Muchas gracias por su ayuda!",
    "Vale, gracias",
    "Grazie mille",
    "Thank you\n\nSent from my iPhone",
)

NO_THANKS = (
    "",
    "Thanks, but it has not arrived",
    "Thank you, where is it?",
    "Thanks for nothing",
    "No thanks",
    "Merci de me rembourser",
    "Danke, aber das Paket fehlt",
    "Gracias, pero no ha llegado",
    "ok",
    "Thanks. Order 4417 is still missing.",
    "Thank you for sending the wrong one",
    "thanks?",
    "Merci d'annuler",
)


@pytest.mark.parametrize("text", THANKS)
def test_bare_thanks(text: str) -> None:
    assert thanks_only(text)


@pytest.mark.parametrize("text", NO_THANKS)
def test_more_than_thanks(text: str) -> None:
    assert not thanks_only(text)


FOUND = [
    ("order", "My ORDER, please", ["ORDER"]),
    ("order", "orders reorder order_id", []),
    ("refus*", "refused or refusé", ["refused", "refusé"]),
    ("ou est", "Où  est-il", ["Où  est"]),
    ("je n'ai pas", "je n’ai\npas", ["je n’ai\npas"]),
    ("e-mail", "my e mail, my e-mail, my email", ["e mail", "e-mail"]),
    ("a ~ d", "a b c d", ["a b c d"]),
    ("a ~ d", "a d", ["a d"]),
    ("a ~ d", "a 1 2 3 4 5 d", []),
    ("refund", "refunds", []),
    ("straße", "STRASSE Straße", ["Straße"]),
    ("*frist", "Rückgabefrist und Frist", ["Rückgabefrist", "Frist"]),
    ("c++ (new)", "buy c++ (new)!", ["c++ (new)"]),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), FOUND)
def test_phrases_are_whole_words(phrase: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find([phrase], fold(text))] == expected
    assert holds([phrase], fold(text)) is bool(expected)


def test_the_longer_phrase_wins() -> None:
    assert find(["refund", "refund status"], "refund status") == ((0, 13),)


def test_no_phrases_find_nothing() -> None:
    assert find([], "text") == ()
    assert find(["", "~", "*"], "text") == ()


@given(st.text(max_size=200))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="abcé ", min_size=1, max_size=20), st.text(alphabet="xyz ", max_size=20))
def test_a_phrase_is_found_in_any_text_around_it(phrase: str, around: str) -> None:
    if phrase.strip():
        assert holds([phrase], fold(f"{around} {phrase.upper()} {around}"))
