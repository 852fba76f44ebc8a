"""What an agent reads first."""

from dataclasses import replace
from typing import Any

import pytest

from bot.assistant import Embedded
from bot.assistant.summary import cut, summarise
from bot.domain.draft import Summary
from bot.domain.record import LinkedRecord
from tests.unit.assistant.small_desk import ORDER, RETURN, case, message


def summary(body: str, **changes: Any) -> Summary:
    return summarise(case(body, **{"subject": "", **changes}), ())


def test_the_issue_is_what_tells_most_not_the_greeting() -> None:
    told = summary(
        "Hello dear team,\nI hope you are well. My lamp from order 4417 arrived broken. Can you send another one?\n"
        "Kind regards\nJo"
    )
    assert told.issue == "My lamp from order 4417 arrived broken. Can you send another one?"
    assert told.asked == "Where is my order"


def test_what_is_asked_stands_alone_where_the_issue_is_long() -> None:
    story = "The parcel with the lamp is still not here " + "although I have been at home the whole day " * 4
    told = summary(f"{story}. Could you check where it is now and tell me the day?")
    assert told.issue.startswith("The parcel with the lamp is still not here")
    assert len(told.issue) <= 200
    assert told.asked == "Could you check where it is now and tell me the day?"


def test_the_newest_message_is_the_one_to_answer() -> None:
    messages = (message("My parcel is late."), message("We look into it. Is it ok?", "agent", 2))
    told = summary("", messages=(*messages, message("I want to return the lamp now, please.", number=3)))
    assert told.issue.startswith("I want to return the lamp now, please.")
    assert "look into" not in told.issue


def test_what_the_customer_quotes_is_not_their_question() -> None:
    told = summary("It is the blue one.\n\nOn Mon, 3 Nov 2026 at 10:00, Shop wrote:\n> Which colour was your lamp?")
    assert "Which colour" not in f"{told.issue} {told.asked} {told.facts}"
    assert told.issue == "It is the blue one."


def test_facts_are_the_records_fields_and_what_was_mentioned() -> None:
    told = summary("Order 4417 for €59.00, my code is LMP-88123.")
    assert told.facts == (
        "orders 4417: status in transit, carrier GLS, eta 2026-11-26, total 1249.50 EUR",
        "Mentioned: €59.00, LMP-88123",
    )


def test_of_translated_fields_the_teams_language_is_told() -> None:
    fields = {"status": "in transit", "status_fr": "en route", "carrier": "GLS"}
    records = (replace(ORDER, fields=fields),)
    assert summary("Hi", records=records).facts == ("orders 4417: status in transit, carrier GLS",)
    assert summary("Hi", records=records, team_language="fr").facts[0] == "orders 4417 : status en route, carrier GLS"


@pytest.mark.parametrize(
    ("state", "fact"),
    [
        ("foreign", "orders 4300: could not be tied to this customer"),
        ("unknown", "orders 4300: not found"),
        ("unreachable", "orders 4300: could not be looked up"),
    ],
)
def test_a_record_that_may_not_be_used_is_only_named(state: Any, fact: str) -> None:
    record = LinkedRecord(source="orders", key="4300", state=state, fields={"status": "secret"})
    assert summary("Where is order 4300?", records=(record,)).facts == (fact,)


def test_the_customers_language_is_told_where_it_is_not_the_teams() -> None:
    assert "The customer writes in French" in summary("Où est-il ?", language="fr").facts
    told = summary("Where is it?", language="en", team_language="de").facts
    assert "Die Nachricht ist auf Englisch geschrieben" in told


def test_open_questions_are_the_needs_not_met() -> None:
    assert summary("I want to return it", type=RETURN).open_questions == ("Not given yet: photo",)
    assert summary("I want to return it", type=RETURN, records=()).open_questions == (
        "Not given yet: order",
        "Not given yet: photo",
    )
    assert summary("I want to return it, photo attached", type=RETURN).open_questions == ()
    assert summary("hm", type=None).open_questions == ("What is it about?",)


async def test_sensitive_tickets_get_the_passages_too(assistant: Embedded) -> None:
    told = (await assistant.suggest(case("Where is my late parcel? My lawyer will write.", level="sensitive"))).summary
    assert told.issue
    assert {"delays", "carrier-contacts"} <= {passage.id for passage in told.passages}


def test_an_empty_ticket() -> None:
    assert summary("", records=()).issue == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("two\n  lines", "two lines"),
        ("one two three four", "one two…"),
        ("onewordthatislong", "onewordth…"),
        ("one, two, three", "one, two…"),
    ],
)
def test_cut(text: str, expected: str) -> None:
    assert cut(text, 10) == expected
