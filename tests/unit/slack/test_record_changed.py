"""*How this was made* shows what somebody changed of the suggestion that a reply was made of."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.draft import DraftState
from bot.domain.reply import ReplyState
from bot.slack import modals
from bot.words import words
from tests.unit.slack.facts import BODY, DRAFT, FACTS, REPLY
from tests.unit.slack.oracles import accepts_view

EN = words("en")
LINE = "An assistant helped."
SENT = BODY.replace("two more days", "three <!channel> more days")


def parts(body: str, draft_body: str = BODY, **changes: Any) -> list[tuple[str, str]]:
    """(text, style) of each part of it."""
    reply = replace(REPLY, **{"state": ReplyState.SENT, "body": f"{body}\n\n{LINE}", **changes})
    draft = replace(DRAFT, state=DraftState.EDITED, body=draft_body)
    view = modals.explain(replace(FACTS, reply=reply, draft=draft, disclosure=LINE), EN)
    accepts_view(view)
    found = [block for block in view["blocks"] if block["block_id"].endswith(":changed")]
    return [
        (part["text"], next(iter(part.get("style", {})), ""))
        for block in found
        for part in block["elements"][1]["elements"]
    ]


def test_what_went_is_struck_out_and_what_came_is_bold() -> None:
    assert [part for part in parts(SENT) if part[1]] == [("two ", "strike"), ("three <!channel> ", "bold")]


@pytest.mark.parametrize(("body", "changes"), [(BODY, {}), (SENT, {"draft_id": 30})], ids=["as is", "of another"])
def test_where_nothing_was_changed_nothing_stands(body: str, changes: dict[str, Any]) -> None:
    assert parts(body, **changes) == []


def test_once_its_text_is_gone_nothing_stands() -> None:
    assert parts(SENT, draft_body="") == []


def test_a_long_change_has_room() -> None:
    assert sum(len(text) for text, _ in parts("word " * 3000)) <= 2500
