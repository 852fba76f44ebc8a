"""The carrier changes: nothing is suggested from what depends on it until its owner has checked it."""

import pytest

from bot.domain.overlay import Ref
from bot.slack import actions as act
from sandbox import Message
from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")
WHY = "DHL → GLS from 1 Dec"


async def say_so(shop: Shop, who: str = "lena") -> None:
    view = await shop.opened(who, shop.sandbox.command(who, "support-orders", f'/desk changed carrier "{WHY}"'))
    assert "depend on “carrier”" in words_of(view)
    assert "1 suggestion that stands now would be withdrawn" in words_of(view)
    await shop.sandbox.submit(who, view.id)


def values(message: Message) -> dict[Ref, str]:
    found = [block["accessory"]["value"] for block in message.blocks if "accessory" in block]
    return {act.entry_of(value): value for value in found}


async def check(shop: Shop, kind: str, name: str, language: str = "en") -> None:
    message, value = next(
        (message, value)
        for message in shop.sandbox.dms("marta")
        for ref, value in values(message).items()
        if (ref.kind, ref.name, ref.language) == (kind, name, language)
    )
    view = await shop.opened(
        "marta", shop.sandbox.click("marta", message.channel, message.ts, act.CHECK_SOURCE, value=value)
    )
    assert WHY in words_of(view)
    await shop.sandbox.submit("marta", view.id)


async def test_what_depends_on_it_waits_for_its_owner(own: Open) -> None:
    shop = await own()
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await say_so(shop)
    await shop.card_with(asked, "check_source", says=WHY)
    card = shop.card(asked)
    assert card is not None
    assert "approve" not in buttons(card)

    await shop.written_to("marta", WHY, "until you have checked them")
    await shop.quiet()
    assert "only" not in await shop.refused("ana", shop.press("ana", asked, "check_source"))
    await check(shop, "template", "order_status")
    await check(shop, "article", "delivery-delays")
    await shop.card_with(asked, "approve", says="checked today")
    await shop.press("ana", asked, "approve")
    assert "GLS" in (await shop.one_reply(asked)).body


async def test_a_macro_that_depends_on_it_waits_too(own: Open) -> None:
    shop = await own()
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await say_so(shop)
    await shop.written_to("marta", WHY, "until you have checked them")
    form = await shop.choose("ben", asked, "write_reply")
    assert "We are asking the carrier (held back)" in str(form.body)
    await shop.sandbox.click_in_view("ben", form.id, "macro", option="asking_the_carrier")
    said = await shop.until(lambda: next((v for v in shop.sandbox.views("ben") if v.id != form.id), None))
    assert f"held back: {WHY}" in words_of(said)
    assert "@marta" in words_of(said)
    assert form.id in {view.id for view in shop.sandbox.views("ben")}, "what was typed stays below"
    await check(shop, "macro", "asking_the_carrier")
    form = await shop.choose("ben", asked, "write_reply")
    assert "held back" not in str(form.body)
    await shop.sandbox.click_in_view("ben", form.id, "macro", option="asking_the_carrier")
    await shop.until(lambda: f"Your order {asked.order} is with GLS" in str(shop.sandbox.views("ben")[-1].body))


async def test_a_mistake_is_taken_back_by_a_lead(own: Open) -> None:
    shop = await own()
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await say_so(shop)
    await shop.card_with(asked, says=WHY)
    listed = await shop.told("lena", shop.sandbox.command("lena", "support-orders", "/desk changed"))
    assert WHY in listed
    message = shop.sandbox.ephemerals("lena")[-1]
    await shop.sandbox.click("lena", message.channel, message.ts, act.LIFT)
    await shop.card_with(asked, "approve")
    assert "Nothing is held back" in await shop.told(
        "lena", shop.sandbox.command("lena", "support-orders", "/desk changed")
    )


async def test_only_leads_and_owners_say_so(own: Open) -> None:
    shop = await own()
    said = await shop.refused("ana", shop.sandbox.command("ana", "support-orders", f'/desk changed carrier "{WHY}"'))
    assert "leads of the queue" in said
