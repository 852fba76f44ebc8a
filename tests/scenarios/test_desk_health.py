"""`/desk health`: a lead reads what was given up, has it tried again, or drops it; others may not."""

import pytest
from sqlmodel import select

from sandbox import Message
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def asked_by(shop: Shop, who: str) -> str:
    return await shop.told(who, shop.sandbox.command(who, "support-orders", "/desk health"))


async def refused_card(shop: Shop) -> Asked:
    """A ticket is Ana's, and Slack does not take the card that would show it."""
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await shop.quiet()
    shop.sandbox.fail("chat.update", error="invalid_blocks")
    await shop.told("ana", shop.sandbox.command("ana", "support-orders", f"/ticket claim {asked.number}"))
    await shop.quiet()
    return asked


def answer(shop: Shop, who: str) -> Message:
    """The newest answer to the command, as it stands now."""
    return next(m for m in reversed(shop.sandbox.ephemerals(who)) if "How Deskhand does" in words_of(m))


async def press(shop: Shop, who: str, action: str, row: int = 0) -> None:
    message = answer(shop, who)
    values = [
        element["value"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action
    ]
    await shop.sandbox.click(who, message.channel, message.ts, action, value=values[row])


async def test_what_was_given_up_is_read_and_tried_again(own: Open) -> None:
    shop = await own()
    assert "Nothing was given up." in await asked_by(shop, "lena")
    asked = await refused_card(shop)
    told = await asked_by(shop, "lena")
    assert "Given up: 1." in told
    assert f"card {asked.number}: rejected: invalid_blocks" in told

    view = await shop.opened("lena", press(shop, "lena", "read_letter"))
    assert "Given up after 1 try." in words_of(view)
    assert "its log lines bear that id" in words_of(view)

    await press(shop, "lena", "try_again")
    await shop.card_with(asked, says="With Ana Ferreira")
    await shop.until(lambda: "Nothing was given up." in words_of(answer(shop, "lena")) or None)
    assert "try_again" not in buttons(answer(shop, "lena"))
    assert "had work tried again that was given up" in words_of(await shop.choose("lena", asked, "history"))


async def test_a_second_press_finds_that_it_is_done(own: Open) -> None:
    shop = await own()
    asked = await refused_card(shop)
    await asked_by(shop, "omar")
    await asked_by(shop, "lena")
    await press(shop, "omar", "drop")
    await shop.quiet()
    said = await shop.told("lena", press(shop, "lena", "try_again"))
    assert "Somebody has dealt with this already" in said
    await shop.until(lambda: "Nothing was given up." in words_of(answer(shop, "lena")) or None)
    await shop.card_with(asked, "claim", says="With nobody")
    assert await shop.running.store.read(states) == {"done"}


def states(uow: UnitOfWork) -> set[str]:
    return set(uow.session.exec(select(OutboxRow.state)))


async def test_agents_and_guests_are_told_whom_to_ask(own: Open) -> None:
    shop = await own()
    assert "leads of the queue" in await asked_by(shop, "ana")
    assert "Guests" in await shop.told("gus", shop.sandbox.command("gus", "support-orders", "/desk health"))
    assert "health" in await shop.told("ana", shop.sandbox.command("ana", "support-orders", "/desk help"))
