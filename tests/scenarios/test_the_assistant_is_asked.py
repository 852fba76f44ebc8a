"""`/desk try` and `/desk kb` from outside: "Looking…" at once, the answer a moment later, and nothing else happens."""

import asyncio

import pytest
from sqlmodel import select

from store.tables import QuestionRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.scenarios.reading import words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def standing(uow: UnitOfWork) -> tuple[int, int]:
    """How many tickets and questions there are."""
    return len(uow.session.exec(select(TicketRow)).all()), len(uow.session.exec(select(QuestionRow)).all())


async def asked(shop: Shop, who: str, text: str) -> str:
    """What the worker answers."""
    before = len(shop.sandbox.ephemerals(who))
    await shop.sandbox.command(who, "support-orders", text)
    await shop.until(lambda: len(shop.sandbox.ephemerals(who)) >= before + 2)
    first, answer = shop.sandbox.ephemerals(who)[before:]
    assert "Looking…" in words_of(first)
    return words_of(answer)


async def test_a_text_is_sorted_and_gated_with_reasons_and_nothing_is_written(shop: Shop) -> None:
    await shop.quiet()
    before = await shop.running.store.read(standing)
    told = await asked(shop, "ana", '/desk try "Where is my order 4417? It should have been here on Tuesday."')
    for part in ("How this would go", "Type: Where is my order", "Queue: Orders and deliveries · priority normal",
                 "Sensitivity: nothing fired", "A suggestion would be made.", "Delivery delays", "Marta",
                 "Order 4417", "Nothing was written"):  # fmt: skip
        assert part in told, part
    await shop.quiet()
    assert await shop.running.store.read(standing) == before


async def test_a_delicate_text_names_the_words_that_fired(shop: Shop) -> None:
    told = await asked(shop, "ben", "/desk try Where is my order? My lawyer will sue you, I want compensation.")
    assert "“lawyer”" in told
    assert "Sealed: its card would stand in #support-escalations" in told
    assert "No suggestion" in told


async def test_articles_are_found_with_owner_and_age(shop: Shop) -> None:
    told = await asked(shop, "chloe", "/desk kb parcel late carrier")
    assert "*Delivery delays* · Marta · checked 12 days ago · for customers" in told


async def test_an_article_that_was_found_is_read_in_full(shop: Shop) -> None:
    await asked(shop, "chloe", "/desk kb parcel late carrier")
    (found, *_) = [one for one in reversed(shop.sandbox.ephemerals("chloe")) if "Articles" in words_of(one)]
    pressed = shop.sandbox.click("chloe", found.channel, found.ts, "read_article", block_id="kb:1")
    assert "Do not blame the carrier in a reply" in words_of(await shop.opened("chloe", pressed))


async def test_asked_twice_at_once_both_are_answered(shop: Shop) -> None:
    before = len(shop.sandbox.ephemerals("lena"))
    await asyncio.gather(*(shop.sandbox.command("lena", "support-orders", "/desk kb returns") for _ in range(2)))
    await shop.until(lambda: len(shop.sandbox.ephemerals("lena")) >= before + 4)
    await shop.quiet()
    assert len(shop.sandbox.ephemerals("lena")) == before + 4


@pytest.mark.parametrize("who", ["gus", "zoe", "ines"])
async def test_others_are_told_why_not(shop: Shop, who: str) -> None:
    place = "ops-logistics" if who == "ines" else "support-orders"
    for text in ("/desk try Where is my order?", "/desk kb delays"):
        said = await shop.told(who, shop.sandbox.command(who, place, text))
        assert "Delivery delays" not in said
        assert "Looking" not in said


async def test_an_answer_that_slack_refuses_comes_a_moment_later(shop: Shop) -> None:
    before = len(shop.sandbox.ephemerals("jonas"))
    shop.sandbox.fail("response_url", status=500)
    await shop.sandbox.command("jonas", "support-orders", "/desk kb delivery delays")
    await shop.until(lambda: len(shop.sandbox.ephemerals("jonas")) >= before + 2)
    assert "Delivery delays" in words_of(shop.sandbox.ephemerals("jonas")[-1])


async def test_without_a_text_the_help_says_how(shop: Shop) -> None:
    assert "/desk try “Where is my order?”" in await shop.told(
        "ana", shop.sandbox.command("ana", "support-orders", "/desk try")
    )
