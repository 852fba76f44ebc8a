"""However long a mail is, the thread gets one message for it, and **Show in full** opens all of it for who may read."""

import pytest

from sandbox import Message, View
from tests.scenarios.reading import buttons, value_of, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "\n".join(f"Line {number}: the parcel was not at the door." for number in range(400))
MAIL = "It is the blue one.\n\nOn Mon, 3 Nov 2026 at 10:00, Shop <s@mail.example> wrote:\n> Which colour was it?\n> Ana"


async def line_with(shop: Shop, asked: Asked, text: str) -> Message:
    found = await shop.until(lambda: [m for m in shop.thread(asked) if text in words_of(m)])
    await shop.quiet()
    assert len([m for m in shop.thread(asked) if text in words_of(m)]) == 1
    return shop.sandbox.workspace.message(found[0].channel, found[0].ts) or found[0]


async def turned(shop: Shop, seen: str) -> View:
    """The page that Ana sees after `seen`."""
    return await shop.until(lambda: next((v for v in shop.sandbox.views("ana")[-1:] if words_of(v) != seen), None))


async def test_a_long_mail_is_one_message_and_can_be_turned(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ben", asked, "claim")
    await shop.answers(asked, LONG)
    line = await line_with(shop, asked, "Line 0:")
    assert "Line 399" not in words_of(line)
    view = await shop.opened("ana", shop.sandbox.click("ana", line.channel, line.ts, "in_full"))
    assert "Page 1 of" in words_of(view)
    assert "Line 0:" in words_of(view)
    pages = 1
    while "in_full_on" in buttons(view):
        seen = words_of(view)
        await shop.sandbox.click_in_view("ana", view.id, "in_full_on")
        view = await turned(shop, seen)
        pages += 1
    assert f"Page {pages} of {pages}" in words_of(view)
    assert "Line 399:" in words_of(view)
    seen = words_of(view)
    await shop.sandbox.click_in_view("ana", view.id, "in_full_back")
    await turned(shop, seen)


async def test_quoted_history_is_left_out_until_it_is_asked_for(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ben", asked, "claim")
    await shop.answers(asked, MAIL)
    line = await line_with(shop, asked, "It is the blue one.")
    assert "Which colour" not in words_of(line)
    for who in ("gus", "zoe"):
        said = await shop.refused(who, shop.sandbox.click(who, line.channel, line.ts, "in_full"))
        assert "Which colour" not in said
        assert "Guests" in said or "Only members" in said
    opened = await shop.opened("ben", shop.sandbox.command("ben", "support-orders", f"/ticket {asked.number}"))
    assert "It is the blue one." in words_of(opened)
    assert "Which colour" not in words_of(opened)
    await shop.sandbox.click_in_view("ben", opened.id, "in_full", value_of(opened, "in_full"))
    full = await shop.next_view("ben", opened)
    assert "Which colour was it?" in words_of(full)


async def test_of_a_ticket_sealed_meanwhile_an_old_button_opens_nothing(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ben", asked, "claim")
    await shop.answers(asked, MAIL)
    line = await line_with(shop, asked, "It is the blue one.")
    form = await shop.choose("ana", asked, "mark_sensitive")
    await shop.sandbox.submit("ana", form.id, {"class": "harm"})
    said = await shop.refused("chloe", shop.sandbox.click("chloe", line.channel, line.ts, "in_full"))
    assert "Please ask them" in said
    assert "Which colour" not in said
