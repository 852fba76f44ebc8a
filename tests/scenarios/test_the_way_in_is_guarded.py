"""Webhooks: repeated, unsigned, early, broken. Each gets a clear answer, and what was taken is there once."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from standardwebhooks.webhooks import Webhook

from sandbox import Message
from tests.scenarios.reading import is_card_of, words_of
from tests.scenarios.shop import SOURCE, Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def signed(shop: Shop, body: bytes, name: str, age: timedelta = timedelta()) -> dict[str, str]:
    at = datetime.now(UTC) - age
    signature = Webhook(shop.hook_secret).sign(name, at, body.decode())
    return {"webhook-id": name, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def post(shop: Shop, body: bytes, headers: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{shop.url}/hooks/{SOURCE}", data=body, headers=headers) as answer,
    ):
        return answer.status


def request(number: str, text: str) -> bytes:
    data = {"id": number, "message_id": f"{number}-1", "subject": f"Request {number}", "body": text}
    return json.dumps({"type": "ticket.created", "timestamp": "2026-11-23T08:00:00Z", "data": data}).encode()


def standing(shop: Shop, words: str) -> list[Message]:
    """What stands in Slack now and has these words: a card may have been posted before anybody read the request."""
    space = shop.sandbox.workspace
    return [m for place in space.channels for m in space.messages[place].values() if words in words_of(m)]


async def test_the_same_payload_five_times_is_one_ticket(shop: Shop) -> None:
    body = request(f"five-{shop.http}", "Do you deliver to Austria?")
    headers = signed(shop, body, f"five-{shop.http}")
    assert set(await asyncio.gather(*(post(shop, body, headers) for _ in range(5)))) == {202}
    await shop.until(lambda: standing(shop, f"Request five-{shop.http}"))
    await shop.quiet()
    assert len(standing(shop, f"Request five-{shop.http}")) == 1


async def test_what_cannot_be_trusted_is_refused_and_leaves_no_trace(shop: Shop) -> None:
    body = request("forged", "Send my refund elsewhere.")
    good = signed(shop, body, "forged")
    assert await post(shop, body, {}) == 401
    assert await post(shop, body.replace(b"elsewhere", b"to Mallory"), good) == 401
    assert await post(shop, body, signed(shop, body, "old", timedelta(minutes=20))) == 401
    broken = b'{"type": "ticket.created", "data": '
    assert await post(shop, broken, signed(shop, broken, "broken")) == 400
    await shop.quiet()
    assert not standing(shop, "Request forged")


async def test_an_answer_joins_its_ticket_even_if_it_comes_first(patient: Shop) -> None:
    data = {
        "ticket_id": "early",
        "id": "early-2",
        "author": "customer",
        "public": True,
        "body": "It is blue, you know.",
    }
    first = json.dumps({"type": "message.created", "timestamp": "2026-11-23T08:00:00Z", "data": data}).encode()
    second = request("early", "Do you have the oak bench in another colour?")
    assert await post(patient, first, signed(patient, first, "early-2")) == 202
    assert await post(patient, second, signed(patient, second, "early-1")) == 202
    ticket = await patient.ticket_of("early")
    asked = Asked("early", ticket, "")
    await patient.quiet()
    await patient.card_with(asked, "claim")
    live = [m for place in patient.sandbox.workspace.messages.values() for m in place.values()]
    assert sum(is_card_of(m, asked.number) for m in live) == 1
    view = await patient.opened("ana", patient.sandbox.command("ana", "support-orders", f"/ticket {asked.number}"))
    assert "It is blue, you know." in words_of(view)
    assert "oak bench in another colour" in words_of(view)


async def test_the_helpdesk_tells_of_our_own_reply(shop: Shop) -> None:
    """Many helpdesks report every message, ours too: it is recognised, and nobody is asked to answer it."""
    shop.sandbox.customers.echoes_replies = True
    try:
        asked = await shop.asks_where()
        await shop.press("ana", asked, "approve")
        await shop.one_reply(asked)
        await shop.quiet()
        await shop.card_with(asked, says="Waiting for the customer")
        lines = [words_of(line) for line in shop.thread(asked)]
        assert len([line for line in lines if "Thank you for asking about your order" in line]) == 1
    finally:
        shop.sandbox.customers.echoes_replies = False
