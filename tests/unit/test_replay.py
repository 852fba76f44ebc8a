"""What would differ."""

from dataclasses import replace

from bot.domain.replay import Outcome, counts, differences

WAS = Outcome(type="refund", queue="billing", priority="normal", level="none", suggested=True)


def test_the_same_is_no_difference() -> None:
    assert differences(1, WAS, WAS, 0.0) == ()
    assert differences(1, WAS, WAS, None) == ()


def test_each_trait_is_told_with_both_values() -> None:
    found = differences(1, WAS, replace(WAS, type="", level="sensitive", suggested=False), 0.5)
    assert [(one.what, one.before, one.after) for one in found] == [
        ("type", "refund", "none"),
        ("level", "none", "sensitive"),
        ("suggestion", "yes", "no"),
    ]


def test_other_words_are_told_as_a_share() -> None:
    (one,) = differences(1, WAS, WAS, 0.25)
    assert (one.what, one.after) == ("text", "25 % other words")
    assert counts([one, one]) == {"text": 2}


def test_what_was_never_decided_does_not_differ() -> None:
    assert differences(1, replace(WAS, suggested=None), WAS, None) == ()
