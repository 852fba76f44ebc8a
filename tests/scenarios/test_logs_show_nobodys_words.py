"""Whatever goes wrong, the log says what and where, and nobody's name, address or words."""

from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.arrival import Arrival
from store.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Open
from tests.scenarios.log import captured, leaks, lines
from tests.scenarios.shop import SHORT_UNDO, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

SUBJECT = "A parcel for Wilhelmina Featherstonehaugh"
BODY = "My neighbour Wilhelmina Featherstonehaugh, wilhelmina@featherstone.example, +33 6 12 34 56 78, never got it."


#: Slack refuses, and quotes what it was given.
REFUSAL: dict[str, Any] = {
    "error": "invalid_blocks",
    "messages": (f"[ERROR] invalid: {BODY} [json-pointer:/blocks/1]",),
}


def unreadable(uow: UnitOfWork, arrival: Arrival) -> None:
    """A constraint is broken by a row that holds what the customer wrote."""
    for _ in range(2):
        uow.run(
            text("INSERT INTO submission (id, desk_id, view_id, created_at) VALUES (1, 1, :words, '2026-11-23')"),
            words=arrival.raw,
        )


def stumbles(_uow: UnitOfWork, arrival: Arrival) -> None:
    int(arrival.raw)


async def test_of_what_goes_wrong_only_the_cause_is_told(own: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with captured() as log:
        shop: Shop = await own(undo=SHORT_UNDO)
        customer = shop.newcomer(name="Wilhelmina Featherstonehaugh", email="wilhelmina@featherstone.example")
        order = shop.order_of(customer)

        shop.sandbox.fail("chat.postMessage", **REFUSAL)
        await shop.writes(customer, SUBJECT, BODY)
        await shop.quiet()

        asked = await shop.writes(customer, SUBJECT, f"{BODY} Where is my order {order}?")
        await shop.card_with(asked, "claim")
        shop.sandbox.fail("response_url", **REFUSAL, times=9)
        shop.sandbox.customers.fail(status=500)
        view = await shop.choose("ana", asked, "write_reply")
        await shop.sandbox.submit("ana", view.id, {"text": f"Hello Wilhelmina Featherstonehaugh, {BODY}"})
        await shop.card_with(asked, says="cannot tell whether this arrived")
        shop.sandbox.clear_faults()

        for broken in (unreadable, stumbles):
            monkeypatch.setattr("handlers.webhooks.take", broken)
            sent = shop.sandbox.customers.writes(customer.id, SUBJECT, BODY)
            await sent
            assert sent.delivered, sent.status
            monkeypatch.undo()
        await shop.quiet()
        await shop.stop()

    found = lines(log)
    events = [line["event"] for line in found]
    assert events.count("arrival parked") == 2
    told = [line for line in found if line["event"] == "job.not_done"]
    assert {line["verdict"] for line in told} == {"dead", "unsure"}
    assert "rejected: invalid_blocks: [ERROR] invalid: … [json-pointer:/blocks/1]" in {line["cause"] for line in told}
    assert any("IntegrityError" in line.get("exception", "") for line in found)
    assert any("ValueError: [message not shown]" in line.get("exception", "") for line in found)
    assert leaks(log, shop, [customer], [SUBJECT, BODY]) == set()
