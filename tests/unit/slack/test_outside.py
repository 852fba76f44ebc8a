"""Who wrote a suggestion, and what was sent to whom for it, as people see it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.outside import Came, OutsideCall
from bot.slack import modals
from bot.slack.cards import card
from bot.slack.limits import Json
from bot.words import words
from tests.unit.slack.facts import FACTS, NOW, with_draft
from tests.unit.slack.oracles import accepts_view, texts

EN = words("en")
CALL = OutsideCall(
    id=5, vendor="OpenAI", model="gpt-6-luna", prompt_id="reply", prompt_version=3, came=Came.ANSWERED,
    request='{"instructions": "You prepare", "input": "--- k7\\nCustomer: I am [PERSON_1] <!channel>\\n--- k7"}',
    answer="{}", input_tokens=812, cached_tokens=640, output_tokens=143, cost_micros=152, latency_ms=2140,
    created_at=NOW,
)  # fmt: skip


def shown(blocks: list[Json]) -> str:
    return "".join(texts(blocks))


def explained(*calls: OutsideCall) -> str:
    view = modals.explain(replace(FACTS, outside=calls), EN)
    accepts_view(view)
    return shown(view["blocks"])


def test_how_this_was_made_tells_who_was_asked_and_what_it_cost() -> None:
    text = explained(CALL)

    assert "Asked: OpenAI, gpt-6-luna, with prompt “reply” version 3 · it answered (2.1 s)" in text
    assert "812 tokens read (640 of them kept from before), 143 written · $0.00015" in text


def test_how_this_was_made_shows_what_was_sent_as_it_was_sent() -> None:
    text = explained(CALL)

    assert "Customer: I am [PERSON_1]" in text
    assert "You prepare" not in text  # the part that is the same for all stands in the prompt


def test_an_unknown_cost_is_unknown_and_not_nothing() -> None:
    unknown: dict[str, Any] = {"input_tokens": None, "cost_micros": None}

    assert "tokens unknown · cost unknown" in explained(replace(CALL, **unknown))
    assert "no cost" in explained(replace(CALL, cost_micros=0))


def test_how_this_was_made_says_what_a_ticket_has_cost_in_all() -> None:
    again = replace(CALL, id=6, cost_micros=11_000)

    assert "In all: 2 calls, $0.011" in explained(CALL, again)
    assert "In all: 2 calls, cost unknown" in explained(CALL, replace(again, cost_micros=None))
    assert "In all" not in explained(CALL)


def test_what_was_removed_is_said_to_be() -> None:
    assert "has been removed, as the desk’s retention says" in explained(replace(CALL, request=""))


def test_a_desk_that_asks_nobody_outside_reads_nothing_of_it() -> None:
    assert "outside" not in explained()
    assert "Written by" not in shown(card(FACTS, EN).blocks)


def test_the_card_names_the_model_that_wrote() -> None:
    facts = {"outside": "answered", "vendor": "OpenAI", "model": "gpt-6-luna"}

    assert "Written by OpenAI (gpt-6-luna), checked" in shown(
        card(with_draft(engine="outside", facts=facts), EN).blocks
    )


@pytest.mark.parametrize("came", [came for came in Came if came is not Came.ANSWERED])
def test_the_card_says_why_the_built_in_assistant_wrote(came: Came) -> None:
    text = shown(card(with_draft(facts={"outside": came.value}), EN).blocks)

    assert "Written by the built-in assistant: " in text
    assert "of no use" not in text
