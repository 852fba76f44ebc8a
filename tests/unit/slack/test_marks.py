"""The marks in a suggestion: where it rests on what, and what a reader should look at twice."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draft import Evidence, Sentence
from bot.domain.track_record import TrackRecord
from bot.slack import modals
from bot.slack.cards import card
from bot.slack.marks import marked
from bot.words import words
from tests.unit.slack.facts import ARTICLE, DRAFT, FACTS, ORDER, with_draft
from tests.unit.slack.oracles import accepts_post, accepts_view, texts

EN = words("en")
FIXED = Evidence(kind="template", id="order_status", title="Where is my order")


def drawn(*sentences: Sentence, body: str = "") -> str:
    """The text as it reads, a mark between two bars."""
    made = replace(DRAFT, sentences=sentences, body="".join(one.text for one in sentences).strip())
    runs = marked(made, body or made.body)
    return "".join(f"|{run['text']}|" if run.get("style", {}).get("code") else run["text"] for run in runs)


def test_a_sentence_is_marked_with_the_number_of_its_source() -> None:
    text = drawn(
        Sentence(text="Hello Jo,\n\n", evidence=(FIXED,)),
        Sentence(text="It is with GLS.\n\n", evidence=(FIXED, ORDER)),
        Sentence(text="It takes two days.\n\n", evidence=(ARTICLE,)),
        Sentence(text="Kind regards", evidence=(FIXED,)),
    )
    assert text == "Hello Jo,\n\nIt is with GLS. |[2]|\n\nIt takes two days. |[1]|\n\nKind regards"


def test_neighbours_that_rest_on_the_same_share_a_mark_within_a_paragraph() -> None:
    same = [Sentence(text=text, evidence=(ARTICLE,)) for text in ("One. ", "Two.\n", "Three.\n\n", "Four.")]
    assert drawn(*same) == "One. Two.\nThree. |[1]|\n\nFour. |[1]|"


def test_what_is_doubtful_is_marked_where_it_stands_and_said_in_words_below() -> None:
    doubtful = Sentence(text="It comes on 3 May. ", evidence=(ARTICLE,), flag="a number that its source does not have")
    fine = Sentence(text="It takes two days.", evidence=(ARTICLE,))
    assert drawn(doubtful, fine) == "It comes on 3 May. |[1][?]| It takes two days. |[1]|"
    assert drawn(Sentence(text="Trust me.", flag="no source is named")) == "Trust me. |[?]|"
    shown = card(with_draft(body="It comes on 3 May. It takes two days.", sentences=(doubtful, fine)), EN)
    accepts_post(shown)
    told = "".join(texts(shown.blocks))
    assert "[?] Look twice: “It comes on 3 May.” a number that its source does not have" in told


def test_a_text_that_is_cut_keeps_the_marks_of_what_is_shown() -> None:
    one, two = Sentence(text="One. ", evidence=(ARTICLE,)), Sentence(text="Two is longer.", evidence=(ORDER,))
    assert drawn(one, two, body="One. Two is…") == "One. |[1]| Two is…"


@given(
    st.lists(
        st.builds(
            Sentence,
            text=st.text(st.sampled_from("ab .\n"), max_size=12),
            evidence=st.lists(st.sampled_from((ARTICLE, ORDER, FIXED)), max_size=3).map(tuple),
            flag=st.sampled_from(("", "no source is named")),
        ),
        max_size=30,
    ).map(tuple),
    st.data(),
)
def test_without_its_marks_the_text_is_what_is_sent(sentences: tuple[Sentence, ...], data: Any) -> None:
    body = "".join(one.text for one in sentences).strip()
    shown = body[: data.draw(st.integers(0, len(body)))]
    runs = marked(replace(DRAFT, sentences=sentences, body=body), shown)
    plain = ""
    for index, run in enumerate(runs):
        if run.get("style", {}).get("code"):
            continue
        before_mark = index + 1 < len(runs) and runs[index + 1].get("style", {}).get("code")
        plain += run["text"].removesuffix(" ") if before_mark else run["text"]
    assert plain.strip() == shown.strip()


def test_a_source_that_has_an_address_is_a_link() -> None:
    linked = replace(FACTS, source_links={"delivery-delays": "https://help.example/a?b=1&c=2"})
    told = "".join(texts(card(linked, EN).blocks))
    assert "[1] <https://help.example/a?b=1&amp;c=2|Delivery delays> · Marta · checked 12 days ago" in told
    odd = replace(FACTS, source_links={"delivery-delays": "javascript:alert(1)"})
    assert "[1] Delivery delays · Marta" in "".join(texts(card(odd, EN).blocks))


def test_quotes_shows_each_source_word_for_word() -> None:
    view = modals.quotes(FACTS, EN)
    accepts_view(view)
    told = "".join(texts(view["blocks"]))
    assert "[1]" in told
    assert "It usually takes two more days." in told
    assert "version 3" in told
    accepts_view(modals.quotes(replace(FACTS, draft=None), EN))


@pytest.mark.parametrize(
    ("wishes", "facts", "said"),
    [
        (("shorter",), {}, "Redrafted: “shorter”"),
        (("shorter", "offer the voucher"), {"wish": "not_followed"}, "Not followed: “shorter; offer the voucher”."),
        ((), {"wish": "not_followed"}, ""),
    ],
)
def test_what_was_wished_and_whether_it_was_followed(wishes: tuple[str, ...], facts: dict[str, str], said: str) -> None:
    shown = card(replace(with_draft(facts=facts), wishes=wishes), EN)
    accepts_post(shown)
    told = "".join(texts(shown.blocks))
    assert said in told
    assert bool(said) == ("Redrafted" in told or "Not followed" in told)


def test_the_row_under_the_sources() -> None:
    def row(facts: Any) -> list[str]:
        (found,) = [block for block in card(facts, EN).blocks if ":judge-" in block["block_id"]]
        return [element["action_id"] for element in found["elements"]]

    assert row(FACTS) == ["quotes", "redraft", "good", "bad"]
    assert row(replace(FACTS, newer_draft=True)) == ["quotes", "read_again", "good", "bad"]
    view = modals.redraft(FACTS, EN)
    accepts_view(view)
    assert "submit" in view


@pytest.mark.parametrize(
    ("rejected", "told"), [(2, ""), (3, "20 similar suggestions: 12 sent as is, 5 edited, 3 rejected, 2 reopened")]
)
def test_how_such_suggestions_have_fared_is_told_from_twenty_on(rejected: int, told: str) -> None:
    record = TrackRecord(as_is=12, edited=5, rejected=rejected, reopened=2)
    known = replace(FACTS, track_record=record)
    for view in (card(known, EN).blocks, modals.about(known, EN)["blocks"], modals.explain(known, EN)["blocks"]):
        shown = "".join(texts(view))
        assert told in shown
        assert ("similar" in shown) is bool(told)


def test_how_this_was_made_tells_prompt_checks_and_thumbs() -> None:
    flagged = replace(DRAFT.sentences[1], flag="number")
    made = with_draft(prompt_id="reply", prompt_version=3, engine="outside", sentences=(DRAFT.sentences[0], flagged))
    view = modals.explain(replace(made, thumbs=(2, 1)), EN)
    accepts_view(view)
    told = "".join(texts(view["blocks"]))
    assert "Prompt: “reply”, version 3" in told
    assert "Checks: 1 of 2 sentences to be looked at twice" in told
    assert "Thumbs: 2 up, 1 down" in told
    plain = "".join(texts(modals.explain(FACTS, EN)["blocks"]))
    assert "Checks: 2 sentences compared with their sources, nothing found" in plain
    assert "Prompt" not in plain
