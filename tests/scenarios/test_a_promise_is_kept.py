"""Somebody promises another answer by a time; the card says so, and the ticket comes back then."""

from datetime import timedelta

import pytest
import pytest_asyncio

from tests.scenarios.conftest import Open
from tests.scenarios.reading import fields, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

LATE = "UTC>, late"


@pytest_asyncio.fixture(loop_scope="session")
async def quiet_shop(own: Open) -> Shop:
    """A shop whose clock moves only when it is told to; it is ten on a Tuesday morning."""
    shop = await own()
    shop.clock.set_speed(0)
    shop.clock.set(shop.start_of_day.replace(hour=10, minute=0))
    return shop


async def test_from_the_promise_to_the_answer(quiet_shop: Shop) -> None:
    shop = quiet_shop
    ten = shop.start_of_day.replace(hour=10, minute=0)
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    form = await shop.choose("ana", asked, "write_reply")
    assert "promised" in fields(form)
    over = {"text": "We ask the carrier.", "promised": int((ten - timedelta(hours=1)).timestamp())}
    assert "over already" in str((await shop.sandbox.submit("ana", form.id, over))["errors"])
    until = ten + timedelta(hours=3)
    kept = {"text": "We ask the carrier.", "promised": int(until.timestamp())}
    assert await shop.sandbox.submit("ana", form.id, kept) == {}
    await shop.one_reply(asked)
    card = await shop.card_with(asked, says="promised by")
    assert LATE not in words_of(card)

    shop.clock.set(until)
    for _ in range(3):
        await shop.tick()
    lines = [m for m in shop.thread(asked) if "was promised an answer by now" in words_of(m)]
    assert len(lines) == 1
    assert f"<@{shop.person('ana')}>" in lines[0].text
    await shop.card_with(asked, says=LATE)

    form = await shop.choose("ana", asked, "write_reply")
    assert await shop.sandbox.submit("ana", form.id, {"text": "It comes on Friday."}) == {}
    await shop.until(lambda: len(shop.replies(asked)) == 2)
    card = await shop.card_with(asked, says="Sent")
    assert "promised by" not in words_of(card)
