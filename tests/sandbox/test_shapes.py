"""What the sandbox sends and answers has exactly the keys of the recorded shapes."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.conftest import Json, RawApp, button, card, modal

SHAPES = Path(__file__).parent / "shapes"
# What these hold is the app's or the person's own, or (`icons`) depends on the picture.
OPEN = {"blocks", "values", "metadata", "icons", "event_payload"}
# Present on some messages only, in Slack as here.
OPTIONAL = {"client_msg_id", "thread_ts", "parent_user_id", "edited", "style", "response_metadata", "num_members"}


def keys(value: Any, at: str = "") -> set[str]:
    """Every key path of a JSON value, with lists flattened."""
    if isinstance(value, list):
        return set().union(*[keys(entry, at) for entry in value]) if value else set()
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, entry in value.items():
        if key in OPTIONAL:
            continue
        found.add(f"{at}/{key}")
        if key not in OPEN:
            found |= keys(entry, f"{at}/{key}")
    return found


def shape(name: str) -> Json:
    loaded: Json = json.loads((SHAPES / f"{name}.json").read_text())["shape"]
    return loaded


def same(ours: Any, name: str) -> None:
    assert keys(ours) == keys(shape(name)), name


async def test_answers_of_reads(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    ana = sandbox.workspace.find_user("ana").id
    same((await client.auth_test()).data, "resp_auth_test")
    same((await client.conversations_info(channel=orders)).data, "resp_conversations_info")
    same((await client.users_info(user=ana)).data, "resp_users_info")
    same((await client.usergroups_list(include_users=True)).data, "resp_usergroups_list")
    listed = await client.conversations_list(types="public_channel,private_channel", limit=1)
    assert listed["response_metadata"]["next_cursor"]
    assert [c["name"] for c in listed["channels"]] == ["orders"]


async def test_answers_of_writes(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    ana = sandbox.workspace.find_user("ana").id
    posted = await client.chat_postMessage(channel=orders, text="T-123", blocks=card(button("claim", value="1")))
    same(posted.data, "resp_chat_postMessage")
    updated = await client.chat_update(channel=orders, ts=posted["ts"], text="T-123", blocks=card(button("claim")))
    same(updated.data, "resp_chat_update")
    same((await client.chat_postEphemeral(channel=orders, user=ana, text="psst")).data, "resp_chat_postEphemeral")


async def test_answers_of_uploads(client: AsyncWebClient) -> None:
    asked = await client.files_getUploadURLExternal(filename="shot.png", length=3)
    same(asked.data, "resp_files_getUploadURLExternal")
    async with aiohttp.ClientSession() as session, session.post(asked["upload_url"], data=b"png") as response:
        assert await response.text() == "OK - 3"
    done = await client.files_completeUploadExternal(files=[{"id": asked["file_id"], "title": "shot"}])
    same(done.data, "resp_files_completeUploadExternal")


async def test_message_events(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str) -> None:
    bot = sandbox.workspace.bot_user
    said = await sandbox.say("ana", "orders", "thanks!")
    await sandbox.settled()
    same(raw.payloads[-1], "event_message_channel")
    await sandbox.say("lea", "orders", "and more", thread_ts=said.ts)
    await sandbox.settled()
    same(raw.payloads[-1], "event_message_thread_reply")
    assert raw.payloads[-1]["event"]["parent_user_id"] == said.user
    await sandbox.edit_message("ana", "orders", said.ts, "thanks a lot!")
    await sandbox.settled()
    same(raw.payloads[-1], "event_message_changed")
    await sandbox.react("lea", "orders", said.ts, "eyes")
    await sandbox.settled()
    same(raw.payloads[-1], "event_reaction_added")
    gone = await sandbox.say("ana", "orders", "oops")
    await sandbox.delete_message("ana", "orders", gone.ts)
    await sandbox.settled()
    same(next(p for p in raw.payloads if p["event"].get("subtype") == "message_deleted"), "event_message_deleted")
    await sandbox.say("ana", "orders", f"<@{bot}> status?")
    await sandbox.settled()
    mention = next(p for p in raw.payloads if p["event"]["type"] == "app_mention")
    same(mention, "event_app_mention")
    await client.chat_postMessage(channel=orders, text="T-123", blocks=card(button("claim")))
    await sandbox.settled()
    same(raw.payloads[-1], "event_message_from_own_bot")


async def test_other_events(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp) -> None:
    ana = sandbox.workspace.find_user("ana").id
    await client.views_publish(user_id=ana, view={"type": "home", "blocks": []})
    await sandbox.open_home("ana")
    await sandbox.settled()
    same(raw.payloads[-1], "event_app_home_opened")
    opened = await client.conversations_open(users=ana)
    await sandbox.say("ana", opened["channel"]["id"], "hello")
    await sandbox.settled()
    same(raw.payloads[-1], "event_message_im")
    await sandbox.join("gus", "orders")
    await sandbox.settled()
    assert keys(raw.payloads[-1]) == keys(shape("event_member_joined_channel")) - {"/event/inviter"}


async def test_interactions(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str) -> None:
    ana = sandbox.workspace.find_user("ana").id
    blocks = card(button("claim", value="tkt_123", style="primary"))
    meta = {"event_type": "ticket_posted", "event_payload": {"ticket_id": "tkt_123"}}
    root = await client.chat_postMessage(channel=orders, text="T-123", blocks=blocks, metadata=meta)
    reply = await client.chat_postMessage(
        channel=orders, text="T-123", blocks=blocks, metadata=meta, thread_ts=root["ts"]
    )
    hidden = await client.chat_postEphemeral(channel=orders, user=ana, text="psst", blocks=blocks)
    await sandbox.settled()
    for ts, name in (
        (root["ts"], "block_actions_message_button"),
        (reply["ts"], "block_actions_message_button_in_thread"),
        (hidden["message_ts"], "block_actions_ephemeral_button"),
    ):
        await sandbox.click("ana", "orders", ts, "claim")
        same(raw.payloads[-1], name)
    assert raw.payloads[-2]["container"]["thread_ts"] == root["ts"]
    await sandbox.command("ana", "orders", "/ticket list open")
    same(raw.payloads[-1], "slash_command")
    assert raw.payloads[-1]["text"] == "list open"
    await sandbox.shortcut("ana", "new_ticket")
    same(raw.payloads[-1], "shortcut_global")
    said = await sandbox.say("ana", "orders", "Customer cannot log in")
    await sandbox.settled()
    await sandbox.message_shortcut("ana", "ticket_from_message", "orders", said.ts)
    same(raw.payloads[-1], "shortcut_message")


async def test_views(sandbox: Sandbox, client: AsyncWebClient, raw: RawApp) -> None:
    tone = {
        "type": "actions", "block_id": "tone_b",
        "elements": [{"type": "static_select", "action_id": "tone", "options": [
            {"text": {"type": "plain_text", "text": "Friendly"}, "value": "friendly"}]}],
    }  # fmt: skip
    await sandbox.shortcut("ana", "new_ticket")
    view = modal(notify_on_close=True)
    view["blocks"].append(tone)
    opened = await client.views_open(trigger_id=raw.payloads[-1]["trigger_id"], view=view)
    same(opened.data, "resp_views_open")
    await sandbox.click_in_view("ana", opened["view"]["id"], "tone", option="friendly")
    same(raw.payloads[-1], "block_actions_in_view")
    assert raw.payloads[-1]["actions"][0]["selected_option"]["value"] == "friendly"
    raw.answer = {"response_action": "errors", "errors": {"reply": "Too long"}}
    await sandbox.submit("ana", opened["view"]["id"], {"text": "Hi"})
    same(raw.payloads[-1], "view_submission")
    assert raw.payloads[-1]["view"]["state"]["values"]["reply"]["text"]["value"] == "Hi"
    await sandbox.close_view("ana", opened["view"]["id"])
    same(raw.payloads[-1], "view_closed")


async def test_socket_mode_frames(sandbox: Sandbox) -> None:
    opener = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    address = await opener.apps_connections_open(app_token=sandbox.app_token)
    same(address.data, "socket_apps_connections_open_response")
    async with aiohttp.ClientSession() as session, session.ws_connect(address["url"]) as socket:
        same(await socket.receive_json(), "socket_hello")
        await sandbox.say("ana", "orders", "hello")
        event = await socket.receive_json()
        assert event.keys() == shape("socket_envelope_events_api").keys()
        await socket.send_json({"envelope_id": event["envelope_id"]})
        await sandbox.settled()
        assert sandbox.attempts[-1].outcome == "ok"
        await sandbox.disconnect_sockets()
        same(await socket.receive_json(), "socket_disconnect_refresh_requested")


@pytest.mark.parametrize(
    ("error", "name"),
    [("missing_scope", "resp_error_missing_scope"), ("invalid_blocks", "resp_error_invalid_blocks")],
)
async def test_refusals(error: str, name: str) -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}}}
    workspace = Sandbox("T", ["ana"], [{"name": "orders"}], manifest=manifest)
    async with workspace as sandbox, aiohttp.ClientSession() as http:
        head = {"Authorization": f"Bearer {sandbox.bot_token}"}
        channel = sandbox.workspace.find_channel("orders").id
        if error == "missing_scope":
            request = http.get(f"{sandbox.api_url}users.list", headers=head)
        else:
            blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
            body = {"channel": channel, "text": "x", "blocks": blocks}
            request = http.post(f"{sandbox.api_url}chat.postMessage", headers=head, json=body)
        async with request as response:
            answer = await response.json()
    assert answer["error"] == error
    recorded = shape(name)
    assert answer.keys() == recorded.keys()
    if error == "invalid_blocks":
        assert answer["response_metadata"] == recorded["response_metadata"]
