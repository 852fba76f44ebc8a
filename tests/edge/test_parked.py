"""What is put aside for a person is said in the log and counted, whenever it happens."""

import io
import json
from typing import Any

import pytest

from bot import telemetry
from bot.flow import inbox
from bot.telemetry import Metrics
from store import tickets
from store.store import Store
from tests.edge.conftest import TOKEN, Client, Hook, request

EARLY = {"type": "ticket.rated", "data": {"id": "88", "score": 1}}


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("what a customer wrote")


def parked(metrics: Metrics) -> float:
    return metrics.parked.labels("generic")._value.get()  # type: ignore[no-any-return]


async def test_what_waited_and_fails_is_said(
    hook: Hook, store: Store, metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await hook(EARLY, "evt-0"))[0] == 202
    monkeypatch.setattr("bot.flow.intake_events.rated", broken)
    log = io.StringIO()
    telemetry.configure("INFO", json=True, stream=log)

    assert await hook(request()) == (202, {"ticket": "T-1001", "done": True, "repeated": False})

    [kept] = await store.read(inbox.unfinished)
    [line] = [found for found in map(json.loads, log.getvalue().splitlines()) if found["event"] == "arrival parked"]
    assert (line["level"], line["id"], line["source"]) == ("error", kept.id, "generic")
    assert "what a customer wrote" not in log.getvalue()
    assert parked(metrics) == 1
    assert (await store.read(tickets.get, 1001)).state == "new"


async def test_the_same_words_that_fail_a_day_later_are_kept_too(
    client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender without ids: the first arrival of the same text may not stand for the second."""

    async def said() -> dict[str, Any]:
        body = request(message_id="")
        async with client.post("/hooks/generic", json=body, headers={"Authorization": f"Bearer {TOKEN}"}) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    await said()
    await store.write(
        lambda uow: uow.session.connection().exec_driver_sql("UPDATE inbox SET received_at = '2020-01-01 00:00:00'")
    )
    monkeypatch.setattr("bot.flow.intake.take", broken)
    monkeypatch.setattr("handlers.webhooks.take", broken)

    assert (await said())["parked"] is True

    [kept] = await store.read(inbox.unfinished)
    monkeypatch.undo()
    assert (await store.write(inbox.retry, kept.id)).number == "T-1001"
