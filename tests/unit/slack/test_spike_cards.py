"""A spike's card: what it shows in each state, and what it never interprets."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spike import Key, Spike, SpikeFacts, SpikeLine, SpikeState
from bot.slack import limits
from bot.slack.cards import card
from bot.slack.modals.spikes import hand_off_all
from bot.slack.spike_cards import spike_card
from bot.words import words
from tests.unit.slack.facts import FACTS

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SPIKE = Spike(
    id=3, key=Key("carrier", "order_status", "GLS"), state=SpikeState.GROWING, place="#ops", begun_at=NOON,
    last_at=NOON, usual=1.6, hours=4, decided_by=None, decided_at=None, handoff_id=None,
)  # fmt: skip
SHOWN = SpikeFacts(
    spike=SPIKE, type_title="Where is my order", language="en", count=11, by_hour=(0, 0, 1, 2, 3, 5),
    examples=((1011, "Where is my order 4417?"), (1010, "")), department="Logistics", handoff=None, handoff_title="",
    decided_by="", at=NOON,
)  # fmt: skip


def buttons(post: limits.Post) -> list[str]:
    rows = [block for block in post.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row["elements"]]


def test_it_says_what_is_shared_how_it_grows_and_who_may_help() -> None:
    post = spike_card(SHOWN, words("en"))
    limits.check_post(post)
    said = str(post.blocks)
    for part in (
        "carrier GLS",
        "11 requests",
        "about 2",
        "The last six hours: 0 · 0 · 1 · 2 · 3 · 5",
        "T-1011",
        "T-1010",
        "9 more",
        "Logistics",
    ):
        assert part in said
    assert buttons(post) == ["Hand off all…", "Make it an incident", "Not a spike"]


@pytest.mark.parametrize(
    ("state", "offered", "says"),
    [
        (SpikeState.INCIDENT, ["Hand off all…", "It is over"], "Lena made it an incident"),
        (SpikeState.DISMISSED, [], "Lena said that it is no spike"),
        (SpikeState.OVER, [], "Lena ended it"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_lead_has_said_stands_there(state: SpikeState, offered: list[str], says: str, language: str) -> None:
    facts = replace(SHOWN, spike=replace(SPIKE, state=state, decided_by=2, decided_at=NOON), decided_by="Lena")
    post = spike_card(facts, words(language))
    limits.check_post(post)
    assert len(buttons(post)) == len(offered)
    if language == "en":
        assert buttons(post) == offered
        assert says in str(post.blocks)
    if not offered:
        assert "Where is my order 4417?" not in str(post.blocks)


def test_its_tickets_cards_say_so() -> None:
    line = SpikeLine("carrier", "GLS", incident=False)
    said = str(card(replace(FACTS, spike=line), words("en")).blocks)
    assert "More of these than usual: carrier" in said


@given(st.text(max_size=60), st.text(max_size=300))
def test_nothing_that_a_customer_named_is_interpreted(value: str, subject: str) -> None:
    facts = replace(SHOWN, spike=replace(SPIKE, key=Key("error", "", value)), examples=((1011, subject),))
    post = spike_card(facts, words("en"))
    limits.check_post(post)
    assert "<!" not in post.text
    assert "<@" not in post.text


def test_the_request_is_worded_already() -> None:
    view = hand_off_all(SHOWN, words("en"), 11, [("logistics", "Logistics", [])])
    limits.check_view(view)
    assert "11 requests about carrier" in str(view)
