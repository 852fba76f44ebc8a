"""A ticket that sounds delicate, though no word of the lists stands in it."""

import pytest

from bot.domain.draft import Withheld
from bot.domain.sensitivity import SURE, WARY
from bot.domain.triage import Guess
from bot.flow import prepare, triage
from store import tickets
from store.store import Store
from tests.flow.desk import MARTA, arrives

LOUD = Guess("order_status", 0.99, delicate=(("harm", SURE),))
FAINT = Guess("order_status", 0.99, delicate=(("harm", WARY),))


async def test_what_surely_sounds_delicate_is_sealed_and_needs_two(support: Store) -> None:
    number = await arrives(support, body="Where is my order?")
    ticket = await support.write(prepare.triaged, number, LOUD, "en")
    assert (ticket.level, ticket.classes, ticket.keys_needed) == ("sensitive", ("harm",), 2)
    assert ticket.sealed
    _, stop = await support.read(prepare.case_of, number, LOUD)
    assert stop is not None
    assert stop.withheld is Withheld.SENSITIVE


async def test_what_may_be_delicate_is_left_to_a_person(support: Store) -> None:
    number = await arrives(support, body="Where is my order?")
    ticket = await support.write(prepare.triaged, number, FAINT, "en")
    assert (ticket.level, ticket.keys_needed) == ("caution", 1)
    _, stop = await support.read(prepare.case_of, number, FAINT)
    assert stop is not None
    assert stop.withheld is Withheld.CAUTION


@pytest.mark.parametrize("guess", [LOUD, FAINT])
async def test_a_look_by_the_rules_alone_takes_nothing_back(support: Store, guess: Guess) -> None:
    number = await arrives(support, body="Where is my order?")
    before = await support.write(prepare.triaged, number, guess, "en")
    after = await support.write(triage.change_type, number, "order_status", MARTA)
    assert (after.level, after.classes) == (before.level, before.classes)


async def test_an_owner_takes_it_back_and_it_stays_away(support: Store) -> None:
    number = await arrives(support, body="Where is my order?")
    await support.write(prepare.triaged, number, LOUD, "en")
    await support.write(triage.unmark_sensitive, number, "A figure of speech", MARTA, "V1")
    assert (await support.write(prepare.triaged, number, LOUD, "en")).level == "none"


async def test_how_it_was_found_stands_with_the_ticket(support: Store) -> None:
    number = await arrives(support, body="Where is my order?")
    await support.write(prepare.triaged, number, LOUD, "en")
    assert "sounds:harm" in (await support.read(tickets.get, number)).rules
