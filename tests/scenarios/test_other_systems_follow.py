"""Other systems follow what happens at the desk: a strict receiver gets all of it, in order, whatever goes wrong, and
no word of a customer's; one that is dead costs nobody anything."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from bot import settings
from bot.domain.outbox import Term
from bot.subscribers import EventUrl
from tests.fakes.receiver import SECRET, Receiver
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: What an `EventUrl` is made with, where nothing is said.
_DEFAULTS = cast("dict[str, Any]", EventUrl.__init__.__kwdefaults__)
LIFE = ("ticket.created", "ticket.claimed", "ticket.escalated", "reply.sent", "ticket.resolved", "message.received")


class FollowedShop(Shop):
    """A shop whose desk file names subscribers. Their addresses stand in the environment."""

    def __init__(self, folder: Path, receivers: dict[str, str], events: Sequence[str] = LIFE) -> None:
        super().__init__(folder)
        self.receivers = receivers
        subscribers = [{"name": name, "events": list(events)} for name in receivers]
        file = type(self.desk.file).model_validate(self.desk.file.model_dump() | {"subscribers": subscribers})
        self.desk = self.desk.model_copy(update={"file": file})

    def _settings(self) -> settings.Settings:
        given: dict[str, Any] = {
            "events_urls": {name: SecretStr(url) for name, url in self.receivers.items()},
            "events_secrets": {name: SecretStr(SECRET) for name in self.receivers},
        }
        return super()._settings().model_copy(update=given)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A subscriber's answer is waited for only briefly, and it is tried again soon."""
    monkeypatch.setitem(_DEFAULTS, "seconds", 0.5)
    monkeypatch.setattr("bot.subscribers.event_url.LONGEST_PAUSE", 0.3)


async def lived(shop: Shop) -> Asked:
    """A customer asks, Ana takes it and answers, and the customer is content."""
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    await shop.press("ana", asked, "approve")
    await shop.until(lambda: shop.replies(asked))
    await shop.answers(asked, "Thank you, it has come. My door code is 4711#Quince.")
    return asked


async def test_nothing_is_lost_while_it_fails_in_every_way(one_assistant: None, tmp_path: Path, hurried: None) -> None:
    port = unused_port()
    receiver = Receiver()
    receiver.be(["500", "drop", "take", "vanish", "stall", "404", "moved", "503", "take", "drop", "429", "401"])
    shop = FollowedShop(tmp_path, {"jira": f"http://127.0.0.1:{port}/events"})
    await shop.open()
    try:
        first = await lived(shop)  # nobody listens yet
        async with receiver.listening(port):
            second = await lived(shop)
            await receiver.until(lambda: len(receiver.taken) >= 3)
        await shop.stop()  # and both are away
        await shop.start()
        third = await lived(shop)
        async with receiver.listening(port):
            lives = (first, second, third)
            await receiver.until(lambda: all("message.received" in receiver.of(each.number) for each in lives))
            await shop.quiet()
    finally:
        await shop.close()

    for each in (first, second, third):
        assert receiver.of(each.number) == ["ticket.created", "ticket.claimed", "reply.sent", "message.received"]
    assert receiver.in_order()
    assert receiver.repeats  # after a doubt it is told again, by the same id
    assert (receiver.forged, receiver.elsewhere) == (0, 0)
    told = json.dumps(list(receiver.taken.values()), ensure_ascii=False)
    for word in ("Robin", "Vale", "robin.", "Quince", "4711", first.order, second.order, third.order, "Ana", "GLS"):
        assert word not in told


async def test_while_some_stall_everything_else_goes_on(
    one_assistant: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More of them stall, and for longer than this takes, than the worker has hands."""
    monkeypatch.setattr("bot.domain.outbox._QUICK", Term(timedelta(seconds=20), timedelta(seconds=55)))
    monkeypatch.setitem(_DEFAULTS, "seconds", 50.0)
    stalling = {f"dead{number}": Receiver() for number in range(10)}
    alive = Receiver()
    async with AsyncExitStack() as stack:
        for receiver in (*stalling.values(), alive):
            await stack.enter_async_context(receiver.listening())
        for receiver in stalling.values():
            receiver.be(["stall"] * 99)
        shop = FollowedShop(tmp_path, {name: one.url for name, one in {**stalling, "alive": alive}.items()})
        await shop.open()
        try:
            begun = await shop.asks_where()
            for receiver in stalling.values():
                await receiver.until(partial(getattr, receiver, "asked"))
            async with asyncio.timeout(40):  # less than any of them stalls for
                asked = await lived(shop)
                await alive.until(lambda: "message.received" in alive.of(asked.number))
            assert "ticket.created" in alive.of(begun.number)
            assert {receiver.asked for receiver in stalling.values()} == {1}
        finally:
            await shop.close()


async def test_a_sensitive_request_is_a_number(one_assistant: None, tmp_path: Path, hurried: None) -> None:
    async with Receiver().listening() as receiver:
        shop = FollowedShop(tmp_path, {"jira": receiver.url})
        await shop.open()
        try:
            asked = await shop.is_angry()
            await shop.answers(asked, "I want my money back, and an apology.")
            await receiver.until(lambda: "message.received" in receiver.of(asked.number))
        finally:
            await shop.close()
        for name, data in receiver.events:
            assert name in LIFE
            assert data == {"ticket": asked.number, "sequence": data["sequence"], "sensitive": True}
