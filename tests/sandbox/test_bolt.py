"""The real Bolt over signed HTTP: it cannot tell the sandbox from Slack."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import AppDidNotAnswer, Sandbox
from tests.sandbox.conftest import button, card, modal


async def test_click_modal_reply(sandbox: Sandbox, bolt: AsyncApp, client: AsyncWebClient, orders: str) -> None:
    @bolt.action("edit")
    async def on_edit(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(private_metadata=body["message"]["ts"]))

    @bolt.view("reply_edit")
    async def on_submit(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
        words = view["state"]["values"]["reply"]["text"]["value"]
        if "<" in words:
            await ack(response_action="errors", errors={"reply": "No markup, please"})
            return
        await ack()
        await client.chat_update(channel=orders, ts=view["private_metadata"], text=words)

    posted = await client.chat_postMessage(channel=orders, text="T-1", blocks=card(button("edit")))
    await sandbox.click("ana", "orders", posted["ts"], "edit")
    (view,) = sandbox.views("ana")
    assert await sandbox.submit("ana", view.id, {"text": "<b>"}) == {
        "response_action": "errors",
        "errors": {"reply": "No markup, please"},
    }
    await sandbox.submit("ana", view.id, {("reply", "text"): "Dear Jo"})
    assert sandbox.views("ana") == []
    assert [m.text for m in sandbox.messages("orders")] == ["Dear Jo"]


async def test_the_apps_own_messages_and_changes_come_back_and_bolt_ignores_them(
    sandbox: Sandbox, bolt: AsyncApp, client: AsyncWebClient, orders: str
) -> None:
    seen: list[str | None] = []

    @bolt.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        seen.append(event.get("subtype"))

    posted = await client.chat_postMessage(channel=orders, text="mine")
    await client.chat_update(channel=orders, ts=posted["ts"], text="changed")
    await sandbox.settled()
    assert [attempt.outcome for attempt in sandbox.attempts] == ["ok", "ok"]
    assert seen == []
    hers = await sandbox.say("ana", "orders", "hers")
    await sandbox.settled()
    await sandbox.edit_message("ana", "orders", hers.ts, "hers, edited")
    await sandbox.settled()
    assert seen == [None, "message_changed"]


async def test_a_listener_that_fails_gets_the_event_again(sandbox: Sandbox, bolt: AsyncApp) -> None:
    tries: list[str] = []

    @bolt.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        tries.append(event["text"])
        if len(tries) == 1:
            raise RuntimeError("database away")

    await sandbox.say("ana", "orders", "hello")
    await sandbox.wait_for(lambda: len(sandbox.attempts) >= 2)
    assert tries == ["hello", "hello"]


@pytest.mark.parametrize("ack_timeout", [0.3])
async def test_a_slow_or_missing_ack_is_none(sandbox: Sandbox, bolt: AsyncApp) -> None:
    @bolt.command("/slow")
    async def on_slow(ack: Any) -> None:
        await asyncio.sleep(0.6)
        await ack()

    for command in ("/slow", "/nobody"):
        with pytest.raises(AppDidNotAnswer):
            await sandbox.command("ana", "orders", command)
