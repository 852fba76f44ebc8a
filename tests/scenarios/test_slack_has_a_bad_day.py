"""Slack answers 429, 500, garbage, or nothing at all: nothing is lost, and nothing stands there twice."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sandbox import AppDidNotAnswer
from tests.scenarios.reading import everything, is_card_of, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")
Open = Callable[..., Awaitable[Shop]]

FAULTS: dict[str, dict[str, Any]] = {
    "429": {"status": 429, "retry_after": 1},
    "500": {"status": 500},
    "garbage": {"status": 200, "body": b"<html>we will be back soon"},
    "error": {"error": "internal_error"},
    "cut before": {"drop_before": True},
    "cut after": {"drop_after": True},
}


def cards(shop: Shop, asked: Asked) -> int:
    """How many messages were ever posted as this ticket's card."""
    return sum(is_card_of(message, asked.number) for message in shop.sandbox.posted)


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_card_comes_once(patient: Shop, fault: str) -> None:
    patient.sandbox.fail("chat.postMessage", **FAULTS[fault])
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    await patient.quiet()
    patient.sandbox.clear_faults()
    assert cards(patient, asked) == 1


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_card_ends_with_the_newest_state(patient: Shop, fault: str) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "claim")
    await patient.quiet()
    patient.sandbox.fail("response_url", **FAULTS[fault])
    patient.sandbox.fail("chat.update", **FAULTS[fault])
    await patient.press("ana", asked, "claim")
    await patient.card_with(asked, "take_over", says="With Ana Ferreira")
    await patient.quiet()
    patient.sandbox.clear_faults()
    assert cards(patient, asked) == 1
    lines = [words_of(line) for line in patient.thread(asked)]
    assert len(lines) == len(set(lines)) == 2


@pytest.mark.parametrize("fault", ["429", "500", "cut before"])
async def test_the_customer_gets_the_answer_while_slack_is_away(patient: Shop, fault: str) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    await patient.quiet()
    ways = ("chat.update", "chat.postMessage", "response_url")  # whichever comes first: the fast lane or the job
    for method in ways:
        patient.sandbox.fail(method, **FAULTS[fault], times=2)
    before = sum(len(patient.sandbox.calls(method)) for method in ways)
    await patient.press("ana", asked, "approve")
    await patient.until(lambda: sum(len(patient.sandbox.calls(method)) for method in ways) > before)
    await patient.undo_time_passes()
    await patient.one_reply(asked)
    patient.sandbox.clear_faults()
    await patient.card_with(asked, says="Sent")


async def test_a_card_that_somebody_deleted_is_posted_again(patient: Shop) -> None:
    asked = await patient.asks_where()
    card = await patient.card_with(asked, "claim")
    await patient.quiet()
    patient.sandbox.workspace.remove(card)
    doing = patient.sandbox.command("ana", "support-orders", f"/ticket claim {asked.number}")
    assert "is yours" in await patient.told("ana", doing)
    new = await patient.card_with(asked, "take_over", says="With Ana Ferreira")
    assert new.ts != card.ts


async def test_a_modal_that_does_not_open_changes_nothing(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "edit")
    await patient.quiet()
    patient.sandbox.fail("views.open", status=500)
    calls = len(patient.sandbox.calls("views.open"))
    await patient.press("ana", asked, "edit")
    await patient.until(lambda: len(patient.sandbox.calls("views.open")) > calls)
    await patient.quiet()
    view = await patient.open_by("ana", asked, "edit")  # once more, and it is there
    assert "submit" in view.body


async def test_a_click_is_answered_while_slack_is_slow(own: Open) -> None:
    """What only the clicker sees leaves after the answer, so that a slow Slack costs nobody a warning."""
    shop = await own(ack_timeout=5.0)
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim")
    await shop.quiet()
    shop.sandbox.fail("response_url", delay=6.0)
    try:
        await shop.press("ana", asked, "claim")
    except AppDidNotAnswer:
        pytest.fail("the click was not answered in time")
    await shop.card_with(asked, "take_over", says="With Ana Ferreira")
    shop.sandbox.clear_faults()


async def test_no_answer_of_slack_carries_customers_words_back(patient: Shop) -> None:
    """Fallback texts and metadata of what was posted name tickets by number; metadata carries ids only."""
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    await patient.quiet()
    for message in patient.sandbox.posted:
        if asked.number in everything(message) and message.metadata:
            assert set(message.metadata["event_payload"]) == {"outbox_id"}
