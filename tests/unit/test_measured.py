"""What is asked of others is measured: what came of it and how long it took, also where it failed."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from bot.domain.errors import RecordsUnreachable
from bot.domain.reply import Delivery, OutgoingReply
from bot.jobs.measured import MeasuredAssistant, MeasuredHelpdesk, MeasuredRecords
from bot.telemetry import Metrics
from tests.flow import desk
from tests.flow.office import Assistant, Helpdesk, Orders
from tests.unit.metrics import counted


@dataclass
class Seen:
    """What was observed."""

    told: list[tuple[Any, ...]] = field(default_factory=list)

    def __call__(self, *what: Any) -> None:
        self.told.append(what[:-1])
        assert what[-1] >= 0.0


REPLY = OutgoingReply(
    reply_id=12, source="generic", conversation="88", body="Hello", language="en", author_name="Ana", author_email="",
    approved_by=("Ana",), in_reply_to="880", expect_last_message="880", disclosed=True,
)  # fmt: skip


async def test_a_reply_by_what_the_helpdesk_did_with_it() -> None:
    seen = Seen()
    helpdesk = MeasuredHelpdesk(Helpdesk(answers=[Delivery("unsure"), Delivery("sent")]), seen)
    assert [(await helpdesk.send(REPLY)).outcome for _ in range(2)] == ["unsure", "sent"]
    assert seen.told == [("unsure",), ("sent",)]


async def test_a_record_by_whether_it_was_there() -> None:
    seen = Seen()
    orders = Orders()
    records = MeasuredRecords(orders, seen)
    assert records.name == "orders"
    await records.read("4417")
    await records.read("1")
    orders.fields = None
    with pytest.raises(RecordsUnreachable):
        await records.read("4417")
    assert seen.told == [("found",), ("missing",), ("failed",)]


async def test_the_assistant_by_step_and_one_that_takes_too_long_has_failed() -> None:
    class Slow(Assistant):
        async def suggest(self, case: Any) -> Any:
            await asyncio.sleep(5)

    seen = Seen()
    assistant = MeasuredAssistant(Slow(), seen)
    assert assistant.name == "scripted"
    await assistant.warm()
    await assistant.classify("Where is my order?", "en")
    await assistant.language_of("Where is my order?", "en")
    await assistant.find(desk.DESK, "delays", "en", date(2026, 11, 23))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await assistant.suggest(None)  # type: ignore[arg-type]
    assert seen.told == [("warm", "ok"), ("classify", "ok"), ("language", "ok"), ("find", "ok"), ("suggest", "failed")]


def test_each_kind_of_call_has_its_figure() -> None:
    metrics = Metrics()
    metrics.slack_called("chat.postMessage", "limited", 0.1, 30.0)
    metrics.slack_called("chat.postMessage", "ok", 0.1)
    metrics.assisted("embedded")("suggest", "ok", 0.2)
    metrics.sent_to("generic")("sent", 0.3)
    metrics.read_from("orders")("found", 0.4)
    metrics.transacted("write", 0.01, 0.02)
    found = counted(metrics)
    assert found["deskhand_slack_pause_seconds_total", "chat.postMessage"] == 30.0
    assert found["deskhand_slack_seconds_count", "chat.postMessage", "limited"] == 1
    assert found["deskhand_assistant_seconds_count", "embedded", "suggest", "ok"] == 1
    assert found["deskhand_helpdesk_seconds_sum", "generic", "sent"] == 0.3
    assert found["deskhand_records_seconds_count", "orders", "found"] == 1
    assert found["deskhand_transaction_seconds_sum", "write"] == 0.02
    assert found["deskhand_transaction_wait_seconds_sum", "write"] == 0.01
