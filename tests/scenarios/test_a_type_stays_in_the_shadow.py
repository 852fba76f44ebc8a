"""A type in the shadow: its suggestions are made, its owner compares them, and nobody else ever sees one."""

import pytest

from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")
SAID = "One promotion code can be used per order"


async def looks(shop: Shop, who: str) -> str:
    return await shop.told(who, shop.sandbox.command(who, "support-orders", "/desk shadow"))


async def test_only_its_owner_sees_what_would_have_been_suggested(own: Open) -> None:
    shop = await own()
    asked = await shop.writes(
        shop.newcomer(), "My promo code", "My promo code does not work. Can I use two promo codes?",
        attributes={"type": "promo_code"},
    )  # fmt: skip
    card = await shop.card_with(asked, "claim", says="suggestions are switched off for this type")
    assert "approve" not in buttons(card)

    shown = await looks(shop, "nadia")
    assert (f"T-{asked.ticket} · not answered yet" in shown, "Promotion code" in shown) == (True, True)
    assert SAID in shown
    said = await shop.refused("ana", shop.sandbox.command("ana", "support-orders", "/desk shadow"))
    assert SAID not in said
    assert "the owner" in said

    view = await shop.choose("ana", asked, "write_reply")
    await shop.sandbox.submit("ana", view.id, {"text": "Hello, only one code counts for each order. Kind regards"})
    await shop.one_reply(asked)
    answered = await looks(shop, "nadia")
    assert "not answered yet" not in answered
    assert "What was sent" in answered
    everywhere = " ".join(
        words_of(message) for channel in shop.sandbox.workspace.messages.values() for message in channel.values()
    )
    assert "Suggested reply" not in everywhere
