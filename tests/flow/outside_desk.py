"""The desk of `tests.flow.desk` with a model outside that may be asked about orders."""

from typing import Any

from bot.domain.desk import Desk
from bot.domain.desk_ai import Ai, Outside
from bot.domain.outside import Answered, Asking, Came
from tests.flow import desk

OUTSIDE = Outside(
    vendor="OpenAI", region="EU", agreement="of 2026-10-01", purposes=("summarise", "draft"), types=("order_status",),
    fields=("orders.status",), daily_ceiling=0.01, daily_calls=5,
)  # fmt: skip


def outside_desk(**changes: Any) -> Desk:
    ai = Ai(engine="outside", outside=OUTSIDE.model_copy(update=changes))
    return desk.DESK.model_copy(update={"file": desk.FILE.model_copy(update={"ai": ai})})


def asking(ticket_id: int, micros: int | None = 3000, **changes: Any) -> Asking:
    given: dict[str, Any] = {
        "ticket_id": ticket_id, "vendor": "OpenAI", "model": "gpt-6-luna", "prompt_id": "reply", "prompt_version": 1,
        "request": '{"input": "Customer: [PERSON_1] asks"}', "names": "sealed", "cost_micros": micros,
        "ceiling_micros": round(OUTSIDE.daily_ceiling * 1_000_000), "daily_calls": OUTSIDE.daily_calls,
    }  # fmt: skip
    return Asking(**(given | changes))


def answered(micros: int | None = 120, came: Came = Came.ANSWERED) -> Answered:
    return Answered(
        came=came, answer='{"sentences": []}', input_tokens=800, cached_tokens=600, output_tokens=90,
        cost_micros=micros, latency_ms=2100,
    )  # fmt: skip
