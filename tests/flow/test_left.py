"""What somebody had, or was to decide, whose Slack account is gone: nothing waits for them."""

from bot.domain.availability import Presence
from bot.flow import claim, load
from store import people
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, MARTA, arrives, writes
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.test_absence import at
from tests.flow.test_second_approval import delicate


def leaves(uow: UnitOfWork) -> None:
    """Ana's account is deactivated."""
    people.restrict(uow, ANA, True)


async def test_what_somebody_had_is_heard_by_the_channel_and_can_be_taken_over(
    open_office: Office,
) -> None:
    store, clock = open_office.store, open_office.clock
    await at(store, clock)
    ticket_id = await arrives(store)
    await open_office.work(1)
    await store.write(claim.claim, ticket_id, ANA)
    await store.write(leaves)
    await writes(store, number=1)
    await open_office.work(10)
    old, _ = open_office.cards()
    assert "continues below" in str(old.blocks)
    (hers,) = (await store.read(load.of_queue, "orders")).loads
    assert (hers.person.name, hers.where.presence) == ("Ana", Presence.AWAY), "a lead may take over all that she had"


async def test_an_owner_who_has_left_is_passed_over(support: Store, clock: Clock) -> None:
    await at(support, clock)
    await support.write(people.restrict, MARTA, True)
    await delicate(support)
    asked = [to for kind, to in await support.read(notices) if kind == "second_approval"]
    assert "@priya" in asked
