"""How payloads get to the app: signatures, acknowledgements in time, retries of events, and sockets."""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import AppDidNotAnswer, Sandbox
from tests.sandbox.conftest import Json, RawApp, Serve, button, card


async def test_http_is_signed_as_the_sdk_expects(sandbox: Sandbox, serve: Serve) -> None:
    verifier = SignatureVerifier(sandbox.signing_secret)
    valid: list[bool] = []

    async def handle(request: web.Request) -> web.Response:
        valid.append(verifier.is_valid_request(await request.text(), dict(request.headers)))
        return web.Response()

    sandbox.connect_http(await serve("/slack/events", handle))
    await sandbox.say("ana", "orders", "héllo")
    await sandbox.settled()
    await sandbox.command("ana", "orders", "/queue é")
    assert valid == [True, True]


async def test_an_event_is_sent_again_until_it_is_acknowledged(sandbox: Sandbox, raw: RawApp) -> None:
    raw.statuses = [500, 503, 200]
    await sandbox.say("ana", "orders", "hello")
    await sandbox.wait_for(lambda: len(sandbox.attempts) >= 3)
    assert len({payload["event_id"] for payload in raw.payloads}) == 1
    numbers = [head.get("x-slack-retry-num") for head in raw.headers]
    reasons = [head.get("x-slack-retry-reason") for head in raw.headers]
    assert (numbers, reasons) == ([None, "1", "2"], [None, "http_error", "http_error"])


async def test_three_retries_are_the_most(sandbox: Sandbox, raw: RawApp) -> None:
    raw.statuses = [500] * 9
    await sandbox.say("ana", "orders", "hello")
    await sandbox.settled(with_retries=True)
    assert [attempt.number for attempt in sandbox.attempts] == [0, 1, 2, 3]


async def test_an_app_may_ask_for_no_retry(sandbox: Sandbox, serve: Serve) -> None:
    async def handle(request: web.Request) -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    sandbox.connect_http(await serve("/slack/events", handle))
    await sandbox.say("ana", "orders", "hello")
    await sandbox.settled(with_retries=True)
    assert len(sandbox.attempts) == 1


@pytest.mark.parametrize("ack_timeout", [0.3])
async def test_a_late_answer_is_none(sandbox: Sandbox, raw: RawApp) -> None:
    raw.delay = 0.6
    await sandbox.say("ana", "orders", "hello")
    await sandbox.wait_for(lambda: len(sandbox.attempts) >= 2)
    assert [attempt.outcome for attempt in sandbox.attempts] == ["http_timeout", "http_timeout"]


async def test_an_action_is_never_sent_again_and_its_person_is_told(
    sandbox: Sandbox, client: AsyncWebClient, raw: RawApp, orders: str
) -> None:
    posted = await client.chat_postMessage(channel=orders, text="x", blocks=card(button("claim")))
    await sandbox.settled()
    notices: list[str] = []
    sandbox.workspace.watch(lambda change: notices.append(change.text) if change.kind == "notice" else None)
    raw.statuses = [500, 200]
    with pytest.raises(AppDidNotAnswer, match="500"):
        await sandbox.click("ana", "orders", posted["ts"], "claim")
    await sandbox.settled(with_retries=True)
    assert [attempt.kind for attempt in sandbox.attempts] == ["events_api", "interactive"]
    assert len(notices) == 1


async def test_an_event_whose_acknowledgement_got_lost(sandbox: Sandbox, raw: RawApp) -> None:
    await sandbox.say("ana", "orders", "hello")
    await sandbox.settled()
    await sandbox.redeliver(sandbox.events[-1])
    assert raw.payloads[0] == raw.payloads[1]
    assert raw.headers[1]["x-slack-retry-num"] == "1"


async def test_nobody_listens(sandbox: Sandbox) -> None:
    with pytest.raises(AppDidNotAnswer, match="connection_failed"):
        await sandbox.command("ana", "orders", "/queue")


async def test_only_subscribed_events_are_sent(serve: Serve) -> None:
    manifest: Json = {"settings": {"event_subscriptions": {"bot_events": ["reaction_added"]}}}
    app = RawApp()
    async with Sandbox("T", ["ana"], [{"name": "orders", "members": ("ana",)}], manifest=manifest) as sandbox:
        sandbox.connect_http(await serve("/slack/events", app.handle))
        said = await sandbox.say("ana", "orders", "hello")
        await sandbox.react("ana", "orders", said.ts, "eyes")
        await sandbox.settled()
        await sandbox.react("ana", "orders", said.ts, "eyes", remove=True)
        await sandbox.settled()
    assert [payload["event"]["type"] for payload in app.payloads] == ["reaction_added"]


# -- Socket Mode -----------------------------------------------------------------------------------------------------


async def link(sandbox: Sandbox, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    opener = AsyncWebClient(token=sandbox.app_token, base_url=sandbox.api_url)
    answer = await opener.apps_connections_open(app_token=sandbox.app_token)
    return await session.ws_connect(answer["url"])


@pytest.mark.parametrize("ack_timeout", [0.5])
async def test_an_unacknowledged_envelope_comes_again(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await link(sandbox, session)
        await socket.receive_json()
        await sandbox.say("ana", "orders", "hello")
        first, second = await socket.receive_json(), await socket.receive_json()
        await socket.send_json({"envelope_id": second["envelope_id"]})
        await sandbox.settled()
        await socket.close()
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert [(e["retry_attempt"], e["retry_reason"]) for e in (first, second)] == [(0, ""), (1, "timeout")]
    assert [attempt.outcome for attempt in sandbox.attempts] == ["timeout", "ok"]


async def test_each_payload_goes_to_one_of_several_sockets(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await link(sandbox, session), await link(sandbox, session)]
        received: list[Any] = []

        async def read(socket: aiohttp.ClientWebSocketResponse) -> None:
            async for frame in socket:
                envelope = frame.json()
                if "envelope_id" in envelope:
                    received.append(envelope)
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})

        readers = [asyncio.ensure_future(read(socket)) for socket in sockets]
        for number in range(4):
            await sandbox.say("ana", "orders", str(number))
        await sandbox.settled()
        for socket in sockets:
            await socket.close()
        await asyncio.gather(*readers)
    assert len(received) == len({envelope["payload"]["event_id"] for envelope in received}) == 4


async def test_ten_sockets_are_the_most_and_a_ticket_opens_one(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await link(sandbox, session) for _ in range(10)]
        url = f"{sandbox.url}/link/?ticket={sandbox.new_ticket()}"
        extra = await session.ws_connect(url)
        assert (await extra.receive_json())["reason"] == "too_many_websockets"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        for socket in (*sockets, extra):
            await socket.close()


async def test_the_real_handler_works_and_comes_back_after_a_refresh(sandbox: Sandbox, client: AsyncWebClient) -> None:
    app = AsyncApp(client=client, process_before_response=True)
    texts: list[str] = []

    @app.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        texts.append(event["text"])

    @app.command("/queue")
    async def on_command(ack: Any) -> None:
        await ack("three wait")

    handler = AsyncSocketModeHandler(app, sandbox.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.say("ana", "orders", "before")
    await sandbox.settled()
    await sandbox.disconnect_sockets()
    await sandbox.wait_for_socket()
    await sandbox.say("ana", "orders", "after")
    await sandbox.settled()
    assert await sandbox.command("ana", "orders", "/queue") == {"text": "three wait"}
    await handler.close_async()  # type: ignore[no-untyped-call]
    assert texts == ["before", "after"]
