"""Rate tiers: refused when too many, for that method only, and again allowed a minute later."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.tiers import Tier, Tiers
from tests.sandbox.conftest import Now


async def test_the_51st_update_in_a_minute(sandbox: Sandbox, client: AsyncWebClient, orders: str, now: Now) -> None:
    posted = await client.chat_postMessage(channel=orders, text="x")
    for _ in range(50):
        await client.chat_update(channel=orders, ts=posted["ts"], text="y")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_update(channel=orders, ts=posted["ts"], text="z")
    response = refused.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert sandbox.messages("orders")[0].text == "y"
    assert (await client.auth_test())["ok"], "other methods flow"
    now.ahead += int(response.headers["Retry-After"])
    assert (await client.chat_update(channel=orders, ts=posted["ts"], text="z"))["ok"]


def test_posts_are_one_a_second_and_channel_after_a_burst() -> None:
    time = 0.0
    tiers = Tiers(lambda: time)
    waits = [tiers.wait_for("chat.postMessage", Tier.POST, "C1") for _ in range(6)]
    assert waits == [0, 0, 0, 0, 1, 1]
    assert tiers.wait_for("chat.postMessage", Tier.POST, "C2") == 0
    time = 1.0
    assert tiers.wait_for("chat.postMessage", Tier.POST, "C1") == 0
    assert tiers.wait_for("chat.postMessage", Tier.POST, "C1") == 1


async def test_limits_can_be_switched_off() -> None:
    async with Sandbox("T", ["ana"], [{"name": "orders"}], limits=False) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        channel = sandbox.workspace.find_channel("orders").id
        for number in range(60):
            await client.chat_postMessage(channel=channel, text=str(number))
        assert len(sandbox.posted) == 60
