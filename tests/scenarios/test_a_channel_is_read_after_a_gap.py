"""What was said in a request channel while nobody listened is heard afterwards: nothing is lost, and once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.scenarios.internal import Colleagues
from tests.scenarios.reading import buttons, words_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

Open = Callable[..., Awaitable[Colleagues]]


@pytest_asyncio.fixture(loop_scope="session")
async def own(tmp_path: Path) -> AsyncIterator[Open]:
    """Opens a desk for one story alone."""
    opened: list[Colleagues] = []

    async def open_one(*, http: bool = False) -> Colleagues:
        desk = Colleagues(tmp_path, http=http)
        opened.append(desk)
        await desk.open()
        await desk.quiet()
        return desk

    yield open_one
    for desk in opened:
        await desk.close()


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_after_a_night_without_deskhand(own: Open, monkeypatch: pytest.MonkeyPatch, http: bool) -> None:
    monkeypatch.setattr("bot.slack.gateway._PAGE", 4)  # so that a few messages are several pages
    desk = await own(http=http)
    old = await desk.asks("tim", "My laptop does not switch on.")
    await desk.answer("tim", old, "request_open")
    ticket = await desk.opened_as(old)
    gone = await desk.asks("ula", "I will delete this.")
    await desk.question(gone)
    await desk.quiet()
    await desk.stop()

    missed = [await desk.asks("tim", f"The screen of laptop {number} is broken.") for number in range(6)]
    leave = await desk.asks("ula", "Can I move two days of leave into next year?", "ask-hr")
    await desk.sandbox.say("tim", "help-it", "It is the one with the blue sticker.", old.ts)
    await desk.sandbox.delete_message("ula", "help-it", gone.ts)
    await desk.start()

    for message in missed:
        await desk.question(message)
    await desk.opened_as(leave)
    await desk.until(lambda: not [m for m in desk.below(gone) if m.by_app] or None)
    await desk.quiet()
    view = await desk.opened("ivy", desk.sandbox.command("ivy", "it-desk", f"/ticket {ticket.number}"))
    assert words_of(view).count("It is the one with the blue sticker.") == 1

    await desk.stop()
    await desk.start()
    await desk.quiet()
    for message in missed:
        assert len([m for m in desk.below(message) if m.by_app]) == 1, "nobody is asked twice"


async def test_what_was_said_before_deskhand_came_is_left_alone(tmp_path: Path) -> None:
    desk = Colleagues(tmp_path)
    await desk.sandbox.start()
    now = desk.sandbox.workspace.now
    desk.sandbox.workspace.now = lambda: now() - 3600
    before = await desk.asks("tim", "An hour ago.")
    desk.sandbox.workspace.now = now
    await desk.start()
    try:
        await desk.quiet()
        assert desk.below(before) == []
        await desk.question(await desk.asks("tim", "Just now."))
    finally:
        await desk.close()


async def test_a_line_that_was_lost_between_two_others_is_found(own: Open) -> None:
    desk = await own()
    message = await desk.asks("tim", "My laptop does not switch on.")
    await desk.answer("tim", message, "request_open")
    asked = await desk.opened_as(message)
    await desk.quiet()
    with desk.sandbox.silence():
        await desk.sandbox.say("tim", "help-it", "It is the black one.", message.ts)
    await desk.sandbox.say("tim", "help-it", "It stands on my desk.", message.ts)
    await desk.quiet()
    desk.clock.set(desk.clock.now() + timedelta(minutes=6))
    await desk.tick()
    view = await desk.opened("ivy", desk.sandbox.command("ivy", "it-desk", f"/ticket {asked.number}"))
    for line in ("It is the black one.", "It stands on my desk."):
        assert words_of(view).count(line) == 1


async def test_a_lost_connection_is_a_gap_too(own: Open) -> None:
    desk = await own()
    desk.sandbox.fail("apps.connections.open", status=500, times=2)
    desk.sandbox.socket_mode.drop()
    message = await desk.asks("tim", "My laptop does not switch on.")
    desk.sandbox.clear_faults()
    await desk.question(message)


async def test_the_timer_reads_what_no_event_told(own: Open) -> None:
    desk = await own()
    with desk.sandbox.silence():
        message = await desk.asks("tim", "My laptop does not switch on.")
    await desk.quiet()
    assert desk.below(message) == []
    desk.clock.set(desk.clock.now() + timedelta(minutes=6))
    await desk.tick()
    await desk.question(message)


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "chat.postMessage", "drop_after": True},
        {"method": "chat.postMessage", "status": 429},
        {"method": "chat.postMessage", "status": 500},
        {"method": "users.info", "status": 500},
    ],
    ids=["unclear", "limited", "down", "who"],
)
async def test_slack_fails_while_it_is_asked(own: Open, fault: dict[str, object]) -> None:
    desk = await own()
    method = str(fault.pop("method"))
    desk.sandbox.fail(method, **fault)  # type: ignore[arg-type]
    message = await desk.asks("tim", "My laptop does not switch on.")
    await desk.question(message)
    await desk.quiet()
    assert len([m for m in desk.below(message) if m.by_app]) == 1


@pytest.mark.parametrize("method", ["conversations.replies", "chat.update"])
async def test_slack_fails_while_it_becomes_a_ticket(own: Open, method: str) -> None:
    desk = await own()
    message = await desk.asks("tim", "My laptop does not switch on.")
    line = await desk.question(message)
    desk.sandbox.fail(method, status=500, times=2)
    await desk.sandbox.click("tim", line.channel, line.ts, "request_open")
    asked = await desk.opened_as(message)
    await desk.quiet()
    assert (await desk.opened_as(message)).ticket == asked.ticket
    assert "request_open" not in buttons(desk.line(message) or message)


async def test_a_restart_between_the_press_and_the_ticket(own: Open) -> None:
    desk = await own()
    message = await desk.asks("tim", "My laptop does not switch on.")
    line = await desk.question(message)
    desk.sandbox.fail("conversations.replies", status=500, times=1000)
    await desk.sandbox.click("tim", line.channel, line.ts, "request_open")
    await desk.stop()
    desk.sandbox.clear_faults()
    await desk.start()
    asked = await desk.opened_as(message)
    await desk.card_with(asked, "claim", channel="it-desk")


async def test_what_was_deleted_after_the_press_becomes_nothing(own: Open) -> None:
    desk = await own()
    message = await desk.asks("tim", "My laptop does not switch on.")
    line = await desk.question(message)
    await desk.stop()
    await desk.sandbox.delete_message("tim", "help-it", message.ts)
    await desk.start()
    await desk.until(lambda: not [m for m in desk.below(message) if m.by_app] or None)
    assert line.by_app
