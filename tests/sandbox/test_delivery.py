"""How payloads get to the app: signatures, acknowledgements in time, and retries of events."""

import pytest
from aiohttp import web
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


async def test_what_happens_in_silence_is_told_to_nobody(sandbox: Sandbox, raw: RawApp) -> None:
    with sandbox.silence():
        await sandbox.say("ana", "orders", "unheard")
    await sandbox.say("ana", "orders", "heard")
    await sandbox.settled()
    assert [payload["event"]["text"] for payload in raw.payloads] == ["heard"]
