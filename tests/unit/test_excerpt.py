"""What is shown of a message at once, and what was promised in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.earlier import promised
from bot.domain.excerpt import LINES, LONGEST, PAGE, excerpt, pages

OLD = "> Can you send a picture?\n> Ana"
MAILS = [
    f"It is the blue one.\n\nOn Mon, 3 Nov 2026 at 10:00, Shop <s@mail.example> wrote:\n{OLD}",
    f"It is the blue one.\n\nAm 03.11.2026 um 10:00 schrieb Shop <s@mail.example>:\n{OLD}",
    f"It is the blue one.\n\nLe lun. 3 nov. 2026 à 10:00, Shop <s@mail.example> a écrit :\n{OLD}",
    f"It is the blue one.\n\nIl giorno lun 3 nov 2026 alle 10:00 Shop <s@mail.example> ha scritto:\n{OLD}",
    f"It is the blue one.\n\nOp ma 3 nov. 2026 om 10:00 schreef Shop <s@mail.example>:\n{OLD}",
    f"It is the blue one.\n\nEm seg., 3 de nov. de 2026 às 10:00, Shop <s@mail.example> escreveu:\n{OLD}",
    f"It is the blue one.\n\nEl lun, 3 nov 2026 a las 10:00, Shop (<s@mail.example>) escribió:\n{OLD}",
    "It is the blue one.\n-----Original Message-----\nFrom: Shop\nCan you send a picture?",
    "It is the blue one.\n-----Ursprüngliche Nachricht-----\nVon: Shop\nCan you send a picture?",
    "It is the blue one.\n-----Messaggio originale-----\nDa: Shop\nCan you send a picture?",
    "It is the blue one.\n\nVan: Shop\nVerzonden: maandag\n\nCan you send a picture?",
    "It is the blue one.\n-- \nJo Doe\nDirector of plants",
    "It is the blue one.\n\nSent from my iPhone",
    "It is the blue one.\n\nVon meinem iPhone gesendet",
    "It is the blue one.\n\nDiese Nachricht wurde von meinem Android-Gerät gesendet.",
    "It is the blue one.\n\nEnvoyé de mon iPhone",
    "It is the blue one.\n\nInviato da iPhone",
    "It is the blue one.\n\nVerzonden vanaf mijn telefoon",
]


@pytest.mark.parametrize("mail", MAILS)
def test_history_and_signature_are_left_out_and_can_be_read_in_full(mail: str) -> None:
    shown = excerpt(mail)
    assert (shown.text, shown.more) == ("It is the blue one.", True)


@pytest.mark.parametrize("whole", ["It is the blue one.", "Hello\n\n\nJo", "  Spaces \t around  \n", "你好", ""])
def test_what_is_whole_offers_nothing_more(whole: str) -> None:
    assert not excerpt(whole).more


def test_a_long_message_is_collapsed_at_a_word() -> None:
    shown = excerpt("It never came. " * 1000)
    assert shown.more
    assert len(shown.text) <= LONGEST + 2
    assert shown.text.endswith(("came. …", "never …", "It …"))
    shown = excerpt("\n".join(f"Line {number}" for number in range(100)))
    assert shown.more
    assert shown.text.count("\n") < LINES


@given(st.text(max_size=4000))
def test_nothing_disappears_without_saying_so(body: str) -> None:
    shown = excerpt(body)
    assert len(shown.text) <= LONGEST + 2
    letters = [char for char in body if char.isalnum()]
    if letters:
        assert shown.text
    if not shown.more:
        assert sum(char.isalnum() for char in shown.text) >= len(letters)


@given(st.text(alphabet="ab \n", max_size=3 * PAGE))
def test_pages_hold_every_letter(body: str) -> None:
    parts = pages(body)
    assert parts
    assert all(len(part) <= PAGE for part in parts)
    assert "".join("".join(parts).split()) == "".join(body.split())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Hello Jo,\n\nyour parcel arrives on Friday. Sorry for the wait!", "your parcel arrives on Friday"),
        ("Bonjour,\nnous vous écrivons demain.\nMarta", "nous vous écrivons demain"),
        ("Guten Tag,\nSie haben das Geld bis 4.12.2026.", "Sie haben das Geld bis 4.12.2026"),
        ("We write again by 3 December.", "We write again by 3 December"),
        ("Shall we call you on Monday?", ""),
        ("We are looking into it.", ""),
        ("", ""),
        (f"On Friday {'we will see ' * 20}.", "On Friday we will see we will see we will see we will see we will see…"),
    ],
)
def test_what_was_promised_is_the_sentence_with_a_day(answer: str, said: str) -> None:
    assert promised(answer) == said


@given(st.text(max_size=500))
def test_what_was_promised_is_short(answer: str) -> None:
    assert len(promised(answer)) <= 70
