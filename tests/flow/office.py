"""The desk at work: its jobs against a workspace as strict as Slack; assistant, records and helpdesk are scripted."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.domain.article import Article
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Suggestion
from bot.domain.errors import RecordsUnreachable
from bot.domain.file import Fetched, FileNotFetched, NotFetched
from bot.domain.outbox import IN_FLIGHT
from bot.domain.record import Record
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.domain.triage import Guess
from bot.flow import leases
from bot.flow.ports import Subscribed
from bot.jobs.context import Context
from bot.slack.gateway import Slack, open_session
from bot.worker import Worker
from sandbox import Channel, Message, Sandbox, User
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock


@dataclass
class Assistant:
    """Says what it is told to say. `meanwhile` happens while it thinks."""

    name: str = "scripted"
    guess: Guess | Exception = field(default_factory=lambda: Guess(None, 0.0))
    suggestion: Suggestion | Exception = desk.SUGGESTION
    meanwhile: Callable[[], Awaitable[object]] | None = None
    cases: list[Case] = field(default_factory=list)

    async def warm(self) -> None:
        """Nothing to load."""

    async def classify(self, text: str, language: str) -> Guess:
        if isinstance(self.guess, Exception):
            raise self.guess
        return self.guess

    async def language_of(self, text: str, fallback: str) -> str:
        return fallback

    async def quotable(self, case: Case) -> tuple[tuple[Article, str], ...]:
        return tuple((article, "Two days longer.") for article in case.desk.articles)

    async def find(self, desk: Desk, text: str, language: str, today: date) -> tuple[tuple[Article, str], ...]:
        if isinstance(self.guess, Exception):
            raise self.guess
        return tuple((article, "Two days longer.") for article in desk.articles if text in article.title)

    async def suggest(self, case: Case) -> Suggestion:
        self.cases.append(case)
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            await happens()
        if isinstance(self.suggestion, Exception):
            raise self.suggestion
        return self.suggestion


@dataclass
class Orders:
    """Order 4417 is Jo's, unless a test says otherwise; None: the source does not answer."""

    name: str = "orders"
    customer_id: str = "c-7"
    fields: dict[str, str] | None = field(default_factory=lambda: {"status": "in transit", "eta": "Friday"})
    fresh: list[bool] = field(default_factory=list)  # of each read: whether it had to be

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        self.fresh.append(fresh)
        if self.fields is None:
            raise RecordsUnreachable("no answer")
        if key != "4417":
            return None
        return Record(
            source="orders", key=key, customer_id=self.customer_id, customer_email="", fields=self.fields,
            read_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        )  # fmt: skip


@dataclass
class Helpdesk:
    """Takes replies and answers as it is told, `sent` by default; asked for one, it knows nothing by default."""

    taken: list[OutgoingReply] = field(default_factory=list)
    answers: list[Delivery | Exception] = field(default_factory=list)
    looked_for: list[int] = field(default_factory=list)
    finds: list[Found] = field(default_factory=list)

    async def send(self, reply: OutgoingReply) -> Delivery:
        self.taken.append(reply)
        answer = self.answers.pop(0) if self.answers else Delivery("sent")
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        self.looked_for.append(reply.reply_id)
        return self.finds.pop(0) if self.finds else Found("unknown")


@dataclass
class Files:
    """Gives each file as it is told to, by address; one that it was not told of is gone."""

    there: dict[str, Fetched | FileNotFetched] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        found = self.there.get(url, FileNotFetched(NotFetched.GONE))
        if isinstance(found, FileNotFetched):
            raise found
        return found


@dataclass
class Office:
    store: Store
    clock: Clock
    sandbox: Sandbox
    worker: Worker
    assistant: Assistant
    orders: Orders
    helpdesk: Helpdesk
    files: Files

    async def work(self, seconds: float = 0) -> None:
        """Let time pass, then do all that is due."""
        self.clock.move(timedelta(seconds=seconds))
        await self.worker.drain()

    def cards(self, channel: str = desk.ORDERS) -> list[Message]:
        """What stands in a channel itself, oldest first."""
        return [message for message in self.sandbox.messages(channel) if not message.thread_ts]

    def thread(self, card: Message) -> list[str]:
        """The lines below a card."""
        return [str(line.blocks) for line in self.sandbox.thread(card.channel, card.ts) if line.ts != card.ts]

    def calls(self, method: str) -> int:
        return len(self.sandbox.calls(method))


@asynccontextmanager
async def office(
    store: Store,
    clock: Clock,
    paces: Mapping[str, leases.Pace] | None = None,
    subscribers: Mapping[str, Subscribed] | None = None,
) -> AsyncIterator[Office]:
    """With `paces` Slack's limits are kept, and the workspace goes by the test's clock as they do."""
    people = [User(name=name.lower(), id=slack_id, real_name=name) for slack_id, name in desk.NAMES.items()]
    channels = [
        Channel(name=place.written[1:], id=place.slack_id, members=place.members)
        for place in desk.PLACES
        if place.written.startswith("#")
    ]
    assistant, orders, helpdesk, files = Assistant(), Orders(), Helpdesk(), Files()
    workspace = Sandbox(users=people, channels=channels, limits=False, now=lambda: clock().timestamp())
    async with workspace as sandbox, open_session() as session:
        context = Context(
            runner=store,
            slack=Slack(sandbox.bot_token, session, base_url=sandbox.api_url),
            assistant=assistant,
            records={"orders": orders},
            helpdesk={"generic": helpdesk}.__getitem__,
            files={"generic": files}.__getitem__,
            desk=lambda: store.desk,
            monotonic=time.monotonic,
            now=clock,
            in_flight=IN_FLIGHT,
            subscribers=subscribers or {},
            workspace=lambda: "https://asterandpine.slack.com/",
        )
        if paces:
            sandbox.workspace.now = lambda: clock().timestamp()
        yield Office(store, clock, sandbox, Worker(context, paces=paces or {}), assistant, orders, helpdesk, files)
