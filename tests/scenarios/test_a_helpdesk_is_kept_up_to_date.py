"""A helpdesk in which the team works too: it is told what happens in Slack, and customers get replies alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from pydantic import SecretStr

from bot import settings
from store import conversations
from store.unit_of_work import UnitOfWork
from tests.helpdesk.side import SECRET, TOKEN, Delivery, Ticket
from tests.helpdesk.side_zendesk import Zendesk
from tests.scenarios.reading import words_of
from tests.scenarios.shop import PATIENCE, Asked, Shop

T = TypeVar("T")
pytestmark = pytest.mark.asyncio(loop_scope="session")


class KeptShop(Shop):
    """A shop whose team works in Zendesk too, where Ana is known by her address."""

    PEOPLE = tuple(replace(one, email="ana@shop.example") if one.name == "ana" else one for one in Shop.PEOPLE)
    FEATURES = ("email",)

    def __init__(self, folder: Path, side: Zendesk) -> None:
        super().__init__(folder)
        self.side = side
        sources = [*(source.model_dump() for source in self.desk.file.sources), {**side.source(), "name": "zendesk"}]
        file = type(self.desk.file).model_validate(self.desk.file.model_dump() | {"sources": sources})
        self.desk = self.desk.model_copy(update={"file": file})

    def _settings(self) -> settings.Settings:
        found = super()._settings()
        given: dict[str, Any] = {
            "hook_secrets": {**found.hook_secrets, "zendesk": SecretStr(SECRET)},
            "helpdesk_tokens": {"zendesk": SecretStr(TOKEN)},
        }
        return found.model_copy(update=given)

    async def hears(self, deliveries: list[Delivery]) -> None:
        async with ClientSession() as session:
            for each in deliveries:
                path = f"{self.running.url}/hooks/zendesk"
                async with session.post(path, data=each.body, headers=each.headers) as answer:
                    assert answer.status == 202

    async def there(self, predicate: Callable[[], T]) -> T:
        """Wait until this is true in the helpdesk."""
        async with asyncio.timeout(PATIENCE):
            while not (found := predicate()):  # noqa: ASYNC110 - a helpdesk does not tell
                await asyncio.sleep(0.05)
        return found

    async def is_asked(self, text: str) -> tuple[Ticket, Asked]:
        ticket, told = self.side.opens(text)
        await self.hears(told)
        number = await self.running.store.read(_number, ticket.id)
        return ticket, Asked(ticket.id, number, "9")


def _number(uow: UnitOfWork, conversation: str) -> int:
    found = conversations.ticket_of(uow, "zendesk", conversation)
    assert found is not None
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def shop(one_assistant: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[KeptShop]:
    monkeypatch.setattr("store.upkeep._NOTE_AFTER", timedelta(seconds=1))
    monkeypatch.setattr("store.upkeep._GATHER", timedelta(seconds=0.2))
    side = Zendesk(lambda: datetime.now(UTC))
    side.writes_besides = side.takes
    await side.open()
    made = KeptShop(tmp_path, side)
    await made.open()
    yield made
    await made.close()
    await side.close()


async def test_what_happens_in_slack_is_seen_there_and_by_no_customer(shop: KeptShop) -> None:
    ticket, asked = await shop.is_asked("What are the delivery costs to France? Do you deliver to islands too?")
    card = await shop.card_with(asked, "claim")
    (note,) = await shop.there(ticket.notes)
    assert f"Deskhand {asked.number}" in note.body
    assert f"/archives/{card.channel}/p{card.ts.replace('.', '')}" in note.body
    await shop.there(lambda: [tag for tag in ticket.tags if tag.startswith("deskhand-")])
    await shop.hears(shop.side.told_of(ticket, note))

    await shop.press("ana", asked, "claim")
    await shop.there(lambda: ticket.assignee == "ana@shop.example")
    await shop.quiet()
    assert note.body.split("\n")[0] not in str([words_of(line) for line in shop.thread(asked)])

    await shop.press("ana", asked, "approve")
    await shop.there(ticket.sent)
    await shop.there(lambda: ticket.status == "solved")
    await shop.hears(shop.side.told_of_status(ticket))

    shop.side.faults = ["500 before", "drop before"]
    await shop.press("ana", asked, "reopen")
    await shop.card_with(asked, "escalate")  # nobody here waits for the helpdesk
    await shop.there(lambda: ticket.status == "open")
    await shop.hears(shop.side.told_of_status(ticket))

    await shop.hears(shop.side.set_there(ticket, "solved"))
    await shop.card_with(asked, "reopen")
    await shop.quiet()
    assert (ticket.status, len(ticket.sent()), len(ticket.notes())) == ("solved", 1, 1)
