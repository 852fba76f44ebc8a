"""*Missing:* on the card: **Ask for it** proposes the question, a person sends it, and the answer joins the ticket."""

import asyncio

import pytest

from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def without_a_photo(shop: Shop, language: str = "en") -> Asked:
    """A pot came broken, says somebody's form, and shows no picture of it."""
    person = shop.newcomer(language=language)
    order = shop.order_of(person)
    body = {
        "en": f"The pot of order {order} arrived broken in two pieces.",
        "de": f"Der Topf aus Bestellung {order} kam zerbrochen an, in zwei Teilen.",
    }[language]
    asked = await shop.writes(person, f"Order {order}", body, attributes={"type": "damaged_item"})
    return Asked(asked.conversation, asked.ticket, person.id, order)


async def test_from_missing_to_the_answer(shop: Shop) -> None:
    asked = await without_a_photo(shop)
    await shop.card_with(asked, "ask_for_it", says="photo")
    await shop.press("ben", asked, "ask_for_it")
    card = await shop.card_with(asked, "approve", "edit")
    assert "a photo of it, attached to your reply" in words_of(card)
    assert "order number" not in words_of(card), "the order is known"
    await shop.press("ben", asked, "approve")
    sent = await shop.one_reply(asked)
    assert "To help you we need one more thing: a photo of it" in sent.body
    await shop.card_with(asked, "more", says="Waiting for the customer")


async def test_it_is_asked_in_german_and_can_be_edited_first(shop: Shop) -> None:
    asked = await without_a_photo(shop, "de")
    await shop.press("ana", asked, "ask_for_it")
    form = await shop.open_by("ana", asked, "edit")
    text = next(block for block in form.blocks if block.get("block_id") == "text")["element"]["initial_value"]
    assert "ein Foto davon, als Anhang Ihrer Antwort" in text
    assert await shop.sandbox.submit("ana", form.id, {"text": text + "\nDanke! Ana"}) == {}
    assert "Danke! Ana" in (await shop.one_reply(asked)).body


async def test_pressed_by_all_at_once_it_is_one_question(shop: Shop) -> None:
    asked = await without_a_photo(shop)
    card = await shop.card_with(asked, "ask_for_it")
    who = ("ana", "ben", "lena")
    await asyncio.gather(*(shop.sandbox.click(one, card.channel, card.ts, "ask_for_it") for one in who * 2))
    await shop.card_with(asked, "approve")
    history = words_of(await shop.choose("ana", asked, "history"))
    assert history.count("asked for what is missing") == 1
    assert shop.replies(asked) == []


async def test_on_an_old_card_nothing_is_asked(shop: Shop) -> None:
    asked = await without_a_photo(shop)
    seen = await shop.card_with(asked, "ask_for_it")
    await shop.press("ana", asked, "claim")
    await shop.quiet()
    await shop.answers(asked, f"And when does order {asked.order} come at all?")
    await shop.quiet()
    said = await shop.told("ana", shop.old_click("ana", seen, "ask_for_it"))
    assert "This suggestion does not stand any more." in said or "The customer wrote again." in said
    assert shop.replies(asked) == []


@pytest.mark.parametrize("who", ["zoe", "omar", "ines"])
async def test_nobody_else_may_ask(shop: Shop, who: str) -> None:
    asked = await without_a_photo(shop)
    said = await shop.told(who, shop.press(who, asked, "ask_for_it"))
    assert "can do that" in said or "Please ask them" in said
    assert "ask_for_it" in buttons(await shop.card_with(asked, "ask_for_it"))


async def test_slack_answers_with_an_error_and_the_question_stands_all_the_same(patient: Shop) -> None:
    asked = await without_a_photo(patient)
    await patient.card_with(asked, "ask_for_it")
    patient.sandbox.fail("response_url", status=500)
    patient.sandbox.fail("chat.update", error="internal_error")
    await patient.press("ben", asked, "ask_for_it")
    card = await patient.card_with(asked, "approve")
    patient.sandbox.clear_faults()
    assert "a photo of it" in everything(card)
