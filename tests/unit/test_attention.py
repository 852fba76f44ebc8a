"""What owners are to look at."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attention import gaps, often_edited
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


def test_an_article_that_is_always_edited() -> None:
    team = Tally(as_is=80, light=20)
    assert often_edited(Tally(as_is=4, light=16), team)
    assert often_edited(Tally(as_is=11, light=9), team), "twice as often as all others"
    assert not often_edited(Tally(as_is=13, light=7), team), "which is not a lot"
    assert not often_edited(Tally(light=19), team), "nineteen say nothing"
