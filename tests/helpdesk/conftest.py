"""A desk at work that is connected to a helpdesk: webhooks in by HTTP, replies out by HTTP, the rest as in life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application
from pydantic import SecretStr

from bot import helpdesk
from bot.domain.desk import DeskFile
from bot.domain.message import Message
from bot.domain.reply import Reply
from bot.domain.ticket import Ticket
from bot.flow import inlets, reply
from bot.flow.ports import Inlet
from bot.helpdesk.listing import Listing
from bot.settings import Settings, load
from bot.web import application
from bot.worker import Worker
from store import conversations, drafts, replies, tickets
from store.store import Store
from tests.edge.wire import PATIENT
from tests.flow import desk as staffed
from tests.flow.clock import Clock
from tests.flow.conftest import clock as clock
from tests.flow.conftest import database as database
from tests.flow.conftest import opened
from tests.flow.desk import ANA, last_message
from tests.flow.office import Office, office
from tests.helpdesk.side import SECRET, TOKEN, Delivery, Side
from tests.helpdesk.sides import SIDES


@dataclass
class Room:
    """The desk, its helpdesk, and the door between them."""

    office: Office
    side: Side
    client: TestClient[Any, Application]
    inlet: Inlet | None = None

    @property
    def store(self) -> Store:
        return self.office.store

    async def hears(self, deliveries: list[Delivery]) -> list[int]:
        """The statuses with which webhooks were answered."""
        answers = []
        for each in deliveries:
            async with self.client.post(f"/hooks/desk{each.path}", data=each.body, headers=each.headers) as answer:
                answers.append(answer.status)
        return answers

    async def takes(self, deliveries: list[Delivery]) -> None:
        """Webhooks, all of which have to be taken."""
        assert set(await self.hears(deliveries)) <= {202}
        if self.inlet and self.side.asked:
            await self.asks(self.inlet)

    async def asks(self, inlet: Inlet) -> None:
        """The source is asked until it has told all, as `bot.inlets` does."""
        more = True
        while more:
            mark = await self.store.read(inlets.mark, "desk")
            drawn = await inlet.since(mark)
            for told in drawn.told:
                assert not told.fault
                await self.store.write(inlets.draw, "desk", told, mark)
            await self.store.write(inlets.answered, "desk", mark, drawn.mark)
            more = drawn.more

    async def work(self, seconds: float = 0) -> None:
        await self.office.work(seconds)

    async def ticket(self, number: int = 1001) -> Ticket:
        return await self.store.read(tickets.get, number)

    async def lines(self, number: int = 1001) -> list[tuple[str, str]]:
        """(author, text) of a ticket's conversation."""
        return [(line.author, line.body) for line in await self.messages(number)]

    async def messages(self, number: int = 1001) -> list[Message]:
        return list(await self.store.read(conversations.messages, number))

    async def approves(self, number: int = 1001) -> Reply:
        """The suggestion is looked at and approved; it leaves when its undo time has passed."""
        await self.work(10)
        draft = await self.store.read(drafts.current, number)
        assert draft is not None
        return await self.store.write(reply.approve, draft.id, await self.store.read(last_message, number), ANA)

    async def reply(self, reply_id: int) -> Reply:
        found = await self.store.read(replies.get, reply_id)
        assert found is not None
        return found


def settings(database: str, token: str = TOKEN) -> Settings:
    return load(
        None, secret_key="k" * 32, database_url=database,
        hook_secrets={"desk": SecretStr(SECRET)}, hook_tokens={"desk": SecretStr(SECRET)},
        helpdesk_tokens={"desk": SecretStr(token)},
    )  # fmt: skip


@pytest.fixture(params=SIDES, ids=lambda side: side.kind)
async def side(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[Side]:
    made: Side = request.param(clock)
    await made.open()
    yield made
    await made.close()


@asynccontextmanager
async def connected(
    side: Side, database: str, clock: Clock, port: int | None = None, token: str = TOKEN
) -> AsyncIterator[Room]:
    """The desk with `side` as its only source; webhooks are taken on `port`."""
    file = DeskFile.model_validate({**staffed.FILE.model_dump(), "sources": [side.source()]})
    desk = staffed.DESK.model_copy(update={"file": file})
    given = settings(database, token)
    async with opened(database, clock) as store, office(store, clock) as worked, ClientSession() as session:
        store.desk = desk
        context = worked.worker._context
        out = helpdesk.build(desk.source("desk"), given, slack=worked.helpdesk, session=session)
        kept = helpdesk.upkeep_of(desk.source("desk"), given, session=session)
        context = replace(context, helpdesk={"desk": out}.__getitem__, upkeep={"desk": kept} if kept else {})
        worked.worker = Worker(context, paces={})
        inlet = helpdesk.inlet(desk.source("desk"), given, session=session)
        if isinstance(inlet, Listing):
            inlet.now = clock
        async with TestClient(TestServer(application(store, given, desk, limits=PATIENT), port=port)) as client:
            opened_room = Room(worked, side, client, inlet)
            if inlet:
                await opened_room.asks(inlet)
            yield opened_room


@pytest.fixture
async def room(side: Side, database: str, clock: Clock) -> AsyncIterator[Room]:
    async with connected(side, database, clock) as opened_room:
        yield opened_room
