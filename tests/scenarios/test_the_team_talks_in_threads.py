"""Plain talk below a card is a note on its ticket; *Add as note* keeps what was said elsewhere. No customer sees it."""

import asyncio
from typing import Any

import pytest

from bot.domain.errors import DatabaseUnavailable
from sandbox import Message, View
from tests.scenarios.reading import fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(shop: Shop, who: str, asked: Asked) -> str:
    """What **Open** shows."""
    command = shop.sandbox.command(who, "support-orders", f"/ticket {asked.number}")
    return words_of(await shop.opened(who, command))


async def standing(shop: Shop, asked: Asked) -> Message:
    """The card, of which it is known by now where it stands."""
    await shop.card_with(asked)
    await shop.quiet()
    return await shop.card_with(asked)


async def said(shop: Shop, who: str, asked: Asked, text: str) -> Message:
    card = await standing(shop, asked)
    message = await shop.sandbox.say(who, shop.channel_of(card), text, card.ts)
    await shop.quiet()
    return message


async def as_note(shop: Shop, who: str, channel: str, message: Message) -> View:
    return await shop.opened(who, shop.sandbox.message_shortcut(who, "add_as_note", channel, message.ts))


async def test_talk_is_a_note_and_follows_what_becomes_of_it(shop: Shop) -> None:
    asked = await shop.asks_where()
    message = await said(shop, "ben", asked, f"<@{shop.person('ana')}>: he called twice & was kind.")
    told = await opened(shop, "ana", asked)
    assert "Ben Okafor · Note" in told
    assert "@Ana Ferreira: he called twice & was kind." in told
    created = [e for e in shop.sandbox.events if e["event"].get("ts") == message.ts][-1]
    await asyncio.gather(*(shop.sandbox.redeliver(created) for _ in range(3)))
    await shop.quiet()
    assert (await opened(shop, "ana", asked)).count("he called twice") == 1

    await shop.sandbox.edit_message("ben", message.channel, message.ts, "He called three times.")
    await shop.quiet()
    told = await opened(shop, "ana", asked)
    assert "He called three times." in told
    assert "called twice" not in told
    await shop.sandbox.delete_message("ben", message.channel, message.ts)
    await shop.quiet()
    assert "three times" not in await opened(shop, "ana", asked)
    history = words_of(await shop.choose("ana", asked, "history"))
    for line in ("Ben Okafor added a note", "A note was edited in Slack", "A note was deleted in Slack"):
        assert line in history
    assert shop.replies(asked) == []


async def test_guests_and_apps_leave_no_notes(shop: Shop) -> None:
    asked = await shop.asks_where()
    await said(shop, "gus", asked, "I only help out here.")
    await shop.press("ana", asked, "claim")
    await shop.quiet()
    told = await opened(shop, "ana", asked)
    assert "only help out" not in told
    assert "· Note" not in told


async def test_what_was_said_elsewhere_is_added_to_the_ticket_that_is_named(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ben", asked, "claim")
    message = await shop.sandbox.say("tomas", "ops-logistics", f"Parcel {asked.order} sits in Lyon.")
    form = await as_note(shop, "lena", "ops-logistics", message)
    assert f"Parcel {asked.order} sits in Lyon." in words_of(form)
    assert list(fields(form)) == ["number"]
    wrong = await shop.sandbox.submit("lena", form.id, {"number": "T-1"})
    assert "no such ticket" in str(wrong["errors"])
    answers = await asyncio.gather(
        *(shop.sandbox.submit("lena", form.id, {"number": asked.number.lower()}) for _ in range(2)),
        return_exceptions=True,
    )
    assert {} in answers
    lines = await shop.until(lambda: [m for m in shop.thread(asked) if "sits in Lyon" in words_of(m)])
    assert "Tomás Ruiz" in words_of(lines[0])
    assert words_of(lines[0]).rstrip().endswith(f"Parcel {asked.order} sits in Lyon.")
    await shop.quiet()
    assert len([m for m in shop.thread(asked) if "sits in Lyon" in words_of(m)]) == 1
    await shop.written_to("lena", f"Kept as a note on {asked.number}.")
    twice = await shop.told("lena", shop.sandbox.message_shortcut("lena", "add_as_note", "ops-logistics", message.ts))
    assert f"It is a note on {asked.number} already." in twice


async def test_in_a_tickets_thread_nothing_has_to_be_asked(shop: Shop) -> None:
    asked = await shop.asks_where()
    message = await said(shop, "gus", asked, "The parcel is in the yard.")
    pressed = shop.sandbox.message_shortcut("ana", "add_as_note", "support-orders", message.ts)
    assert f"Kept as a note on {asked.number}." in await shop.told("ana", pressed)
    assert "The parcel is in the yard." in await opened(shop, "ben", asked)


@pytest.mark.parametrize(("who", "why"), [("zoe", "Only members of"), ("gus", "Guests and people of another")])
async def test_outsiders_are_told_before_they_type(shop: Shop, who: str, why: str) -> None:
    asked = await shop.asks_where()
    below = await said(shop, "gus", asked, "Another word.")
    beside = await shop.sandbox.say("ben", "support-orders", "A word.")
    for message in (below, beside):
        pressed = shop.sandbox.message_shortcut(who, "add_as_note", "support-orders", message.ts)
        assert why in await shop.refused(who, pressed)
    assert "Another word" not in await opened(shop, "ana", asked)


async def test_the_card_itself_is_no_note(shop: Shop) -> None:
    asked = await shop.asks_where()
    card = await standing(shop, asked)
    pressed = shop.sandbox.message_shortcut("ana", "add_as_note", "support-orders", card.ts)
    assert "a message of Deskhand’s own" in await shop.told("ana", pressed)


async def test_below_a_sealed_card_the_writer_learns_who_reads_along(shop: Shop) -> None:
    asked = await shop.is_angry()
    card = await standing(shop, asked)
    words = f"Offer the voucher {asked.number}."
    told = await shop.told("marta", shop.sandbox.say("marta", "support-escalations", words, card.ts))
    assert f"Kept as a note on {asked.number}. The ticket is sealed" in told
    assert words in words_of(await shop.open_by("lena", asked, "open"))
    told = await shop.told("priya", shop.sandbox.say("priya", "support-escalations", "Let me see.", card.ts))
    assert "was not kept" in told
    view = await shop.open_by("lena", asked, "open")
    assert "Let me see." not in words_of(view)
    await shop.sandbox.click_in_view("lena", view.id, "more", option=f"add_note:{asked.ticket}")
    form = await shop.next_view("lena", view)
    assert "only who may open it reads the note" in words_of(form)
    assert await shop.sandbox.submit("lena", form.id, {"note": "She has a lawyer."}) == {}
    below = await shop.until(
        lambda: next((v for v in shop.sandbox.views("lena") if "She has a lawyer." in words_of(v)), None)
    )
    assert below.id == view.id
    assert not [m for m in shop.sandbox.posted if "She has a lawyer." in words_of(m)]


async def test_a_note_is_kept_though_slack_takes_no_answer(shop: Shop) -> None:
    asked = await shop.is_angry()
    card = await standing(shop, asked)
    shop.sandbox.fail("chat.postEphemeral", status=500)
    try:
        await shop.sandbox.say("marta", "support-escalations", "We wait for the report.", card.ts)
        await shop.quiet()
    finally:
        shop.sandbox.clear_faults()
    assert "We wait for the report." in words_of(await shop.open_by("lena", asked, "open"))


async def test_an_event_that_was_not_taken_comes_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = await shop.asks_where()
    card = await standing(shop, asked)
    tried = 0

    def full(*_: Any) -> None:
        nonlocal tried
        tried += 1
        raise DatabaseUnavailable("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("bot.flow.notes.heard", full)
        message = await shop.sandbox.say("ben", "support-orders", "It came after all.", card.ts)
        await shop.until(lambda: tried)
    told = [e for e in shop.sandbox.events if e["event"].get("ts") == message.ts][-1]
    await shop.sandbox.redeliver(told)
    await shop.quiet()
    assert "It came after all." in await opened(shop, "ana", asked)
