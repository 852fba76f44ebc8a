"""A carrier is late: one card for all, which a lead makes an incident and hands to logistics with one request."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox import Message, Refused
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")
Open = Callable[..., Awaitable[Shop]]


def card_of(shop: Shop, *offers: str) -> Message | None:
    place = shop.sandbox.workspace.find_channel("ops-logistics").id
    found = [
        one
        for one in shop.sandbox.messages(place)
        if words_of(one).startswith(("More than usual: carrier GLS", "Incident: carrier GLS"))
    ]
    assert len(found) <= 1
    return found[0] if found and set(offers) <= set(buttons(found[0])) else None


def incident(card: Message) -> bool:
    return "Lena" in words_of(card) and "made it an incident" in words_of(card)


async def late(shop: Shop, count: int) -> list[Asked]:
    """So many newcomers ask for parcels that GLS carries."""
    asked = [await shop.asks_where() for _ in range(count)]
    for one in asked:
        await shop.card_with(one, "claim", says="carrier GLS")
    return asked


@pytest.mark.parametrize("http", [False, True])
async def test_from_many_requests_to_one_question(own: Open, http: bool) -> None:
    shop = await own(http=http)
    asked = await late(shop, 7)
    shop.clock.set(shop.clock.now() + timedelta(minutes=10))
    card = await shop.until(lambda: card_of(shop, "spike_incident"))
    said = words_of(card)
    assert "7 requests" in said
    assert asked[-1].number in said
    for private in ("Hello, where is", asked[-1].order):
        assert private not in everything(card)
    await shop.card_with(asked[0], "claim", says="More of these than usual")

    for outsider in ("tomas", "ana"):
        why = await shop.told(outsider, shop.sandbox.click(outsider, card.channel, card.ts, "spike_incident"))
        assert "Please ask them" in why or "Only members" in why
    await shop.sandbox.click("lena", card.channel, card.ts, "spike_incident")
    await shop.old_click("lena", card, "spike_incident")
    card = await shop.until(lambda: found if (found := card_of(shop, "spike_end")) and incident(found) else None)
    eighth = (await late(shop, 1))[0]
    await shop.card_with(eighth, "claim", says="Part of an incident")

    form = await shop.opened("lena", shop.sandbox.click("lena", card.channel, card.ts, "spike_hand_off"))
    assert "8 tickets" in words_of(form)
    entered = {"where": "new:logistics", "told": "We are asking."}
    assert await shop.sandbox.submit("lena", form.id, entered) == {}
    await shop.card_with(asked[0], "more", says="With Logistics")
    await shop.card_with(eighth, "more", says="With Logistics")
    await shop.until(lambda: "Logistics was asked: O-1" in words_of(card_of(shop) or card) or None)

    await shop.sandbox.click("lena", card.channel, card.ts, "spike_end")
    ended = await shop.until(lambda: found if (found := card_of(shop)) and not buttons(found) else None)
    with pytest.raises(Refused):
        await shop.sandbox.click("lena", ended.channel, ended.ts, "spike_end")
    why = await shop.told("lena", shop.old_click("lena", card, "spike_end"))
    assert "This is over" in why
