"""Deskhand stops and starts again on the same database: nothing is lost, and nothing is done twice."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.flow import roster
from sandbox import AppDidNotAnswer
from tests.scenarios.conftest import Open
from tests.scenarios.reading import is_card_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_a_restart_during_the_undo_time(own: Open, http: bool) -> None:
    shop = await own(undo=timedelta(hours=1), http=http)
    asked = await shop.asks_where()
    first = await shop.card_with(asked, "claim")
    await shop.press("ana", asked, "approve")
    await shop.card_with(asked, "take_back")

    await shop.stop()
    # A customer writes while nobody listens; the helpdesk tries again until somebody does.
    waiting = shop.sandbox.customers.writes("c-2", "Opening hours", "Hi, is your store in Lyon open on Mondays?")
    await shop.start()

    await waiting
    assert waiting.delivered
    late = Asked(waiting.conversation_id, asked.ticket + 1, "c-2")
    await shop.card_with(late, "approve")
    assert shop.replies(asked) == []
    await shop.undo_time_passes()
    await shop.one_reply(asked)
    card = await shop.card_with(asked, says="Sent")
    assert card.ts == first.ts  # the same card was edited
    for ticket in (asked, late):
        assert sum(is_card_of(message, ticket.number) for message in shop.sandbox.posted) == 1
    await shop.press("ben", late, "claim")  # and clicks are heard again
    await shop.card_with(late, says="With Ben Okafor")


async def test_a_click_while_it_is_down_says_so_and_can_be_repeated(own: Open) -> None:
    shop = await own(http=True)
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "claim")
    await shop.quiet()
    await shop.stop()
    with pytest.raises(AppDidNotAnswer):
        await shop.sandbox.click("ana", card.channel, card.ts, "claim")
    await shop.start()
    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, says="With Ana Ferreira")


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_clicks_after_a_restart_do_not_wait_until_slack_has_told_who_is_who(own: Open, http: bool) -> None:
    """In a large workspace that takes a minute, and what was read before the restart still holds."""
    shop = await own(http=http)
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim")
    await shop.quiet()
    await shop.stop()
    shop.sandbox.fail("users.list", delay=60.0)
    await shop.start()
    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, says="With Ana Ferreira")


async def test_a_worker_that_died_in_the_middle_of_a_post(own: Open) -> None:
    """Slack took the card, and the process went down before it knew: the card is found again, not posted again."""
    shop = await own()
    shop.sandbox.fail("chat.postMessage", drop_after=True)
    asked = await shop.asks_where()
    await shop.until(lambda: [m for m in shop.sandbox.posted if is_card_of(m, asked.number)])
    await shop.stop()
    await shop.start()
    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, says="With Ana Ferreira")
    await shop.quiet()
    assert sum(is_card_of(message, asked.number) for message in shop.sandbox.posted) == 1


async def test_a_socket_that_is_asked_to_go_or_lost_is_replaced(own: Open) -> None:
    shop: Shop = await own()
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim")
    await shop.sandbox.disconnect_sockets()
    await shop.press("ana", asked, "claim")  # while they are handed over
    await shop.card_with(asked, says="With Ana Ferreira")
    shop.sandbox.socket_mode.drop()
    await shop.until(lambda: shop.sandbox.sockets >= 2)
    other = await shop.asks_where()
    await shop.press("ana", other, "claim")
    await shop.card_with(other, says="With Ana Ferreira")


async def test_a_start_beside_another_process_that_writes_the_same_goes_on(
    own: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several start at once on a new database, and each writes down who is who: one waits, and may wait too long."""
    store, locked = roster.store, [DatabaseUnavailable("canceling statement due to lock timeout")]

    def waits_too_long(*given: Any) -> Any:
        if locked:
            raise locked.pop()
        return store(*given)

    monkeypatch.setattr(roster, "store", waits_too_long)
    shop: Shop = await own()
    await shop.press("ana", await shop.asks_where(), "claim")
    assert not locked
