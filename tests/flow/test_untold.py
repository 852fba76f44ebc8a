"""A subscriber that takes nothing: who asks how Deskhand does is told of it, and as long as it lasts."""

from datetime import timedelta

from bot.domain.events import Taken
from bot.domain.health import PATIENCE
from bot.flow import claim, health
from tests.flow.desk import ANA, LENA, arrives
from tests.flow.test_events import BOTH, Followed, followed

__all__ = ["followed"]

_AWAY = Taken("later", "it answered 500", 30.0)


@BOTH
async def test_it_is_named_with_how_much_waits_and_why(followed: Followed) -> None:
    store, clock = followed.store, followed.office.clock
    followed.told["jira"].answers = [_AWAY] * 50
    began = clock()
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    await followed.office.work()
    assert (await store.read(health.asked, LENA)).standing.untold == (), "two minutes may pass"

    clock.move(PATIENCE)
    await followed.office.work()
    (untold,) = (await store.read(health.asked, LENA)).standing.untold
    assert (untold.subscriber, untold.since, untold.cause) == ("jira", began, "it answered 500")
    assert untold.waiting == 2, "what has happened since waits behind it"
    assert followed.told["crm"].names == ["ticket.claimed"], "the others are told, and not named"

    followed.told["jira"].answers = []
    clock.move(timedelta(minutes=5))
    await followed.office.work()
    assert (await store.read(health.asked, LENA)).standing.untold == ()
