"""What people say about requests is what the classifier learns from."""

from bot.flow import triage
from store.store import Store
from tests.flow.desk import ANA, arrives


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
