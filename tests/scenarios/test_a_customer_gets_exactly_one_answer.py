"""Where is my order 4417? A card with a suggestion, one click each for claim and approval, one answer."""

import pytest

from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_customer_gets_exactly_one_answer(shop: Shop) -> None:
    jo = shop.sandbox.customers.people["c-7"]
    asked = await shop.writes(
        jo, "Where is my order 4417?", "Where is my order 4417? It should have been here Tuesday."
    )
    card = await shop.card_with(asked, "claim", "approve", "edit", "reject", "escalate", "more")
    said = words_of(card)
    assert shop.channel_of(card) == "support-orders"
    assert "Where is my order 4417?" in said
    assert "With nobody" in said
    assert "Order 4417: in transit since Monday, carrier GLS" in said
    assert "Delivery delays" in said
    assert "checked 12 days ago" in said
    assert "@" not in said.replace("@{", "")  # a new request mentions nobody

    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, "approve", says="With Ana Ferreira")
    await shop.press("ana", asked, "approve")
    await shop.card_with(asked, "take_back")
    line = await shop.one_reply(asked)

    assert line.author == "agent"
    assert line.body.startswith("Hello Jo")
    assert "in transit since Monday" in line.body
    assert "An AI assistant helped prepare this reply; Ana checked and approved it." in line.body
    shown = await shop.card_with(asked, says="Sent")
    assert "Waiting for the customer" in words_of(shown)
    assert "approve" not in buttons(shown)
