"""What people say about requests is what the classifier learns from."""

from bot.flow import triage
from store.store import Store
from tests.flow.desk import ANA, NADIA, arrives


async def test_the_classifier_learns_from_what_people_have_said_and_from_nothing_else(support: Store) -> None:
    said = await arrives(support, body="My thing is nowhere to be seen")
    await arrives(support, number=89, body="Where is my order?")
    await support.write(triage.change_type, said, "order_status", ANA)
    assert await support.read(triage.confirmed) == [("My thing is nowhere to be seen", "en", "order_status")]


async def test_it_never_learns_from_a_delicate_request(support: Store) -> None:
    said = await arrives(support, body="My thing is nowhere to be seen")
    await support.write(triage.change_type, said, "order_status", ANA)
    await support.write(triage.mark_sensitive, said, "harm", ANA, "V1")
    assert await support.read(triage.confirmed) == []


async def test_it_learns_what_is_delicate_from_marks_and_from_marks_that_were_taken_back(support: Store) -> None:
    marked = await arrives(support, body="The lid came off in my hands")
    await support.write(triage.mark_sensitive, marked, "harm", ANA, "V1")
    taken_back = await arrives(support, number=89, body="You will hear from my sister about the roses")
    await support.write(triage.mark_sensitive, taken_back, "legal", ANA, "V2")
    await support.write(triage.unmark_sensitive, taken_back, "She gardens too", NADIA, "V3")
    assert set(await support.read(triage.marked)) == {
        ("The lid came off in my hands", "harm"),
        ("You will hear from my sister about the roses", ""),
    }
