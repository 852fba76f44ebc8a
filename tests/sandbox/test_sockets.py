"""Socket Mode as Slack keeps it: one payload on one connection, refreshes, connections that close, and the tenth."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import AppDidNotAnswer, Sandbox
from tests.sandbox.conftest import Json


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


async def test_hello_says_how_many_connections_there_are(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await link(sandbox, session) for _ in range(2)]
        hellos = [await socket.receive_json() for socket in sockets]
    assert [hello["num_connections"] for hello in hellos] == [1, 2]


async def test_a_connection_that_is_asked_to_refresh_works_until_it_is_closed(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await link(sandbox, session)
        await socket.receive_json()
        await sandbox.disconnect_sockets("warning")
        await sandbox.disconnect_sockets(grace=0.2)
        assert [(await socket.receive_json())["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
        await sandbox.say("ana", "orders", "late")
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await sandbox.settled()
        assert sandbox.attempts[-1].outcome == "ok"
        closed = await socket.receive()
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.OK)
    await sandbox.wait_for(lambda: sandbox.sockets == 0)


async def test_a_warning_alone_closes_nothing(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await link(sandbox, session)
        await socket.receive_json()
        await sandbox.disconnect_sockets("warning", grace=0)
        assert (await socket.receive_json())["reason"] == "warning"
        await sandbox.say("ana", "orders", "hello")
        assert "envelope_id" in await socket.receive_json()


async def test_what_is_not_acknowledged_when_its_connection_closes_comes_on_another(sandbox: Sandbox) -> None:
    """At once, as the same event, and the acknowledgement of the first delivery counts no more."""
    async with aiohttp.ClientSession() as session:
        first, second = [await link(sandbox, session) for _ in range(2)]
        for socket in (first, second):
            await socket.receive_json()
        await sandbox.say("ana", "orders", "hello")
        before = await first.receive_json()
        await first.close()
        again = await second.receive_json()
        await second.send_json({"envelope_id": before["envelope_id"]})
        await second.send_json({"envelope_id": again["envelope_id"]})
        await sandbox.settled()
        await second.close()
    assert before["payload"] == again["payload"]
    assert before["envelope_id"] != again["envelope_id"]
    assert [attempt.outcome for attempt in sandbox.attempts] == ["connection_closed", "ok"]


async def test_a_click_on_a_connection_that_closes_is_not_sent_again(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        socket, other = [await link(sandbox, session) for _ in range(2)]
        for each in (socket, other):
            await each.receive_json()
        asking = asyncio.create_task(sandbox.command("ana", "orders", "/queue"))
        await socket.receive_json()
        await socket.close()
        with pytest.raises(AppDidNotAnswer, match="connection_closed"):
            await asking
        repeated = asyncio.create_task(sandbox.repeat_action())
        envelope = await other.receive_json()
        await other.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "two wait"}})
        assert await repeated == {"text": "two wait"}
        await other.close()


async def test_a_connection_that_is_cut_ends_without_a_word(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await link(sandbox, session)
        await socket.receive_json()
        sandbox.socket_mode.drop()
        assert sandbox.sockets == 0
        assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
        assert socket.close_code == aiohttp.WSCloseCode.ABNORMAL_CLOSURE
        await socket.close()


async def test_the_real_handler_works_and_comes_back_after_a_refresh(sandbox: Sandbox, client: AsyncWebClient) -> None:
    app = AsyncApp(client=client, process_before_response=True)
    texts: list[str] = []

    @app.event("message")
    async def on_message(event: Json) -> None:
        texts.append(event["text"])

    @app.command("/queue")
    async def on_command(ack: Any) -> None:
        await ack("three wait")

    handler = AsyncSocketModeHandler(app, sandbox.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.say("ana", "orders", "before")
    await sandbox.settled()
    await sandbox.disconnect_sockets()
    await sandbox.wait_for(lambda: sandbox.socket_mode.opened_ever == 2 and sandbox.sockets == 1)
    await sandbox.say("ana", "orders", "after")
    await sandbox.settled()
    assert await sandbox.command("ana", "orders", "/queue") == {"text": "three wait"}
    await handler.close_async()  # type: ignore[no-untyped-call]
    assert texts == ["before", "after"]
