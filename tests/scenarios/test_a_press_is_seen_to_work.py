"""Whoever presses a button sees at once what came of it, wherever the button stood."""

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened_by_number(shop: Shop, who: str, asked: Asked) -> View:
    return await shop.opened(who, shop.sandbox.command(who, "support-orders", f"/ticket {asked.number}"))


async def shows(shop: Shop, who: str, view: View, action: str) -> View:
    """The modal once it offers this button."""
    return await shop.until(
        lambda: next((v for v in shop.sandbox.views(who) if v.id == view.id and action in buttons(v)), None)
    )


async def test_in_a_tickets_modal(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    view = await opened_by_number(patient, "ana", asked)
    await patient.sandbox.click_in_view("ana", view.id, "claim")
    claimed = await shows(patient, "ana", view, "release")
    assert "With Ana" in words_of(claimed)
    assert "take_over" not in buttons(claimed)  # nobody takes over what they have
    await patient.sandbox.click_in_view("ana", view.id, "approve")
    approved = await shows(patient, "ana", view, "take_back")
    assert "Sends at" in words_of(approved)
    await patient.sandbox.click_in_view("ana", view.id, "take_back")
    await shows(patient, "ana", view, "approve")


async def test_below_a_form_that_was_submitted(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    view = await opened_by_number(shop, "ana", asked)
    await shop.sandbox.click_in_view("ana", view.id, "more", option=f"resolve:{asked.ticket}")
    form = await shop.next_view("ana", view)
    assert await shop.sandbox.submit("ana", form.id, {"note": "He found it at a neighbour's."}) == {}
    resolved = await shows(shop, "ana", view, "reopen")
    assert "He found it at a neighbour's." in words_of(resolved)


async def test_a_refusal_in_a_modal_stands_on_top_of_it(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    view = await opened_by_number(patient, "ana", asked)
    await patient.press("ben", asked, "claim")
    await patient.quiet()
    letters = len(patient.sandbox.dms("ana"))
    await patient.sandbox.click_in_view("ana", view.id, "claim")
    refused = await shows(patient, "ana", view, "take_over")
    assert words_of(refused).startswith("Ben Okafor has this ticket already.")
    await patient.quiet()
    assert len(patient.sandbox.dms("ana")) == letters


async def test_a_menu_forgets_what_was_chosen_in_it(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, "take_over")
    await shop.quiet()
    before = row_of(shop, asked)
    calls = len(shop.sandbox.calls("chat.update"))
    await shop.choose("ana", asked, "explain")
    await shop.until(lambda: row_of(shop, asked) != before)
    await shop.quiet()
    assert row_of(shop, asked).startswith(before)  # drawn again as it stood
    assert len(shop.sandbox.calls("chat.update")) == calls


async def test_and_what_was_refused(patient: Shop) -> None:
    """Slack tells of no choice that stands in the menu already, so that nobody could try again."""
    asked = await patient.asks_where()
    await patient.card_with(asked, "claim")
    await patient.quiet()
    before = row_of(patient, asked)
    refused = patient.press("zoe", asked, "more", option=f"not_a_request:{asked.ticket}")
    assert "Only members of this queue" in await patient.told("zoe", refused)
    await patient.until(lambda: row_of(patient, asked) != before)


def row_of(shop: Shop, asked: Asked) -> str:
    card = shop.card(asked)
    assert card is not None
    return str(card.blocks[-1]["block_id"])


async def test_behind_the_seal(patient: Shop) -> None:
    asked = await patient.is_angry()
    view = await patient.open_by("lena", asked, "open")
    await patient.sandbox.click_in_view("lena", view.id, "claim")
    await patient.until(
        lambda: next((v for v in patient.sandbox.views("lena") if "With Lena Vogt" in words_of(v)), None)
    )


async def test_in_a_direct_message(patient: Shop) -> None:
    asked = await patient.is_angry()
    view = await patient.open_by("lena", asked, "open")
    await patient.sandbox.click_in_view("lena", view.id, "more", option=f"unmark_sensitive:{asked.ticket}")
    form = await patient.next_view("lena", view)
    assert await patient.sandbox.submit("lena", form.id, {"reason": "He only asks for his money back."}) == {}
    await patient.quiet()
    form = await patient.choose("lena", asked, "write_reply")
    assert await patient.sandbox.submit("lena", form.id, {"text": "We refund it today. Lena"}) == {}
    note = await patient.written_to("marta", asked.number, "needs your approval")
    assert "We refund it today. Lena" in words_of(note)
    await patient.sandbox.click("marta", note.channel, note.ts, "second_approve")
    after = await patient.until(
        lambda: next((m for m in patient.sandbox.dms("marta") if m.ts == note.ts and "Sends at" in words_of(m)), None)
    )
    assert "second_approve" not in buttons(after)


async def test_an_answer_in_slack_is_whole(shop: Shop) -> None:
    form = await shop.opened("chloe", shop.sandbox.shortcut("chloe", "new_ticket"))
    await shop.sandbox.submit("chloe", form.id, {"subject": f"Long story {shop.http}", "text": "Please tell me all."})
    await shop.quiet()
    note = await shop.written_to("chloe", "was created")
    number = next(word for word in words_of(note).split() if word.startswith("T-"))
    for word in (m for m in shop.sandbox.dms("chloe") if "was created" in words_of(m)):
        number = max(number, words_of(word).split()[0], key=lambda found: int(found[2:]))
    asked = Asked("", int(number[2:]), "")
    form = await shop.choose("ben", asked, "write_reply")
    text = "It goes on and on.\n" * 140 + "That was all."
    assert await shop.sandbox.submit("ben", form.id, {"text": text}) == {}
    answer = await shop.written_to("chloe", number, "answered your request", "That was all.")
    assert words_of(answer).count("It goes on and on.") == 140
