"""What a card says of when its records were read."""

from dataclasses import replace

from bot.domain.card import CardFacts
from bot.slack.cards import card
from bot.words import words
from tests.unit.slack.facts import FACTS
from tests.unit.slack.oracles import texts

EN = words("en")


def told(facts: CardFacts) -> str:
    return "".join(texts(card(facts, EN).blocks))


def test_one_that_may_be_shown_again_says_of_when_it_is() -> None:
    [order] = FACTS.records
    kept = replace(FACTS, cached=frozenset({"orders"}))
    fresh = replace(order, read_at=FACTS.asked_at)
    assert " (as of " in told(kept)
    for shown in (replace(kept, records=(fresh,)), FACTS):
        assert " (as of " not in told(shown)
        assert " (read " in told(shown)


def test_one_that_could_not_be_read_says_when_that_was_tried() -> None:
    [order] = FACTS.records
    lost = replace(order, state="unreachable", fields={}, read_at=FACTS.asked_at)
    assert "Order 4417: could not be read just now (tried " in told(replace(FACTS, records=(lost,)))
    assert "Order 4417: could not be read just now." in told(replace(FACTS, records=(replace(lost, read_at=None),)))
