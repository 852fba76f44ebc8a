"""What a person has said a ticket is outlasts a merge: neither of both is asked about again."""

from bot.domain.triage import Guess
from bot.flow import prepare, triage
from store import journal
from store.store import Store
from tests.flow.desk import ANA, arrives, writes
from tests.flow.test_merge import put_together
from tests.flow.test_resolve import get

UNCLEAR = "And the other thing we spoke of?"


async def test_what_a_person_has_said_it_is_stays_whatever_the_joined_text_says(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89)
    await support.write(triage.change_type, target, "return_item", ANA)
    _, goes_on = await put_together(support, source, target)
    assert (goes_on.type, goes_on.type_source) == ("return_item", "person")
    await support.write(prepare.triaged, target, Guess("refund", 0.99), "en")
    await writes(support, "Where is my order, I said.", 2)
    goes_on = await get(support, target)
    assert (goes_on.type, goes_on.type_source) == ("return_item", "person")


async def test_what_a_person_has_said_of_the_one_that_ends_is_not_asked_again(support: Store) -> None:
    target = await arrives(support, 88, subject="Hello", body=UNCLEAR)
    source = await arrives(support, 89, subject="Hello", body=UNCLEAR)
    await support.write(triage.change_type, source, "order_status", ANA)
    _, goes_on = await put_together(support, source, target)
    assert (goes_on.type, goes_on.type_source) == ("order_status", "person")
    told = [entry for entry in await support.read(journal.entries, target) if entry.action == "ticket.type_set"]
    assert [(entry.detail["type"], entry.detail["merged"]) for entry in told] == [("order_status", f"T-{source}")]


async def test_what_both_are_stays_where_a_person_has_said_it_of_one_of_them(support: Store) -> None:
    target, source = await arrives(support, 88), await arrives(support, 89, subject="Hello", body=UNCLEAR)
    await support.write(triage.change_type, source, "order_status", ANA)
    assert (await get(support, target)).type_source == "rule"
    _, goes_on = await put_together(support, source, target)
    assert (goes_on.type, goes_on.type_source) == ("order_status", "person")


async def test_it_says_nothing_of_one_that_is_something_else(support: Store) -> None:
    target = await arrives(support, 88, subject="Hello", body="I will send it back")
    source = await arrives(support, 89)
    await support.write(triage.change_type, source, "order_status", ANA)
    _, goes_on = await put_together(support, source, target)
    assert goes_on.type_source != "person"
