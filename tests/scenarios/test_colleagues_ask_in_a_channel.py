"""An internal desk: colleagues ask in a channel, are asked first, and are answered where they asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from tests.scenarios.internal import Colleagues
from tests.scenarios.reading import buttons, everything, words_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

Get = Callable[[str], Awaitable[Colleagues]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Get]:
    opened: dict[str, Colleagues] = {}

    async def get(kind: str) -> Colleagues:
        if kind not in opened:
            opened[kind] = Colleagues(tmp_path_factory.mktemp(f"desk-{kind}"), http=kind == "http")
            await opened[kind].open()
        return opened[kind]

    yield get
    for desk in opened.values():
        await desk.close()


@pytest_asyncio.fixture(loop_scope="session", params=["socket", "http"])
async def desk(request: pytest.FixtureRequest, desks: Get) -> Colleagues:
    return await desks(request.param)


async def test_from_a_message_to_the_answer_in_its_thread(desk: Colleagues) -> None:
    # Whoever asks often counts as a delicate case, and this one asks in no other story.
    message = await desk.asks("max", "The VPN does not connect from home.")
    line = await desk.question(message)
    assert "Shall we open a ticket for this?" in words_of(line)
    await desk.answer("max", message, "request_open")
    asked = await desk.opened_as(message)
    assert "The answer comes here." in words_of(desk.line(message) or message)
    card = await desk.card_with(asked, "approve", channel="it-desk")
    assert "Max" in words_of(card)
    await desk.press("ivy", asked, "approve")
    reply = await desk.until(
        lambda: next((m for m in desk.below(message) if "vpn.brookhill.example" in words_of(m)), None)
    )
    assert f"@{desk.person('max')}" in words_of(reply)
    assert asked.number in words_of(reply)
    assert not any("vpn.brookhill.example" in words_of(m) for m in desk.sandbox.dms("max"))
    await desk.card_with(asked, "more", says="Waiting for the customer")
    await desk.quiet()
    assert len([m for m in desk.below(message) if "vpn.brookhill.example" in words_of(m)]) == 1

    await desk.sandbox.say("max", "help-it", "Thank you, but it still says authentication failed.", message.ts)
    await desk.card_with(asked, "more", says="With Ivy Chen")
    view = await desk.opened("ivy", desk.sandbox.command("ivy", "it-desk", f"/ticket {asked.number}"))
    assert "authentication failed" in words_of(view)


async def test_no_thanks_takes_the_question_away(desk: Colleagues) -> None:
    message = await desk.asks("ula", "Lunch at noon, anybody?")
    await desk.answer("ula", message, "request_decline")
    await desk.until(lambda: not desk.below(message) or None)
    await desk.quiet()
    assert desk.below(message) == []


async def test_the_team_may_answer_and_nobody_else(desk: Colleagues) -> None:
    message = await desk.asks("tim", "The screen of my laptop is broken.")
    line = await desk.question(message)
    for who in ("ula", "gil"):
        said = await desk.told(who, desk.sandbox.click(who, line.channel, line.ts, "request_open"))
        assert "Only whoever wrote the message" in said or "Guests" in said
    await desk.quiet()
    assert "request_open" in buttons(await desk.question(message))
    await desk.answer("noor", message, "request_open")
    asked = await desk.opened_as(message)
    await desk.card_with(asked, "claim")
    view = await desk.opened("ivy", desk.sandbox.command("ivy", "it-desk", f"/ticket {asked.number}"))
    assert "Tim Walsh" in words_of(view)


async def test_pressed_by_two_at_once_it_is_one_ticket(desk: Colleagues) -> None:
    message = await desk.asks("tim", "My dock is dead.")
    line = await desk.question(message)
    await asyncio.gather(
        *(desk.sandbox.click(who, line.channel, line.ts, "request_open") for who in ("tim", "ivy", "sam", "tim"))
    )
    asked = await desk.opened_as(message)
    await desk.quiet()
    assert (await desk.opened_as(message)).ticket == asked.ticket


async def test_a_stale_question_does_no_harm(desk: Colleagues) -> None:
    message = await desk.asks("tim", "My headset hums.")
    seen = await desk.question(message)
    await desk.answer("tim", message, "request_open")
    asked = await desk.opened_as(message)
    await desk.quiet()
    said = await desk.told("tim", desk.old_click("tim", seen, "request_decline"))
    assert "answered already" in said
    assert (await desk.opened_as(message)).ticket == asked.ticket


async def test_what_is_edited_before_is_read_anew(desk: Colleagues) -> None:
    message = await desk.asks("ula", "My lapdop")
    await desk.question(message)
    await desk.sandbox.edit_message("ula", "help-it", message.ts, "My laptop does not switch on any more.")
    await desk.answer("ula", message, "request_open")
    await desk.card_with(await desk.opened_as(message), "claim", says="My laptop does not switch on any more.")


async def test_what_is_deleted_before_is_withdrawn(desk: Colleagues) -> None:
    message = await desk.asks("ula", "Please forget that I wrote this.")
    await desk.question(message)
    await desk.sandbox.delete_message("ula", "help-it", message.ts)
    await desk.until(lambda: not [m for m in desk.below(message) if m.by_app] or None)


async def test_apps_and_threads_are_not_asked_about(desk: Colleagues) -> None:
    message = await desk.asks("tim", "Who has a spare charger?")
    await desk.question(message)
    below = await desk.sandbox.say("ula", "help-it", "I have one.", message.ts)
    await desk.quiet()
    assert [m.ts for m in desk.below(message) if not m.by_app] == [below.ts]
    assert len([m for m in desk.below(message) if m.by_app]) == 1


async def test_an_answer_by_hand_in_the_thread_is_an_answer(desk: Colleagues) -> None:
    message = await desk.asks("tim", "Where do I find the printer drivers?")
    await desk.sandbox.say("tim", "help-it", "It is the one on the second floor.", message.ts)
    await desk.answer("tim", message, "request_open")
    asked = await desk.opened_as(message)
    await desk.quiet()
    await desk.sandbox.say("ula", "help-it", "I would like to know that, too.", message.ts)
    await desk.sandbox.say("ivy", "help-it", "They are in the Company Portal.", message.ts)
    await desk.card_with(asked, "more", says="Waiting for the customer")
    view = await desk.opened("ivy", desk.sandbox.command("ivy", "it-desk", f"/ticket {asked.number}"))
    assert "second floor" in words_of(view), "what was added before the ticket joins it"
    assert "Company Portal" in words_of(view)
    assert "know that, too" not in words_of(view)


async def test_what_is_delicate_is_answered_by_direct_message(desk: Colleagues) -> None:
    message = await desk.asks("tim", "Somebody broke into my account, I am a victim of fraud and will call my lawyer.")
    await desk.answer("tim", message, "request_open")
    asked = await desk.opened_as(message)
    card = await desk.card_with(asked, "open", channel="desk-sensitive")
    await desk.quiet()
    assert "lawyer" not in everything(card)
    assert "The answer comes by direct message." in words_of(desk.line(message) or message)


async def test_hr_makes_a_ticket_at_once_and_answers_in_private(desk: Colleagues) -> None:
    message = await desk.asks("ula", "How many days of leave do I have left?", "ask-hr")
    asked = await desk.opened_as(message)
    assert "The answer comes by direct message." in words_of(desk.line(message) or message)
    await desk.card_with(asked, "claim", channel="hr-desk")
    form = await desk.choose("dana", asked, "write_reply")
    assert await desk.sandbox.submit("dana", form.id, {"text": "Eleven and a half. Dana"}) == {}
    await desk.written_to("ula", asked.number, "Eleven and a half.")
    assert not any("Eleven" in words_of(m) for m in desk.below(message))


async def test_the_emoji_makes_a_ticket_once(desk: Colleagues) -> None:
    message = await desk.asks("tim", "My mouse double-clicks.")
    await desk.question(message)
    await desk.sandbox.react("ula", "help-it", message.ts, "ticket")
    await desk.quiet()
    assert "request_open" in buttons(await desk.question(message)), "she neither wrote it nor works here"
    await desk.sandbox.react("ivy", "help-it", message.ts, "eyes")
    await desk.sandbox.react("ivy", "help-it", message.ts, "ticket")
    await desk.sandbox.react("noor", "help-it", message.ts, "ticket")
    asked = await desk.opened_as(message)
    await desk.quiet()
    shown = await desk.opened("sam", desk.sandbox.message_shortcut("sam", "ticket_from_message", "help-it", message.ts))
    assert f"There is already {asked.number} for this message." in words_of(shown)


async def test_the_shortcut_and_the_question_are_one(desk: Colleagues) -> None:
    message = await desk.asks("tim", "Teams is slow.")
    await desk.question(message)
    form = await desk.opened("sam", desk.sandbox.message_shortcut("sam", "ticket_from_message", "help-it", message.ts))
    assert await desk.sandbox.submit("sam", form.id, {}) == {}
    asked = await desk.opened_as(message)
    await desk.quiet()
    assert "request_open" not in buttons(desk.line(message) or message)
    await desk.card_with(asked, "claim", channel="it-desk")
