"""A flood: many requests at once, with Slack's limits kept and time that a test moves."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from bot.flow import bursts, intake, leases, outbox
from sandbox import Message
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import DELICATE, ORDERS, REQUEST
from tests.flow.office import Office, office

ENOUGH = 90  # tickets that are a burst at once


@dataclass
class Flood:
    """An office that is flooded; `asked` are the times at which people asked for a card."""

    office: Office
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 100_000)))

    @property
    def store(self) -> Store:
        return self.office.store

    async def comes(self, count: int, *, urgent: int = 0, sensitive: int = 0) -> list[int]:
        """So many tickets in one moment, the urgent and the sensitive ones last; their ids."""
        plain = count - urgent - sensitive
        wanted = [""] * plain + ["urgent"] * urgent + ["sensitive"] * sensitive
        return await self.store.write(_arrive, [(next(self.numbers), kind) for kind in wanted])

    async def passes(self, seconds: int, step: int = 1) -> None:
        """Time passes, and all that is due in it is done, `step` by step."""
        for _ in range(0, seconds, step):
            await self.store.write(bursts.watch)
            await self.office.work()
            self.office.clock.move(timedelta(seconds=step))

    def posts(self, channel: str = ORDERS) -> list[Message]:
        """What was ever posted in the channel itself, oldest first."""
        return [m for m in self.office.sandbox.posted if m.channel == channel and not m.thread_ts]

    def lists(self, channel: str = ORDERS) -> list[Message]:
        """The burst cards, as they stand now."""
        return [message for message in self.office.cards(channel) if is_list(message)]

    def shown(self, channel: str = ORDERS) -> str:
        """All that stands in the channel now."""
        return " ".join(str(message.blocks) for message in self.office.cards(channel))

    def card_of(self, ticket_id: int) -> Message | None:
        """The ticket's own card, wherever it stands."""
        found = [
            message
            for channel in self.office.sandbox.workspace.channels
            for message in self.office.cards(channel)
            if any(block.get("block_id") == f"T-{ticket_id}:headline" for block in message.blocks)
        ]
        assert len(found) <= 1, f"T-{ticket_id} has {len(found)} cards"
        return found[0] if found else None


def is_list(message: Message) -> bool:
    return any(str(block.get("block_id")).startswith("burst:") for block in message.blocks)


def at(message: Message) -> float:
    """When it was posted, in seconds."""
    return float(message.ts)


def most_in_a_minute(messages: list[Message]) -> int:
    """How many messages at most fell within any 60 seconds."""
    times = sorted(map(at, messages))
    return max((sum(begin <= time < begin + 60 for time in times) for begin in times), default=0)


def _arrive(uow: UnitOfWork, wanted: list[tuple[int, str]]) -> list[int]:
    """They come, and have been looked at: preparing is not what is tested."""
    found = []
    for number, kind in wanted:
        names: dict[str, Any] = {
            "event_id": f"evt-{number}", "conversation": str(number), "message_id": f"{number}0",
            "body": DELICATE if kind == "sensitive" else REQUEST.body,
        }  # fmt: skip
        ticket_id = intake.take(uow, replace(REQUEST, **names)).ticket_id
        assert ticket_id is not None
        if kind == "urgent":
            make_urgent(uow, ticket_id)
        found.append(ticket_id)
    uow.execute(text("UPDATE outbox SET state = 'done', finished_at = created_at WHERE kind = 'prepare'"))
    uow.execute(text("UPDATE ticket SET prepared = true WHERE prepared = false"))
    return found


def make_urgent(uow: UnitOfWork, ticket_id: int) -> None:
    ticket = tickets.change(uow, ticket_id, "system", "ticket.triaged", {"priority": "urgent"})
    outbox.card(uow, ticket)


@asynccontextmanager
async def flooded(store: Store, clock: Clock) -> AsyncIterator[Flood]:
    async with office(store, clock, leases.PACES) as opened:
        yield Flood(opened)


def seconds_since(start: datetime, message: Message) -> float:
    return at(message) - start.timestamp()
