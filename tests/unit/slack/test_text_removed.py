"""Where text stood that is kept no longer, it is said so, and nothing of it shows."""

from dataclasses import replace

import pytest

from bot.domain.retention import Faded
from bot.domain.ticket import State
from bot.slack import modals
from bot.slack.cards import card
from bot.words import words
from tests.unit.slack.facts import FACTS, NOW, with_ticket
from tests.unit.slack.oracles import accepts_post, accepts_view, texts

SAID = ("4417", "Jo", "GLS", "Tuesday", "gold")


@pytest.mark.parametrize("state", [State.CLOSED, State.MERGED, State.NOT_A_REQUEST])
@pytest.mark.parametrize("level", ["none", "sensitive"])
def test_a_card_without_text_names_number_type_and_state(state: State, level: str) -> None:
    facts = with_ticket(FACTS, state=state, faded=Faded.SLACK, level=level)
    post = card(facts, words("en"))
    accepts_post(post)
    told = f"{post.text} {' '.join(texts(post.blocks))}"
    assert f"{words('en').state(state)}. Its text was removed here, as the desk’s retention says" in told
    assert ("order status" in told) is (level == "none")
    assert not [part for part in SAID if part in told]


def test_a_ticket_without_text_says_when_it_went() -> None:
    facts = replace(with_ticket(FACTS, state=State.CLOSED, faded=Faded.ALL), text_gone_at=NOW)
    view = modals.about(facts, words("en"))
    accepts_view(view)
    assert "The text of this ticket was removed on <!date^" in " ".join(texts(view["blocks"]))
    assert "It should have been here" not in str(view)
