"""A helpdesk writes and then answers 500, drops the line, stalls or talks nonsense, as real ones do, or does so before
it has written anything. The customer gets one reply, or a person is asked. Nothing is ever sent again blindly."""

from typing import Any

import pytest
import pytest_asyncio

from tests.scenarios.conftest import Get
from tests.scenarios.life import let_undo_pass
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop
from tests.scenarios.test_slack_is_a_way_in_too import made

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: What goes wrong once the customer has the reply.
WRITTEN: dict[str, dict[str, Any]] = {
    "500": {"status": 500},
    "502 from something in front": {"status": 502, "body": b"<html>bad gateway"},
    "dropped": {"drop_after": True},
    "stalled": {"delay": 1.5},
}
#: The same, but the answer is a yes all the same: 2xx counts, whatever it says.
ACCEPTED: dict[str, dict[str, Any]] = {
    "204": {"status": 204, "body": b""},
    "200 without a body": {"status": 200, "body": b""},
    "200 and nonsense": {"status": 200, "body": b"<html>thank you"},
}
#: What goes wrong before anything was written.
NOT_WRITTEN: dict[str, dict[str, Any]] = {
    "500": {"status": 500},
    "dropped": {"drop_before": True},
    "stalled": {"delay": 1.5, "drop_before": True},
}
#: Nobody is waiting any more when it is written.
LATE: dict[str, Any] = {"delay": 1.5}
KINDS = ("plain", "dedupes", "reads back")
LOOKING = "Looking whether this arrived…"
DOUBT = "We cannot tell whether this arrived."


@pytest_asyncio.fixture(loop_scope="session", params=KINDS)
async def shop(request: pytest.FixtureRequest, shops: Get) -> Shop:
    return await shops(request.param)


async def approved(shop: Shop) -> Asked:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "approve")
    await shop.card_with(asked, "take_back")
    await shop.quiet()
    return asked


def kind_of(shop: Shop) -> str:
    source = shop.desk.source("generic")
    return "dedupes" if source.idempotent else "reads back" if source.read_back else "plain"


async def sent_once(shop: Shop, asked: Asked) -> None:
    await shop.card_with(asked, says="Waiting for the customer")
    await shop.undo_time_passes()
    assert len(shop.replies(asked)) == 1
    assert DOUBT not in words_of(await shop.card_with(asked, says="Sent"))


async def a_person_says(shop: Shop, asked: Asked, *, arrived: bool) -> None:
    await shop.card_with(asked, "arrived", "send_again", says=DOUBT)
    await shop.written_to("marta", asked.number, "nothing is sent twice")
    assert len(shop.replies(asked)) == (1 if arrived else 0)
    await shop.press("ana", asked, "arrived" if arrived else "send_again")
    await shop.quiet()
    await shop.undo_time_passes()


@pytest.mark.parametrize("fault", WRITTEN)
async def test_it_has_written_the_reply_and_does_not_say_so(shop: Shop, fault: str) -> None:
    asked = await approved(shop)
    shop.sandbox.customers.fail(**WRITTEN[fault], after=True)
    await shop.undo_time_passes()
    if kind_of(shop) == "plain":
        await a_person_says(shop, asked, arrived=True)
    await sent_once(shop, asked)


@pytest.mark.parametrize("fault", ACCEPTED)
async def test_it_has_written_the_reply_and_says_so_badly(shops: Get, fault: str) -> None:
    shop = await shops("plain")
    asked = await approved(shop)
    shop.sandbox.customers.fail(**ACCEPTED[fault], after=True)
    await shop.undo_time_passes()
    await sent_once(shop, asked)


@pytest.mark.parametrize("fault", NOT_WRITTEN)
async def test_it_has_written_nothing_and_does_not_say_so(shop: Shop, fault: str) -> None:
    asked = await approved(shop)
    shop.sandbox.customers.fail(**NOT_WRITTEN[fault])
    await shop.undo_time_passes()
    if kind_of(shop) == "plain":
        await a_person_says(shop, asked, arrived=False)
    await sent_once(shop, asked)


async def test_it_writes_the_reply_when_nobody_waits_any_more(shop: Shop) -> None:
    asked = await approved(shop)
    shop.sandbox.customers.fail(**LATE)
    await shop.undo_time_passes()
    await shop.until(lambda: shop.replies(asked))
    if kind_of(shop) == "plain":
        await a_person_says(shop, asked, arrived=True)
    await sent_once(shop, asked)


async def test_it_reports_the_reply_itself(shop: Shop) -> None:
    """The reply comes back by webhook: nobody has to look any more, and nobody is asked."""
    asked = await approved(shop)
    shop.sandbox.customers.echoes_replies = True
    looks = len(shop.sandbox.customers.looks)
    shop.sandbox.customers.fail(status=500, after=True)
    await shop.undo_time_passes()
    await sent_once(shop, asked)
    shop.sandbox.customers.echoes_replies = False
    assert len(shop.sandbox.customers.looks) == looks


async def test_while_it_is_looked_for_the_card_says_so(shops: Get) -> None:
    shop = await shops("reads back")
    asked = await approved(shop)
    shop.sandbox.customers.fail(drop_after=True)
    await shop.running.store.write(let_undo_pass)
    card = await shop.card_with(asked, says=LOOKING)
    assert set(buttons(card)) == {"more"}
    await sent_once(shop, asked)


async def test_a_helpdesk_that_is_away_is_asked_until_it_is_back(shops: Get) -> None:
    shop = await shops("reads back")
    asked = await approved(shop)
    customers = shop.sandbox.customers
    customers.fail(drop_after=True)
    for fault in ({"status": 503}, {"status": 404, "body": b"<html>no such page"}, {"drop_before": True}):
        customers.fail(**fault, of="look")
    looks = len(customers.looks)
    for _ in range(4):
        assert len(shop.replies(asked)) <= 1
        await shop.undo_time_passes()
    await sent_once(shop, asked)
    assert len(customers.looks) == looks + 1


async def test_an_answer_by_direct_message_is_looked_for_there(shops: Get) -> None:
    """Asked in Slack, answered in Slack: what may have arrived is found by its metadata; what has not goes again."""
    shop = await shops("reads back")
    faults: tuple[dict[str, Any], ...] = ({"drop_after": True}, {"drop_before": True})
    for number, fault in enumerate(faults):
        form = await shop.opened("chloe", shop.sandbox.shortcut("chloe", "new_ticket"))
        text = f"A caller asks when the store in Lyon is open on Saturdays ({number})."
        values = {"subject": f"Opening hours {number}", "text": text, "type": "opening_hours_store"}
        await shop.sandbox.submit("chloe", form.id, values)
        asked = await made(shop, "chloe")
        dm = shop.sandbox.workspace.dm(shop.person("chloe"))
        await shop.press("ben", asked, "approve")
        await shop.card_with(asked, "take_back")
        await shop.quiet()
        shop.sandbox.fail("chat.postMessage", channel=dm.id, **fault)
        await shop.undo_time_passes()
        await shop.card_with(asked, "reopen", says="Resolved by Ben Okafor")
        await shop.undo_time_passes()
        answers = [m for m in shop.sandbox.dms("chloe") if f"answered your request {asked.number}" in words_of(m)]
        assert len(answers) == 1
