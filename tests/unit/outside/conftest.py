"""The small desk with a model outside that may be asked about orders, and a record of calls in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

import prompts
from bot.assistant import Embedded
from bot.assistant.outside import Model, Outside
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.desk_ai import Ai
from bot.domain.desk_ai import Outside as OutsideTable
from bot.domain.outside import Answered, Asking
from tests.fakes.model import FakeModel, fake_model
from tests.unit.assistant import small_desk

TABLE = OutsideTable(
    vendor="OpenAI", region="EU", agreement="of 2026-10-01", purposes=("summarise", "draft"),
    types=("order_status", "return_item"), fields=("orders.status",), daily_ceiling=5,
)  # fmt: skip
KEYS = (b"a key for tests that is long enough",)


def desk(table: OutsideTable = TABLE, **changes: Any) -> Desk:
    made = small_desk.desk(**changes)
    file = made.file.model_copy(update={"ai": Ai(engine="outside", outside=table)})
    return made.model_copy(update={"file": file, "prompts": prompts.load_all()})


DESK = desk()


def case(body: str = "Where is my order 4417? It should have been here Tuesday.", **changes: Any) -> Case:
    return small_desk.case(body, **{"desk": DESK, **changes})


@dataclass
class Calls:
    """Keeps what it is told; `open` is whether there is money left."""

    open: bool = True
    begun: list[Asking] = field(default_factory=list)
    finished: list[Answered] = field(default_factory=list)

    async def begin(self, asking: Asking) -> int | None:
        if not self.open:
            return None
        self.begun.append(asking)
        return len(self.begun)

    async def finish(self, call_id: int, answered: Answered) -> None:
        assert call_id == len(self.begun)
        self.finished.append(answered)


@dataclass
class Asked:
    """An engine, the model that it asks, and what is on record."""

    engine: Outside
    model: FakeModel
    calls: Calls

    @property
    def sent(self) -> str:
        """What the model read about the ticket in the last request."""
        return str(self.model.requests[-1]["input"])


@pytest.fixture(scope="session")
def embedded() -> Embedded:
    """Trained once: asking changes nothing in it."""
    return Embedded(DESK)


@asynccontextmanager
async def asked_of(embedded: Embedded, **told: Any) -> AsyncIterator[Asked]:
    async with fake_model(**told) as model:
        calls = Calls()
        client = Model(key="sk-test", base_url=model.url)
        words = iter(f"k{number}" for number in range(100))
        yield Asked(Outside(embedded, client, calls, keys=KEYS, draw=lambda: next(words)), model, calls)
        await client.close()


@pytest.fixture
async def asked(embedded: Embedded) -> AsyncIterator[Asked]:
    async with asked_of(embedded) as one:
        yield one
