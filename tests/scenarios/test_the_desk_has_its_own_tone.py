"""Replies begin and end as the desk says, by segment and language; what is not known for certain is not used; and the
team's own advice stands on the card alone."""

import pytest

from tests.scenarios.reading import words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

THANKS = "Thank you for gardening with us for so long."


async def suggested(shop: Shop, asked: Asked) -> str:
    return words_of(await shop.card_with(asked, "approve"))


async def sent(shop: Shop, asked: Asked) -> str:
    """What the customer gets when the suggestion is approved as it is."""
    await shop.press("ben", asked, "approve")
    return (await shop.one_reply(asked)).body


async def test_a_segment_is_thanked_in_its_own_words(shop: Shop) -> None:
    gold, plain = await shop.asks_where(segment="gold"), await shop.asks_where()
    assert THANKS in await suggested(shop, gold)
    assert THANKS not in await suggested(shop, plain)
    body = await sent(shop, gold)
    assert body.startswith("Hello Robin,")
    assert THANKS in body
    assert "{" not in body


async def test_a_reply_greets_in_the_customers_language(shop: Shop) -> None:
    asked = await shop.writes(
        shop.newcomer(language="fr"),
        "Magasin de Lyon",
        "Bonjour, quels sont les horaires d'ouverture du magasin de Lyon ? Êtes-vous ouverts le samedi ?",
        language="fr",
    )
    assert "Bonjour Robin," in await suggested(shop, asked)


async def test_a_name_that_is_only_the_beginning_of_an_address_greets_nobody(shop: Shop) -> None:
    asked = await shop.asks_where(name="robin.vale", email="robin.vale@mail.example")
    body = await sent(shop, asked)
    assert body.startswith("Hello,\n")
    assert "robin" not in body.lower()


async def test_the_teams_own_advice_stands_on_the_card_and_reaches_no_customer(shop: Shop) -> None:
    person = shop.newcomer(segment="gold")
    order = shop.order_of(person)
    first = await shop.writes(person, f"Order {order}", f"Hello, where is my order {order}?")
    assert "SHIP5" not in await suggested(shop, first)
    again = await shop.writes(
        person, f"Order {order} again", f"Hello, where is my order {order}? It should have been here Tuesday."
    )
    card = words_of(await shop.card_with(again, says="SHIP5"))
    assert "Advice: gold customer, second delay: offer voucher SHIP5, needs Marta" in card
    form = await shop.choose("ben", again, "write_reply")
    await shop.sandbox.submit("ben", form.id, {"text": "It is on its way. Ben"})
    assert "SHIP5" not in (await shop.one_reply(again)).body
