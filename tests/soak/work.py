"""What customers and people at the desk do meanwhile, and the faults of the other sides."""

import asyncio
import contextlib
from random import Random
from typing import Any, Final

from bot.cli import shop
from sandbox import AppDidNotAnswer, Message, Refused, Sandbox
from tests.scenarios.reading import buttons

AGENTS: Final = ("ana", "ben", "chloe")
#: (method of Slack, fault)
SLACK_FAULTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("chat.postMessage", {"drop_after": True}),
    ("chat.postMessage", {"drop_before": True}),
    ("chat.postMessage", {"status": 500}),
    ("chat.postMessage", {"error": "ratelimited", "status": 429}),
    ("chat.update", {"status": 503}),
    ("chat.update", {"drop_after": True}),
)
HELPDESK_FAULTS: Final[tuple[dict[str, Any], ...]] = (
    {"drop_after": True},
    {"drop_before": True},
    {"status": 500},
    {"status": 503},
)


class Work:
    """A stream of requests and clicks, the same for the same seed as far as the machine allows."""

    def __init__(self, workspace: Sandbox, chance: Random, rate: float) -> None:
        self.clicks = 0
        self.faults: dict[str, int] = {}
        self._workspace = workspace
        self._chance = chance
        self._pause = 1 / rate
        self._requests = shop.requests()

    async def go_on(self) -> None:
        """Until cancelled: a request, now and then a further line, a click, a fault."""
        while True:
            self._customer_writes()
            if self._chance.random() < 0.3:
                self._order_fault()
            await self._somebody_clicks()
            await asyncio.sleep(self._pause * self._chance.uniform(0.5, 1.5))

    def _customer_writes(self) -> None:
        customers = self._workspace.customers
        if customers.conversations and self._chance.random() < 0.2:
            customers.answers(self._chance.choice(list(customers.conversations)), "Is there any news of it?")
            return
        told = self._chance.choice(self._requests)
        customers.writes(told.customer, told.subject, told.body, via=told.via)

    def _order_fault(self) -> None:
        if self._chance.random() < 0.05:
            name, fault = "helpdesk", self._chance.choice(HELPDESK_FAULTS)
            self._workspace.customers.fail(**fault)
        else:
            name, fault = self._chance.choice(SLACK_FAULTS)
            self._workspace.fail(name, **fault)
        label = f"{name} {' '.join(f'{key}={value}' for key, value in fault.items())}"
        self.faults[label] = self.faults.get(label, 0) + 1

    async def _somebody_clicks(self) -> None:
        ready = [card for card in self._workspace.posted[-200:] if self._offers(card, "approve")]
        if not ready:
            return
        card = self._chance.choice(ready)
        action = "approve" if self._chance.random() < 0.8 else "claim"
        # A click that nobody answers shows a sign in Slack, and the person presses again.
        with contextlib.suppress(AppDidNotAnswer, Refused, KeyError, StopIteration):
            await self._workspace.click(self._chance.choice(AGENTS), card.channel, card.ts, action)
            self.clicks += 1

    def _offers(self, card: Message, action: str) -> bool:
        now = self._workspace.workspace.message(card.channel, card.ts)
        return now is not None and action in buttons(now)
