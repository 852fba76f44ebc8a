"""What became of a suggestion: how much was changed, in which band that falls, and what may be told of a few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draft import Evidence, Sentence
from bot.domain.outcome import FEWEST, Band, Tally, band, compared, grouped, tally, wilson, words_of
from bot.flow.outcomes import change

ARTICLE = Evidence(kind="article", id="delays", version=2)
RECORD = Evidence(kind="record", id="orders:4417", field="status")
TONE = Evidence(kind="template", id="tone")
TEMPLATE = Evidence(kind="template", id="order_status")
DRAFT = (
    Sentence(text="Hello Jo,\n\n", evidence=(TONE,)),
    Sentence(text="Your order is in transit since 23.11. and costs 14.50.\n", evidence=(TEMPLATE, RECORD)),
    Sentence(text="Parcels take two days longer. ", evidence=(ARTICLE,)),
    Sentence(text="Kind regards\nAster & Pine", evidence=(TONE,)),
)
BODY = "".join(sentence.text for sentence in DRAFT)
STATED = "Your order is in transit since 23.11. and costs 14.50.\nParcels take two days longer."


@pytest.mark.parametrize(
    "sent",
    [
        BODY,
        STATED,
        BODY.replace("Hello Jo", "Dear Mr Doe").replace("Hello", "Hi"),
        BODY.replace("Kind regards\n", ""),
        BODY.replace("transit since", "TRANSIT, since"),
    ],
    ids=["as it was", "the bare statements", "another greeting", "another closing", "capitals and commas"],
)
def test_greeting_closing_and_looks_are_no_change(sent: str) -> None:
    assert change(DRAFT, sent) == 0


def test_a_changed_figure_is_one_changed_word() -> None:
    assert change(DRAFT, BODY.replace("14.50", "19.90")) == pytest.approx(1 / len(words_of(STATED)))


def test_another_answer_is_rewritten() -> None:
    assert band(change(DRAFT, "We are sorry, this was our mistake: the money is on its way to you.")) is Band.REWRITTEN


def test_what_was_added_counts() -> None:
    assert 0.05 < change(DRAFT, BODY + "\nIf it is late again, write to us and we look into it.") < 0.6


def test_a_suggestion_that_only_greets_is_compared_as_a_whole() -> None:
    fixed = (Sentence(text="Please tell us your order number.", evidence=(TEMPLATE,)),)
    assert compared(fixed, "Please tell us your order number.") == (words_of(fixed[0].text), words_of(fixed[0].text))


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_change_is_a_share(draft: str, sent: str) -> None:
    sentence = (Sentence(text=draft, evidence=(ARTICLE,)),)
    assert 0 <= change(sentence, sent) <= 1
    assert change(sentence, draft) == 0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (0.0, Band.AS_IS), (0.05, Band.AS_IS), (0.051, Band.LIGHT), (0.399, Band.LIGHT), (0.4, Band.HEAVY),
        (0.6, Band.HEAVY), (0.601, Band.REWRITTEN), (1.0, Band.REWRITTEN), (None, Band.DISCARDED),
    ],
)  # fmt: skip
def test_the_bands(changed: float | None, expected: Band) -> None:
    assert band(changed) is expected


def test_wilson_as_in_the_textbook() -> None:
    share = wilson(16, 20)
    assert (share.share, round(share.low, 3), round(share.high, 3)) == (0.8, 0.584, 0.919)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share(counted: tuple[int, int]) -> None:
    share = wilson(*counted)
    assert 0 <= share.low <= share.share + 1e-9
    assert share.share - 1e-9 <= share.high <= 1
    assert share.high - share.low > 0, "nothing is certain"


@pytest.mark.parametrize("counted", [(0, 0), (-1, 3), (4, 3)])
def test_no_share_of_nothing(counted: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a share"):
        wilson(*counted)


@given(st.dictionaries(st.text(max_size=4), st.lists(st.sampled_from(Band), max_size=40).map(tally), max_size=6))
def test_nothing_is_told_of_a_few(tallies: dict[str, Tally]) -> None:
    found = grouped("type", tallies)
    assert all(one.shown >= FEWEST for one in found.groups.values())
    assert sum(one.shown for one in (*found.groups.values(), found.few)) == sum(one.shown for one in tallies.values())


def test_coverage_counts_what_was_withheld() -> None:
    assert tally([Band.AS_IS, Band.HEAVY, Band.DISCARDED], withheld=1).coverage == 0.75
    assert Tally().coverage is None
