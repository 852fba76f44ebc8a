"""What all see is in the queue's language; what one person sees is in theirs."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.scenarios.reading import words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: English that must not stand where French does.
ENGLISH = re.compile(r"\b(waits|longest|yours|lists|nothing|asks)\b", re.IGNORECASE)


async def ask(shop: Shop, who: str, text: str) -> str:
    return await shop.told(who, shop.sandbox.command(who, "support-orders", text))


async def test_an_agent_who_reads_french_works_an_english_queue(shop: Shop) -> None:
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "claim", says="With nobody")
    await shop.press("julie", asked, "claim")
    await shop.card_with(asked, "take_over", says="With Julie Blanc")  # the card is everybody's
    await shop.old_click("julie", card, "claim")  # twice changes nothing
    assert f"{asked.number} est à vous." in await ask(shop, "julie", f"/ticket claim {asked.number}")

    form = await shop.choose("julie", asked, "resolve")
    assert form.body["title"]["text"] == "Résoudre"
    assert "Note pour l’équipe" in words_of(form)
    await shop.sandbox.close_view("julie", form.id)
    form = await shop.choose("ben", asked, "resolve")
    assert form.body["title"]["text"] == "Resolve"
    await shop.sandbox.close_view("ben", form.id)

    form = await shop.choose("julie", asked, "write_reply")
    refused = await shop.sandbox.submit("julie", form.id, {"text": " "})
    assert refused["errors"] == {"text": "La réponse est vide. Écrivez une ligne, puis envoyez."}
    assert await shop.sandbox.submit("julie", form.id, {"text": "Hello, your parcel is on its way. Julie"}) == {}
    assert (await shop.one_reply(asked)).body.startswith("Hello, your parcel is on its way.")
    await shop.card_with(asked, says="approved by Julie Blanc")


async def test_a_stale_card_is_refused_in_the_clickers_language(shop: Shop) -> None:
    asked = await shop.asks_where()
    seen = await shop.card_with(asked, "claim")
    await shop.press("ben", asked, "claim")
    await shop.card_with(asked, "take_over")
    told = await shop.told("julie", shop.old_click("julie", seen, "claim"))
    assert told.startswith("Ben Okafor a déjà ce ticket.")
    told = await shop.told("ana", shop.old_click("ana", seen, "claim"))
    assert told.startswith("Ben Okafor has this ticket already.")


async def test_whoever_may_not_is_told_so_in_their_language(shop: Shop) -> None:
    asked = await shop.is_angry()
    card = await shop.card_with(asked, "open", channel="support-escalations")
    assert "Sensitive." in words_of(card)
    told = await shop.refused("julie", shop.sandbox.command("julie", "support-orders", f"/ticket {asked.number}"))
    assert "réservé à" in told
    assert "C’est réservé à" in await ask(shop, "julie", "/desk health")
    assert "Please ask them" in await ask(shop, "ana", "/desk health")


async def test_commands_answer_in_the_language_of_whoever_asks(shop: Shop) -> None:
    await shop.asks_where()
    for text in ("/queue orders", "/desk help", "/ticket sing", "/ticket find ???", "/digest today", "/desk mine"):
        assert not ENGLISH.search(told := await ask(shop, "julie", text)), told
    assert "la plus longue attente d’abord" in await ask(shop, "julie", "/queue orders")
    assert "the longest waiting first" in await ask(shop, "ana", "/queue orders")


async def test_direct_messages_are_written_for_who_gets_them(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim")
    for who, told in (("julie", "Lena Vogt vous a donné"), ("ana", "Lena Vogt gave")):
        form = await shop.choose("lena", asked, "assign")
        await shop.sandbox.submit("lena", form.id, {"person": shop.person(who)})
        await shop.written_to(who, told, asked.number)


async def test_a_form_stays_in_the_language_that_it_was_opened_in(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim", "approve")
    view = await shop.opened("julie", shop.sandbox.command("julie", "support-orders", f"/ticket {asked.number}"))
    assert "Réponse suggérée" in words_of(view)
    await shop.sandbox.click_in_view("julie", view.id, "claim")
    await shop.until(lambda: "En charge : Julie Blanc" in words_of(shop.sandbox.views("julie")[-1]))
    await shop.card_with(asked, says="With Julie Blanc")


@pytest_asyncio.fixture(loop_scope="session", params=[False, True], ids=["socket", "http"])
async def french(request: pytest.FixtureRequest, one_assistant: None, tmp_path: Path) -> AsyncIterator[Shop]:
    """A shop whose orders are worked in French."""
    shop = Shop(tmp_path, http=request.param)
    queues = tuple(
        queue.model_copy(update={"language": "fr"} if queue.name == "orders" else {}) for queue in shop.desk.file.queues
    )
    shop.desk = shop.desk.model_copy(update={"file": shop.desk.file.model_copy(update={"queues": queues})})
    await shop.open()
    yield shop
    await shop.close()


async def test_a_french_queue_is_read_in_french_by_all_and_worked_in_ones_own_language(french: Shop) -> None:
    shop = french
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "claim", "approve", says="Libre")
    labels = [element["text"]["text"] for element in elements(card.blocks) if element["type"] == "button"]
    assert labels[4:9] == ["Prendre en charge", "Approuver et envoyer", "Modifier", "Rejeter", "Escalader"]
    told = await shop.told("ana", shop.sandbox.command("ana", "support-orders", f"/ticket claim {asked.number}"))
    assert told == f"{asked.number} is yours."
    await shop.card_with(asked, "take_over", says="En charge : Ana Ferreira")
    form = await shop.choose("ana", asked, "resolve")
    assert form.body["title"]["text"] == "Resolve"
    await shop.sandbox.close_view("ana", form.id)
    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    await shop.card_with(asked, says="approuvé par Ana Ferreira")
    thread = await shop.until(lambda: shop.thread(asked))
    assert any("a écrit" in message.text or "fiches consultées" in message.text for message in thread)


def elements(blocks: Any) -> list[dict[str, Any]]:
    return [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
