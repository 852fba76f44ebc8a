"""Where the type is not certain the card asks; the answer starts a suggestion."""

import pytest

from tests.scenarios.reading import buttons, fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def vague(shop: Shop) -> Asked:
    return await shop.writes(shop.newcomer(), "Hello", "Is the bench there again?")


async def test_yes_it_is(shop: Shop) -> None:
    asked = await vague(shop)
    card = await shop.card_with(asked, "other_type", says="No suggestion yet")
    assert "approve" not in buttons(card)
    assert "%" in words_of(card)
    await shop.press("ana", asked, "confirm_type")
    await shop.card_with(asked, "approve", says="Suggested reply")
    explained = await shop.choose("ana", asked, "explain")
    assert "set by a person" in words_of(explained)


async def test_other_type(shop: Shop) -> None:
    asked = await vague(shop)
    form = await shop.open_by("ben", asked, "other_type")
    assert len(fields(form)["type"]["options"]) >= 14
    await shop.sandbox.submit("ben", form.id, {"type": "delivery_costs"})
    await shop.card_with(asked, "approve", says="Delivery costs and countries")
    await shop.press("ben", asked, "approve")
    assert (await shop.one_reply(asked)).name == "Ben Okafor"


async def test_a_type_that_belongs_to_another_queue_keeps_one_card(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve", channel="support-orders")
    form = await shop.choose("ana", asked, "change_type")
    await shop.sandbox.submit("ana", form.id, {"type": "invoice_copy"})
    await shop.card_with(asked, "approve", channel="support-billing")
    await shop.quiet()
    left = [words_of(m) for m in shop.sandbox.messages("support-orders") if asked.number in words_of(m)]
    assert len(left) == 1
    assert "moved to" in left[0]
    assert "Where is my order" not in left[0]
