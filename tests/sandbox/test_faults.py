"""Ordered faults: the wire fails as told, and what reached the workspace is on record."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox


async def test_dropped_after_the_work_is_done(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    sandbox.fail("chat.postMessage", drop_after=True)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=orders, text="x")
    assert len(sandbox.posted) == 1
    assert (await client.chat_postMessage(channel=orders, text="y"))["ok"], "once means once"
    assert len(sandbox.calls("chat.postMessage")) == 2


async def test_dropped_before(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    sandbox.fail("chat.postMessage", drop_before=True)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=orders, text="x")
    assert sandbox.posted == []
    assert [call.status for call in sandbox.calls("chat.postMessage")] == [0]


async def test_statuses_errors_and_garbage(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    sandbox.fail("chat.postMessage", status=429, retry_after=7)
    sandbox.fail("chat.postMessage", status=503)
    sandbox.fail("chat.postMessage", error="is_archived")
    sandbox.fail("chat.postMessage", body=b"<html>")
    answers = []
    for _ in range(4):
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=orders, text="x")
        answers.append(refused.value.response)
    assert [answer.status_code for answer in answers] == [429, 503, 200, 200]
    assert answers[0].headers["Retry-After"] == "7"
    assert answers[2]["error"] == "is_archived"
    assert sandbox.posted == []


async def test_one_channel_only(sandbox: Sandbox, client: AsyncWebClient, orders: str) -> None:
    sandbox.fail("chat.postMessage", error="internal_error", channel="escalations")
    assert (await client.chat_postMessage(channel=orders, text="x"))["ok"]
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=sandbox.workspace.find_channel("escalations").id, text="x")
