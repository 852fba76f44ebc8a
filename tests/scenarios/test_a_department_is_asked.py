"""Hand off: logistics is asked once, answers in its own channel, and the customer is told."""

import pytest

from sandbox import Message
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def hand_off(shop: Shop, who: str, asked: Asked, needs: str) -> None:
    form = await shop.choose(who, asked, "hand_off")
    entered = {"where": "new:logistics", "needs": needs, "told": "We are asking the carrier."}
    assert await shop.sandbox.submit(who, form.id, entered) == {}


def departments_card(shop: Shop, needs: str) -> Message | None:
    channel = next(one for one in shop.sandbox.workspace.channels.values() if one.name == "ops-logistics")
    found = [one for one in shop.sandbox.messages(channel.id) if needs in words_of(one)]
    assert len(found) <= 1
    return found[0] if found else None


async def card_with(shop: Shop, needs: str, action: str) -> Message:
    def found() -> Message | None:
        card = departments_card(shop, needs)
        return card if card is not None and action in buttons(card) else None

    return await shop.until(found)


async def test_from_the_request_to_the_answer(shop: Shop) -> None:
    asked = await shop.asks_where()
    needs = f"Where is the parcel of {asked.number}?"
    await shop.press("ben", asked, "claim")
    await hand_off(shop, "ben", asked, needs)
    card = await card_with(shop, needs, "handoff_accept")
    assert "GLS" in words_of(card)
    for private in ("Robin", "Hello, where is", "103.80"):
        assert private not in everything(card)
    await shop.card_with(asked, "more", says="With Logistics")

    await shop.sandbox.click("tomas", card.channel, card.ts, "handoff_accept")
    await shop.old_click("ines", card, "handoff_accept")  # on a screen that has not drawn the newer one yet
    card = await card_with(shop, needs, "handoff_done")
    await shop.card_with(asked, "more", says="promised")

    pressed = shop.sandbox.click("tomas", card.channel, card.ts, "handoff_done")
    form = await shop.opened("tomas", pressed)
    assert await shop.sandbox.submit("tomas", form.id, {"order": "0", "reason": "It is in Lyon until noon."}) == {}
    await shop.card_with(asked, "more", says="Tell the customer.")
    told = await shop.until(lambda: [m for m in shop.thread(asked) if "Logistics has done" in words_of(m)])
    assert "It is in Lyon until noon." in words_of(told[0])
    assert f"<@{shop.person('ben')}>" in told[0].text

    form = await shop.choose("ben", asked, "write_reply")
    assert await shop.sandbox.submit("ben", form.id, {"text": "Your parcel is in Lyon. Ben"}) == {}
    assert (await shop.one_reply(asked)).body.startswith("Your parcel is in Lyon.")
    said = await shop.card_with(asked, "more", says="Sent")
    assert "Tell the customer." not in words_of(said)
