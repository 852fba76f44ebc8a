"""One customer never sees another's record: not on the card, not in a draft, a thread or a modal, not in a row."""

import sqlite3
from contextlib import closing

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIELDS = {
    "status": "held at the border of Ruritania",
    "carrier": "Zeppelin Post",
    "tracking": "ZP778899001122",
    "eta": "on the feast of Saint Elmo",
    "items": "1 × velvet armchair in petrol",
    "total": "€77,123.45",
}


async def test_no_field_of_it_is_shown_kept_or_sent(shop: Shop) -> None:
    owner, stranger = shop.newcomer(name="Quentin Overmyer"), shop.newcomer()
    order = shop.order_of(owner, **FIELDS)
    asked = await shop.writes(stranger, "An order", f"Hi, where is order {order}? A friend ordered it for me.")
    card = await shop.card_with(asked, says=f"order {order} could not be tied to this customer")
    assert "approve" not in buttons(card)
    await shop.press("ana", asked, "claim")
    views: list[View] = []
    for entry in ("write_reply", "explain", "history"):
        views.append(await shop.choose("ana", asked, entry))
    views.append(await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket {asked.number}")))
    # Saying once more what it is changes nothing: a person decides on the type, not on whose order it is.
    form = await shop.choose("ana", asked, "change_type")
    await shop.sandbox.submit("ana", form.id, {"type": "order_status"})
    await shop.quiet()
    assert "approve" not in buttons(await shop.card_with(asked, says="could not be tied"))

    with closing(sqlite3.connect(shop.database)) as database:
        kept = "\n".join(database.iterdump())
    shown = [everything(post) for post in shop.sandbox.posted]
    shown += [everything(post) for place in shop.sandbox.workspace.messages.values() for post in place.values()]
    for secret in (*FIELDS.values(), owner.name, owner.email):
        assert secret not in kept
        assert not any(secret in post for post in shown)
        assert not any(secret in words_of(view) for view in views)


async def test_of_an_order_that_does_not_exist_the_card_says_the_same(shop: Shop) -> None:
    """Otherwise one could find out which orders there are."""
    stranger, other = shop.newcomer(), shop.newcomer()
    foreign = shop.order_of(other)
    first = await shop.writes(stranger, "An order", f"Where is my order {foreign}?")
    second = await shop.writes(shop.newcomer(), "An order", "Where is my order 9876?")
    said = words_of(await shop.card_with(first, says="No suggestion"))
    same = words_of(await shop.card_with(second, says="No suggestion"))
    assert f"order {foreign} could not be tied to this customer" in said
    assert "order 9876 could not be tied to this customer" in same


async def test_an_address_that_only_looks_like_the_owners_proves_nothing(shop: Shop) -> None:
    owner = shop.newcomer(email="mara.lind@mail.example")
    order = shop.order_of(owner)
    imposter = shop.newcomer(name=owner.name, email="Mara.Lind@mail.example.evil.example")
    asked = await shop.writes(imposter, "My order", f"Where is my order {order}?")
    assert "approve" not in buttons(await shop.card_with(asked, says="could not be tied to this customer"))
