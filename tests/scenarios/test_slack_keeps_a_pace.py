"""Slack takes one post a second in a channel: a rush is delayed by it, and nothing of it is dropped or refused."""

import asyncio

import pytest

from tests.scenarios.conftest import Open
from tests.scenarios.reading import is_card_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_rush_arrives_whole_and_unrefused(own: Open) -> None:
    shop = await own(limits=True)
    rush = await asyncio.gather(*(shop.asks_where() for _ in range(6)))
    for asked in rush:
        await shop.card_with(asked, "claim")
    await shop.press("ana", rush[0], "claim")  # a click does not wait behind the rush
    await shop.card_with(rush[0], says="With Ana Ferreira")
    await shop.quiet()
    for asked in rush:
        assert sum(is_card_of(message, asked.number) for message in shop.sandbox.posted) == 1
    assert not [call for call in shop.sandbox.calls() if call.answer.get("error") == "ratelimited"]
