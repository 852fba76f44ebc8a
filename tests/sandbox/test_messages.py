"""Posting, updating, reading: the rules of Slack that a card app meets."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.conftest import button, card

META = {"event_type": "deskhand_card", "event_payload": {"ticket": 1042}}


async def error_of(call: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call  # type: ignore[misc]
    return str(refused.value.response["error"])


async def test_update_without_blocks_removes_them_and_keeps_metadata(
    sandbox: Sandbox, client: AsyncWebClient, orders: str
) -> None:
    posted = await client.chat_postMessage(channel=orders, text="T-1", blocks=card(button("a")), metadata=META)
    await client.chat_update(channel=orders, ts=posted["ts"], text="T-1 done")
    (message,) = sandbox.messages("orders")
    assert (message.text, message.blocks, message.metadata) == ("T-1 done", (), META)
    assert sandbox.posted[0].blocks, "what was first posted stays on record"


async def test_what_cannot_be_updated(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    ana = sandbox.workspace.find_user("ana").id
    theirs = await sandbox.say("ana", "orders", "mine")
    hidden = await client.chat_postEphemeral(channel=orders, user=ana, text="psst")
    ours = await client.chat_postMessage(channel=orders, text="x")
    assert await error_of(client.chat_update(channel=orders, ts=theirs.ts, text="x")) == "cant_update_message"
    assert await error_of(client.chat_update(channel=orders, ts=hidden["message_ts"], text="x")) == "message_not_found"
    assert await error_of(client.chat_update(channel=orders, ts=ours["ts"], text="x" * 4001)) == "msg_too_long"
    assert await error_of(client.chat_delete(channel=orders, ts=theirs.ts)) == "cant_delete_message"


async def test_where_the_app_may_post(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    ops, secret = (sandbox.workspace.find_channel(name).id for name in ("ops", "secret"))
    gus = sandbox.workspace.find_user("gus").id
    assert await error_of(client.chat_postMessage(channel=ops, text="x")) == "not_in_channel"
    assert await error_of(client.chat_postMessage(channel=secret, text="x")) == "channel_not_found"
    assert await error_of(client.conversations_info(channel=secret)) == "channel_not_found"
    assert await error_of(client.api_call("chat.postMessage", json={"channel": orders})) == "no_text"
    assert await error_of(client.chat_postEphemeral(channel=orders, user=gus, text="x")) == "user_not_in_channel"
    assert await error_of(client.chat_postMessage(channel=orders, text="x", thread_ts="1.2")) == "thread_not_found"
    await client.conversations_join(channel=ops)
    assert (await client.chat_postMessage(channel=ops, text="x"))["ok"]


async def test_tokens(sandbox: Sandbox) -> None:
    def using(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=sandbox.api_url)

    assert await error_of(using(None).auth_test()) == "not_authed"
    assert await error_of(using("xoxb-other").auth_test()) == "invalid_auth"
    assert await error_of(using(sandbox.app_token).auth_test()) == "not_allowed_token_type"
    assert await error_of(using(sandbox.bot_token).api_call("chat.shout")) == "unknown_method"


async def test_history_in_pages_with_metadata_on_request(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    first = await client.chat_postMessage(channel=orders, text="1", metadata=META)
    await client.chat_postMessage(channel=orders, text="in the thread", thread_ts=first["ts"])
    await client.chat_postMessage(channel=orders, text="2")
    page = await client.conversations_history(channel=orders, limit=1, include_all_metadata=True)
    assert [m["text"] for m in page["messages"]] == ["2"]
    assert page["has_more"]
    rest = await client.conversations_history(
        channel=orders, cursor=page["response_metadata"]["next_cursor"], include_all_metadata=True
    )
    (root,) = rest["messages"]
    assert (root["text"], root["reply_count"], root["metadata"]) == ("1", 1, META)
    plain = await client.conversations_history(channel=orders)
    assert "metadata" not in plain["messages"][-1]
    thread = await client.conversations_replies(channel=orders, ts=first["ts"])
    assert [m["text"] for m in thread["messages"]] == ["1", "in the thread"]
    newer = await client.conversations_history(channel=orders, oldest=first["ts"])
    assert [m["text"] for m in newer["messages"]] == ["2"]


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("chat.postMessage", {"text": "x", "attachments": 5}),
        ("chat.postMessage", {"text": "x", "blocks": "{"}),
        ("chat.postMessage", {"text": "x", "blocks": [{"type": []}]}),
        ("chat.postMessage", {"text": "x", "metadata": [1]}),
        ("chat.update", {"text": "x", "ts": {"a": 1}}),
        ("conversations.history", {"limit": []}),
        ("conversations.history", {"oldest": "yesterday"}),
        ("conversations.history", {"cursor": "??"}),
        ("files.completeUploadExternal", {"files": [5]}),
    ],
)
async def test_arguments_that_make_no_sense(
    client: AsyncWebClient, orders: str, method: str, args: dict[str, object]
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json={"channel": orders, **args})
    assert refused.value.response.status_code == 200
    assert refused.value.response["error"].startswith("invalid_")


async def test_people_and_groups(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    ana, zoe, gus = (sandbox.workspace.find_user(name).id for name in ("ana", "zoe", "gus"))
    assert (await client.users_lookupByEmail(email="ana@asterpine.example"))["user"]["id"] == ana
    assert await error_of(client.users_lookupByEmail(email="no@asterpine.example")) == "users_not_found"
    assert (await client.users_info(user=zoe))["user"]["is_stranger"]
    assert (await client.users_info(user=gus))["user"]["is_restricted"]
    group = (await client.usergroups_list())["usergroups"][0]
    assert (await client.usergroups_users_list(usergroup=group["id"]))["users"] == [ana]
    assert ana in (await client.conversations_members(channel=orders))["members"]
    private = await client.conversations_list(types="private_channel")
    assert [c["name"] for c in private["channels"]] == ["escalations"]


async def test_deleting_the_first_message_of_a_thread_leaves_a_tombstone(
    sandbox: Sandbox, client: AsyncWebClient, orders: str
) -> None:
    root = await client.chat_postMessage(channel=orders, text="card", blocks=card(button("a")))
    await client.chat_postMessage(channel=orders, text="below", thread_ts=root["ts"])
    await client.chat_delete(channel=orders, ts=root["ts"])
    (left,) = sandbox.messages("orders")
    assert (left.subtype, left.blocks) == ("tombstone", ())
    assert [m.text for m in sandbox.thread("orders", root["ts"])] == ["below"]
    assert await error_of(client.chat_delete(channel=orders, ts=root["ts"])) == "message_not_found"


async def test_reactions_and_permalink(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    posted = await client.chat_postMessage(channel=orders, text="x")
    await client.reactions_add(channel=orders, timestamp=posted["ts"], name="eyes")
    again = client.reactions_add(channel=orders, timestamp=posted["ts"], name="eyes")
    assert await error_of(again) == "already_reacted"
    await client.reactions_remove(channel=orders, timestamp=posted["ts"], name="eyes")
    assert sandbox.messages("orders")[0].reactions == ()
    link = await client.chat_getPermalink(channel=orders, message_ts=posted["ts"])
    assert posted["ts"].replace(".", "") in link["permalink"]


async def test_an_upload_becomes_an_image_once_it_is_processed(client: AsyncWebClient, orders: str) -> None:
    uploaded = await client.files_upload_v2(filename="chart.png", content=b"png", title="Chart")
    file_id = uploaded["files"][0]["id"]
    image = [{"type": "image", "alt_text": "chart", "slack_file": {"id": file_id}}]
    assert await error_of(client.chat_postMessage(channel=orders, text="x", blocks=image)) == "invalid_blocks"
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == "image/png"
    assert (await client.chat_postMessage(channel=orders, text="x", blocks=image))["ok"]
