"""Buttons are pressed twice, late, by twenty people at once: one thing happens, and whoever loses is told."""

import asyncio
import json
from dataclasses import replace

import pytest

from sandbox import Message
from tests.scenarios.reading import buttons, choices, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

MEMBERS = ("ana", "ben", "chloe", "lena", "marta", "jonas")


async def test_one_of_many_wins(shop: Shop) -> None:
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "claim")
    before = {who: len(shop.sandbox.ephemerals(who)) for who in MEMBERS}
    await asyncio.gather(*(shop.sandbox.click(who, card.channel, card.ts, "claim") for who in MEMBERS * 4))
    await shop.quiet()
    said = words_of(await shop.card_with(asked, "take_over"))
    names = {who: shop.sandbox.workspace.find_user(who).real_name for who in MEMBERS}
    (winner,) = [who for who in MEMBERS if f"With {names[who]}" in said]
    for who in MEMBERS:
        new = [words_of(m) for m in shop.sandbox.ephemerals(who)[before[who] :]]
        told = [text for text in new if f"{names[winner]} has this ticket already" in text]
        assert len(told) == (0 if who == winner else 4)
    history = words_of(await shop.choose("ana", asked, "history"))
    assert history.count("claimed it") == 1


async def test_approve_twice_sends_once(shop: Shop) -> None:
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "approve")
    await asyncio.gather(*(shop.sandbox.click("ana", card.channel, card.ts, "approve") for _ in range(4)))
    await shop.one_reply(asked)
    await shop.card_with(asked, says="Sent")


async def test_two_people_approve_at_once(shop: Shop) -> None:
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "approve")
    await asyncio.gather(*(shop.sandbox.click(who, card.channel, card.ts, "approve") for who in MEMBERS))
    line = await shop.one_reply(asked)
    assert f"{line.name.split()[0]} checked and approved it" in line.body


async def stale(shop: Shop, action: str) -> tuple[Asked, Message]:
    """A ticket, and its card as somebody still sees it who has not looked for a while."""
    asked = await shop.asks_where()
    return asked, await shop.card_with(asked, action)


async def test_approve_after_the_customer_wrote_again(shop: Shop) -> None:
    asked, seen = await stale(shop, "approve")
    await shop.press("ana", asked, "claim")
    await shop.quiet()
    await shop.answers(asked, f"Sorry, I meant: when does order {asked.order} come?")
    await shop.quiet()
    said = await shop.told("ana", shop.old_click("ana", seen, "approve"))
    assert "This suggestion does not stand any more." in said or "The customer wrote again." in said
    await shop.quiet()
    assert shop.replies(asked) == []


async def test_approve_after_the_ticket_was_resolved(shop: Shop) -> None:
    asked, seen = await stale(shop, "approve")
    form = await shop.choose("ana", asked, "resolve")
    await shop.sandbox.submit("ana", form.id)
    await shop.card_with(asked, "reopen")
    await shop.quiet()
    assert "This suggestion does not stand any more." in await shop.told("ben", shop.old_click("ben", seen, "approve"))
    assert "has moved on" in await shop.told("ben", shop.old_click("ben", seen, "claim"))
    await shop.quiet()
    assert shop.replies(asked) == []
    await shop.card_with(asked, "reopen", says="Resolved")


async def test_approve_after_it_was_sent(shop: Shop) -> None:
    asked, seen = await stale(shop, "approve")
    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    assert await shop.told("ana", shop.old_click("ana", seen, "approve"))
    await shop.one_reply(asked)


async def test_a_modal_submitted_twice_counts_once(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.choose("ana", asked, "write_reply")
    answers = await asyncio.gather(
        shop.sandbox.submit("ana", form.id, {"text": "It comes today."}),
        shop.sandbox.submit("ana", form.id, {"text": "It comes today."}),
        return_exceptions=True,
    )
    assert {} in answers
    assert (await shop.one_reply(asked)).body == "It comes today."


async def test_two_people_edit_the_same_suggestion(shop: Shop) -> None:
    asked = await shop.asks_where()
    first = await shop.open_by("ana", asked, "edit")
    second = await shop.open_by("ben", asked, "edit")
    assert await shop.sandbox.submit("ana", first.id, {"text": "From Ana."}) == {}
    refused = await shop.sandbox.submit("ben", second.id, {"text": "From Ben."})
    assert refused["response_action"] == "errors"
    kept = shop.sandbox.views("ben")[-1]
    assert kept.id == second.id  # what he typed is still there
    assert (await shop.one_reply(asked)).body.startswith("From Ana.")


async def test_a_second_reply_waits_until_the_first_is_taken_back(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.press("ana", asked, "approve")
    await patient.card_with(asked, "take_back")
    for entry in ("write_reply", "resolve"):
        view = await patient.choose("ana", asked, entry)
        assert "submit" not in view.body  # nobody types what cannot be sent
        assert "This is already waiting to be sent." in words_of(view)
    await patient.undo_time_passes()
    await patient.one_reply(asked)


async def test_taking_back_twice_is_as_once(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.press("ana", asked, "approve")
    seen = await patient.card_with(asked, "take_back")
    await patient.press("ana", asked, "take_back")
    await patient.card_with(asked, "approve")
    await patient.quiet()
    before = len(patient.sandbox.ephemerals("ana"))
    await patient.old_click("ana", seen, "take_back")
    await patient.quiet()
    assert len(patient.sandbox.ephemerals("ana")) == before
    await patient.undo_time_passes()
    assert patient.replies(asked) == []


async def test_a_second_approval_pressed_twice_says_what_is_true(patient: Shop) -> None:
    asked = await patient.is_angry()
    view = await patient.open_by("lena", asked, "open")
    await patient.sandbox.click_in_view("lena", view.id, "more", option=f"unmark_sensitive:{asked.ticket}")
    form = await patient.next_view("lena", view)
    await patient.sandbox.submit("lena", form.id, {"reason": "He only asks for his money back."})
    form = await patient.choose("lena", asked, "write_reply")  # what once needed two people needs them still
    await patient.sandbox.submit("lena", form.id, {"text": "We refund it today. Lena"})
    seen = await patient.card_with(asked, "second_approve", says="Needs Marta Silva’s approval too")
    await patient.press("marta", asked, "second_approve")
    await patient.card_with(asked, says="Sends at")
    await patient.quiet()
    before = len(patient.sandbox.ephemerals("marta"))
    await patient.old_click("marta", seen, "second_approve")
    await patient.quiet()
    assert len(patient.sandbox.ephemerals("marta")) == before
    said = await patient.told("jonas", patient.old_click("jonas", seen, "second_approve"))
    assert said == "Marta Silva has approved this already. The card says when it leaves."


async def test_a_resolved_ticket_offers_what_still_works_and_names_who_resolved_it(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await shop.press("ben", asked, "claim")
    form = await shop.choose("ana", asked, "resolve")
    await shop.sandbox.submit("ana", form.id)
    card = await shop.card_with(asked, "reopen", says="Resolved by Ana Ferreira")
    entries = [choice.partition(":")[0] for choice in choices(card, "more")]
    assert entries == ["mark_sensitive", "change_type", "explain", "history", "report"]


async def test_a_button_that_nobody_knows_is_answered(shop: Shop) -> None:
    asked, seen = await stale(shop, "claim")
    renamed = json.loads(json.dumps(seen.blocks).replace('"action_id": "claim"', '"action_id": "praise"'))
    await shop.old_click("ana", replace(seen, blocks=tuple(renamed)), "praise")
    assert "claim" in buttons(await shop.card_with(asked, says="With nobody"))
