"""What owners are to look at."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attention import Asked, Question, gaps, often_edited, questions
from bot.domain.outcome import Tally

ISLANDS = (
    "Do you deliver to the Azores islands?",
    "Hello,\ncould you please tell me whether you deliver to the Azores?\nKind regards, Jo",
    "Delivery to the Azores, is that possible? Thank you very much for your help.",
)
SHELLS = (
    "Can I pay with seashells from the beach?",
    "Hello,\ncould you please tell me whether seashells are a way to pay?\nKind regards, Ann",
)


def letter(said: str) -> str:
    """As people write: the same polite words around whatever they ask."""
    return f"A question about my order\nHello,\n{said}\nCould you please let me know? Thank you for your help. Regards"


def test_three_alike_are_a_gap_and_two_are_none() -> None:
    texts = dict(enumerate((ISLANDS[0], SHELLS[0], *ISLANDS[1:], SHELLS[1]), start=1))
    assert gaps(texts) == ((1, 3, 4),)


def test_polite_words_make_no_two_letters_alike() -> None:
    said = ("Do you ship to Norway?", "Is the bench made of teak?", "When does the Lyon shop open?", "Who cuts roses?")
    assert gaps({number: letter(text) for number, text in enumerate(said, start=1)}) == ()
    assert gaps({number: letter(text) for number, text in enumerate(ISLANDS, start=1)}) == ((1, 2, 3),)


def test_the_same_question_with_other_numbers_and_accents_is_the_same() -> None:
    said = ("Livrez-vous aux Açores avant le 12 ?", "Livrez vous aux Acores avant le 24 ?", "LIVREZ-VOUS AUX AÇORES ?")
    assert gaps(dict(enumerate(said))) == ((0, 1, 2),)


def test_texts_that_say_nothing_are_like_none() -> None:
    assert gaps(dict.fromkeys(range(1, 5), "Hello, please help me. Thanks! 4417")) == ()


def test_the_largest_gap_comes_first() -> None:
    four = ("Do you sell gift wrap?",) * 4
    assert gaps(dict(enumerate((*ISLANDS, *four), start=1))) == ((4, 5, 6, 7), (1, 2, 3))


@given(st.dictionaries(st.integers(1, 50), st.sampled_from([*ISLANDS, *SHELLS, "", "Hello"])))
def test_each_ticket_is_in_one_gap_at_most(texts: dict[int, str]) -> None:
    found = gaps(texts)
    numbers = [number for group in found for number in group]
    assert len(numbers) == len(set(numbers))
    assert all(len(group) >= 3 and list(group) == sorted(group) for group in found)


def asked(*told: tuple[int, str, str], kind: str = "order_status") -> dict[int, Asked]:
    """Tickets from 1 on: whose each is, what they go by, and what they ask."""
    return {
        number: Asked(type=kind, customer=customer, name=name, text=text)
        for number, (customer, name, text) in enumerate(told, start=1)
    }


CUSTOMS = (
    "Will I have to pay customs duty to Norway?",
    "Hello, is there customs duty to pay?\nJo Doe",
    "How much customs duty do I pay?",
    "Do you pay the customs duty, or do we? Jo",
)


def test_a_question_is_named_by_the_words_that_its_customers_share() -> None:
    found = questions(asked(*[(customer, "Jo Doe jo@mail.example", text) for customer, text in enumerate(CUSTOMS)]))
    (one,) = found
    assert (one.type, one.tickets, one.customers) == ("order_status", (1, 2, 3, 4), 4)
    assert set(one.words[:2]) == {"customs", "duty"}
    assert not {"jo", "doe", "norway", "mail", "example"} & set(one.words)


def test_who_asks_three_times_shares_nothing_with_anybody() -> None:
    found = questions(asked(*[(7, "Jo Doe", text) for text in CUSTOMS]))
    assert found == (Question(type="order_status", tickets=(1, 2, 3, 4), customers=1, words=()),)


def test_no_name_or_address_of_theirs_is_such_a_word() -> None:
    told = "Is Quillfeather open on Sundays?"
    people = [(1, "Ann Quillfeather"), (2, "Ben quill@mail.example"), (3, "Cara")]
    (one,) = questions(asked(*[(number, name, told) for number, name in people]))
    assert set(one.words) == {"open", "sundays"}


def test_what_most_customers_ask_comes_first_and_types_stand_apart() -> None:
    few = {number + 10: one for number, one in asked(*[(n, "", ISLANDS[n]) for n in range(3)], kind="").items()}
    found = questions(few | asked(*[(n, "", text) for n, text in enumerate(CUSTOMS)]))
    assert [(one.type, one.customers) for one in found] == [("order_status", 4), ("", 3)]
    assert "azores" in found[1].words


def test_words_are_shown_as_they_are_written() -> None:
    said = ("Livrez-vous aux Açores ?", "Vous livrez aux Açores ?", "Aux Açores, vous livrez ?")
    (one,) = questions(asked(*[(n, "", text) for n, text in enumerate(said)]))
    assert "açores" in one.words


def test_an_article_that_is_always_edited() -> None:
    team = Tally(as_is=80, light=20)
    assert often_edited(Tally(as_is=4, light=16), team)
    assert often_edited(Tally(as_is=11, light=9), team), "twice as often as all others"
    assert not often_edited(Tally(as_is=13, light=7), team), "which is not a lot"
    assert not often_edited(Tally(light=19), team), "nineteen say nothing"
