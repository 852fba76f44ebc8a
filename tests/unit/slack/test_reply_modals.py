"""The modals for the text that a customer gets: what stands in them, and what they say where nothing can be sent."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.draft import DraftState, Withheld
from bot.domain.reply import ReplyState
from bot.domain.roles import Action
from bot.slack import actions as act
from bot.slack import modals
from bot.words import words
from tests.unit.slack.facts import DRAFT, FACTS, with_draft, with_reply, with_ticket
from tests.unit.slack.oracles import accepts_view
from tests.unit.slack.test_modals import element, told

EN = words("en")
TAKEN_BACK = replace(with_reply(state=ReplyState.TAKEN_BACK, after_send="resolve"), unsent="I have called GLS.")


def test_what_was_taken_back_stands_in_both_forms_again() -> None:
    edit, write = modals.edit(TAKEN_BACK, EN), modals.write_reply(TAKEN_BACK, EN)
    for view in (edit, write):
        accepts_view(view)
        assert element(view, act.TEXT)["initial_value"] == "I have called GLS."
        assert FACTS.disclosure in told(view)  # it began as a suggestion
    assert element(write, act.AFTER)["initial_option"]["value"] == "resolve"
    assert json.loads(write["private_metadata"]) == {"t": 1042, "m": 880, "o": 31}


def test_a_text_by_hand_that_was_taken_back_has_no_line_about_the_assistant() -> None:
    view = modals.write_reply(with_reply(TAKEN_BACK, state=ReplyState.TAKEN_BACK, draft_id=None), EN)
    assert FACTS.disclosure not in told(view)
    assert json.loads(view["private_metadata"]) == {"t": 1042, "m": 880}


def test_a_newer_suggestion_is_edited_as_it_stands() -> None:
    newer = replace(TAKEN_BACK, draft=replace(DRAFT, id=32, body="The newer one."))
    assert element(modals.edit(newer, EN), act.TEXT)["initial_value"] == "The newer one."


def test_an_overtaken_text_stands_below_what_is_new_in_a_field_of_its_own() -> None:
    first = FACTS.messages[0]
    lines = (first, replace(first, id=881, body="And the colour?"), replace(first, id=882, body="Red?"))
    facts = replace(with_ticket(last_message_id=882), messages=lines)
    view = modals.overtaken(facts, EN, "I have called GLS.", "resolve", {"t": 1042, "d": 31, "m": 880})
    accepts_view(view)
    text = told(view)
    assert text.startswith("There is a new message. Read it first; your text is still here.")
    assert "And the colour?" in text
    assert "Red?" in text
    assert first.body not in text
    (field,) = [block for block in view["blocks"] if block.get("element", {}).get("action_id") == act.TEXT]
    assert field["block_id"] != act.TEXT  # else Slack would keep the old field
    assert field["element"]["initial_value"] == "I have called GLS."
    assert element(view, act.AFTER)["initial_option"]["value"] == "resolve"
    assert json.loads(view["private_metadata"]) == {"t": 1042, "m": 882, "o": 31}


def test_a_text_whose_suggestion_is_gone_says_so() -> None:
    view = modals.overtaken(FACTS, EN, "Mine.", "", {"t": 1042, "d": 31, "m": 880})
    assert "The suggestion does not stand any more. Your text is still here." in told(view)
    assert FACTS.messages[0].body in told(view)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": DraftState.WITHHELD, "reason": Withheld.NO_SOURCE}, "nothing checked and up to date answers this."),
        ({"state": DraftState.ASKED, "reason": Withheld.UNSURE_TYPE}, "the type is not clear."),
        ({"state": DraftState.REJECTED}, "The suggestion was rejected."),
    ],
)
def test_where_no_suggestion_stands_nothing_is_approved_and_an_edit_is_a_reply_by_hand(
    changes: dict[str, Any], why: str
) -> None:
    facts = with_draft(**changes)
    view = modals.read_before_sending(facts, EN)
    accepts_view(view)
    assert "submit" not in view
    assert why in told(view)
    assert modals.edit(facts, EN)["callback_id"] == act.WRITE_REPLY


def test_who_may_only_read_sees_no_controls() -> None:
    waiting = with_reply(with_ticket(keys_needed=2), state=ReplyState.AWAITING_KEYS)
    for facts in (FACTS, waiting, with_ticket(waiting, level="sensitive")):
        view = modals.about(replace(facts, may=frozenset({Action.READ})), EN)
        accepts_view(view)
        rows = [block for block in view["blocks"] if block["type"] == "actions"]
        *above, row = [row for row in rows if row["elements"][0]["action_id"] != act.QUOTES]
        assert above == []
        assert [found["action_id"] for found in row["elements"]] == [act.MORE]
        entries = [entry["value"] for group in row["elements"][0]["option_groups"] for entry in group["options"]]
        assert entries == ["explain:1042"]


def test_a_refusal_stands_on_top_of_the_ticket() -> None:
    view = modals.about(FACTS, EN, said="Ben has this ticket already.")
    accepts_view(view)
    assert told(view).startswith("Ben has this ticket already.")
