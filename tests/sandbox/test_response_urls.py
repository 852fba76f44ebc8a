"""`response_url`: five uses, thirty minutes, and what an answer does to its source."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Sandbox
from tests.sandbox.conftest import Now, RawApp, button, card


@pytest.fixture
async def ts(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str) -> str:
    """A card that Ana has just clicked; the payload is the last one received."""
    posted = await client.chat_postMessage(channel=orders, text="card", blocks=card(button("claim")))
    await sandbox.settled()
    await sandbox.click("ana", "orders", posted["ts"], "claim")
    return str(posted["ts"])


def respond(raw: RawApp) -> AsyncWebhookClient:
    newest = next(payload for payload in reversed(raw.payloads) if "response_url" in payload)
    return AsyncWebhookClient(newest["response_url"])


async def test_five_uses(sandbox: Sandbox, raw: RawApp, ts: str) -> None:
    hook = respond(raw)
    answers = [await hook.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert [m.text for m in sandbox.ephemerals("ana")] == ["0", "1", "2", "3", "4"]
    assert len(sandbox.calls("response_url")) == 6


async def test_thirty_minutes(raw: RawApp, ts: str, now: Now) -> None:
    now.ahead += 1801
    answer = await respond(raw).send(text="late")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


async def test_replacing_and_deleting_the_source(sandbox: Sandbox, raw: RawApp, ts: str) -> None:
    await respond(raw).send(text="claimed by Ana", replace_original=True)
    (message,) = sandbox.messages("orders")
    assert (message.ts, message.text, message.blocks) == (ts, "claimed by Ana", ())
    await respond(raw).send(delete_original=True)
    assert sandbox.messages("orders") == []


async def test_in_a_thread_for_all_to_see(sandbox: Sandbox, raw: RawApp, ts: str) -> None:
    body = {"text": "done", "response_type": "in_channel", "replace_original": False, "thread_ts": ts}
    await respond(raw).send_dict(body)
    assert [m.text for m in sandbox.thread("orders", ts)] == ["done"]


async def test_an_ephemeral_is_replaced_where_chat_update_cannot(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str
) -> None:
    ana = sandbox.workspace.find_user("ana").id
    hidden = await client.chat_postEphemeral(channel=orders, user=ana, text="x", blocks=card(button("claim")))
    await sandbox.click("ana", "orders", hidden["message_ts"], "claim")
    await respond(raw).send(text="done", replace_original=True)
    assert [m.text for m in sandbox.ephemerals("ana")] == ["done"]


async def test_a_command_has_no_original_and_may_answer_in_its_ack(sandbox: Sandbox, raw: RawApp) -> None:
    raw.answer = {"text": "three wait"}
    assert await sandbox.command("ana", "orders", "/queue") == {"text": "three wait"}
    assert [m.text for m in sandbox.ephemerals("ana")] == ["three wait"]
    assert (await respond(raw).send(text="x", replace_original=True)).status_code == 400
    assert (await respond(raw).send(text="shared", response_type="in_channel")).status_code == 200
    assert [m.text for m in sandbox.messages("orders")] == ["shared"]


async def test_it_needs_no_membership(sandbox: Sandbox, raw: RawApp) -> None:
    await sandbox.command("lea", "ops", "/queue")
    await respond(raw).send(text="shared", response_type="in_channel")
    assert [m.text for m in sandbox.messages("ops")] == ["shared"]


async def test_blocks_are_checked_here_too(raw: RawApp, ts: str) -> None:
    async with aiohttp.ClientSession() as session:
        body = {"blocks": [{"type": "divide"}]}
        async with session.post(raw.payloads[-1]["response_url"], json=body) as response:
            assert (response.status, (await response.json())["error"]) == (400, "invalid_blocks")
