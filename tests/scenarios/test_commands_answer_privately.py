"""`/ticket`, `/queue`, `/digest` and `/desk help`: at once, for the asker alone."""

import pytest

from tests.scenarios.reading import buttons, choices, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def ask(shop: Shop, who: str, text: str) -> str:
    return await shop.told(who, shop.sandbox.command(who, "support-orders", text))


async def test_ticket_claim_release_and_resolve(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim")
    assert f"{asked.number} is yours." in await ask(shop, "ana", f"/ticket claim {asked.number}")
    await shop.card_with(asked, says="With Ana Ferreira")
    assert "Ana Ferreira has this ticket already" in await ask(shop, "ben", f"/ticket claim {asked.ticket}")
    assert f"{asked.number} is free again." in await ask(shop, "ana", f"/ticket release {asked.number}")
    await shop.card_with(asked, "claim", says="With nobody")
    assert f"{asked.number} is resolved." in await ask(shop, "ben", f"/ticket resolve {asked.number}")
    await shop.card_with(asked, "reopen", says="Resolved")


async def test_ticket_approve_shows_text_and_sources_first(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket approve {asked.number}"))
    assert f"where is my order {asked.order}?" in words_of(view)
    assert "Thank you for asking about your order" in words_of(view)
    assert "Delivery delays" in words_of(view)
    assert shop.replies(asked) == []  # never blind
    await shop.sandbox.submit("ana", view.id)
    await shop.one_reply(asked)


async def test_ticket_edit_and_escalate_open_their_forms(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket edit {asked.number}"))
    await shop.sandbox.submit("ana", view.id, {"text": "Your order comes today. Ana"})
    assert (await shop.one_reply(asked)).body.startswith("Your order comes today.")
    await shop.card_with(asked, says="Sent")
    view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket escalate {asked.number}"))
    await shop.sandbox.submit("ana", view.id, {"reason": "other"})
    await shop.card_with(asked, channel="support-escalations")


async def test_ticket_by_its_number_shows_all_of_it(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket {asked.number.lower()}"))
    assert view.body["title"]["text"] == asked.number
    assert f"Hello, where is my order {asked.order}?" in words_of(view)
    await shop.sandbox.click_in_view("ana", view.id, "claim")
    await shop.card_with(asked, says="With Ana Ferreira")
    assert f"resolve:{asked.ticket}" in choices(view, "more")


async def test_ticket_find(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    said = await ask(shop, "ana", f"/ticket find {asked.order}")
    assert f"{asked.number} Where is my order {asked.order}?" in said
    assert "Nothing found." in await ask(shop, "ana", "/ticket find zeppelin")
    sealed = await shop.is_angry()
    await shop.card_with(sealed, "open")
    assert sealed.number not in await ask(shop, "ana", "/ticket find Compensation weekend")


async def test_people_and_links_that_a_command_names(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim")
    assert "Kept as a note" in await ask(
        shop, "ana", f"/ticket note {asked.number} @Ben knows <https://gls.example/4417>"
    )
    await ask(shop, "ana", f"/ticket assign {asked.number} @Ben")
    await shop.card_with(asked, says=f"With {shop.sandbox.workspace.find_user('ben').real_name}")
    kept = "@ben knows https://gls.example/4417"
    await shop.until(lambda: next((m for m in shop.thread(asked) if kept in words_of(m)), None))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/ticket", "/queue [queue]"),
        ("/ticket T-99999", ""),
        ("/ticket claim", "There is no such ticket here."),
        ("/ticket claim T-99999", "There is no such ticket here."),
        ("/ticket praise T-1001", "We do not know “praise”"),
        ("/queue nowhere", "We do not know “nowhere”"),
        ("/digest tomorrow", "We do not know “tomorrow”"),
        ("/desk help", "reach a customer; what you write in a thread stays in the team."),
        ("/desk nonsense", "We do not know “nonsense”"),
        ("/desk", "what waits, since when and on whom"),
    ],
)
async def test_words_that_nobody_knows_get_a_sentence(shop: Shop, text: str, said: str) -> None:
    if not said:
        view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", text))
        assert "There is no such ticket here." in words_of(view)
        return
    assert said in await ask(shop, "ana", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/queue ORDERS", "Orders and deliveries"),
        ("/queue Orders Due Soon", "Orders and deliveries · due soon"),
        ("/digest Today", ", until "),
        ("/digest Orders YESTERDAY", "Digest for"),
    ],
)
async def test_small_and_capital_letters_are_the_same(shop: Shop, text: str, said: str) -> None:
    assert said in await ask(shop, "ana", text)


async def test_queue_turns_its_pages(shop: Shop) -> None:
    for _ in range(12):
        await shop.asks_where()
    await shop.quiet()
    first = await ask(shop, "lena", "/queue orders")
    assert "1 to 10 of" in first
    page = shop.sandbox.ephemerals("lena")[-1]
    assert "queue_page" in buttons(page)
    await shop.sandbox.click("lena", page.channel, page.ts, "queue_page")
    second = await shop.until(
        lambda: next((m for m in shop.sandbox.ephemerals("lena") if "11 to " in words_of(m)), None)
    )
    assert "queue_back" in buttons(second)
