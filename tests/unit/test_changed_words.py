"""What was changed of a suggestion, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changed_words import Run, changed_words

TEXTS = st.lists(st.sampled_from(["it", "takes", "two", "three", "days\n", "more."]), max_size=12).map(" ".join)


def test_what_stands_as_it_was_has_no_changes() -> None:
    assert changed_words("It takes two days.", " It takes  two days.\n") == ()


def test_each_word_that_went_and_came() -> None:
    assert changed_words("It takes two days.", "It takes three days, sorry.") == (
        Run("same", "It takes "),
        Run("out", "two days."),
        Run("in", "three days, sorry."),
    )


def test_of_what_stayed_only_the_ends_are_shown() -> None:
    x, y, z = (" ".join(f"{letter}{number}" for number in range(30)) for letter in "xyz")
    first, out, middle, came, last = changed_words(f"{x} old {y} {z}", f"{x} {y} new {z}")
    assert (out, came) == (Run("out", "old "), Run("in", "new "))
    assert first.text == " … x24 x25 x26 x27 x28 x29 "
    assert middle.text == "y0 y1 y2 y3 y4 y5 … y24 y25 y26 y27 y28 y29 "
    assert last.text == "z0 z1 z2 z3 z4 z5 … "


@given(TEXTS, TEXTS)
def test_nothing_is_put_in_that_is_not_there_nor_taken_out_that_was_not(before: str, after: str) -> None:
    runs = changed_words(before, after)
    assert (runs == ()) == (before.split() == after.split())
    for run in runs:
        assert run.text
        if "…" not in run.text:
            assert run.text.strip() in {"out": before, "in": after, "same": after}[run.became]
