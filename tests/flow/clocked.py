"""The desk of `tests.flow.desk` with every clock: two hours to answer, two to answer again, eight to resolve."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot.domain.arrival import AgentMessage
from bot.domain.desk import SlaPolicy
from bot.flow import intake
from store.store import Store
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock

STANDARD = SlaPolicy.model_validate(
    {
        "name": "standard",
        "first_response": {"normal": "2h", "urgent": "30m"},
        "next_response": {"normal": "2h", "urgent": "30m"},
        "resolution": {"normal": "8h"},
    }
)
GOLD = SlaPolicy.model_validate(
    {"name": "gold", "when": {"segment": ["gold"]}, "first_response": {"normal": "1h"}, "warn_at": 0.5}
)
DESK = desk.DESK.model_copy(update={"hash": "clocks", "file": desk.FILE.model_copy(update={"sla": (STANDARD, GOLD)})})


@asynccontextmanager
async def clocked(url: str, clock: Clock) -> AsyncIterator[Store]:
    """A store of that desk, with its people."""
    store = Store(url, DESK, secrets=[b"a key for tests"], clock=clock, now=clock)
    try:
        await store.open()
        await store.write(desk.people)
        yield store
    finally:
        store.close()


@pytest.fixture
async def promises(database: str, clock: Clock) -> AsyncIterator[Store]:
    """`clocked`, on the test's own database."""
    async with clocked(database, clock) as store:
        yield store


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """That time of the desk's Monday, or so many days later."""
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=days)


async def answered(store: Store, number: int = 1, conversation: str = "88") -> None:
    """Somebody answers in the helpdesk itself, which is a sent reply."""
    line = AgentMessage(
        source="generic", event_id=f"evt-a{number}", message_id=f"a{number}", conversation=conversation,
        body="It comes.", public=True,
    )  # fmt: skip
    await store.write(intake.take, line)
