"""A running desk on a database of its own, with its workspace and its helpdesk, and the time that passes for it."""

import asyncio
import itertools
import json
import secrets
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot import settings
from bot.app import Deskhand
from bot.cli import shop as example
from bot.cli.clock import BusinessClock, LocalClock, last_tuesday, morning
from bot.cli.manifest import manifest
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.outbox import IN_FLIGHT
from bot.helpdesk.reply_url import TIME_OUT, ReplyUrl
from sandbox import Channel, Sandbox, User, Usergroup
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork, columns
from tests.scenarios.reading import Json

T = TypeVar("T")

SOURCE: Final = "generic"
#: Long enough for a busy machine; nothing waits this long unless it fails.
PATIENCE: Final = 60.0
#: Seconds until an event without an answer comes again.
SLACK_WAITS: Final = 40.0
SHORT_UNDO: Final = timedelta(seconds=1)
#: Seconds between two looks at the outbox.
_LOOK: Final = 0.02
#: Work that is due within this time is waited for; it covers the pause before a clicked card is edited by a job.
_SOON: Final = timedelta(seconds=5)


class Running:
    """A running desk with its workspace and customers. `http` says by which of its two ways Slack is heard, `source`
    what the desk file says of the helpdesk, `ack_timeout` how many seconds Slack waits for an answer: three in truth,
    and here only where a story is about that, since a busy machine is slow. Whose desk it is, subclasses say."""

    DESK = example.DESK
    PEOPLE: tuple[User, ...] = example.PEOPLE
    CHANNELS: tuple[Channel, ...] = example.CHANNELS
    USERGROUPS: tuple[Usergroup, ...] = example.USERGROUPS
    FEATURES: tuple[str, ...] = ()  # of the manifest

    def __init__(
        self,
        folder: Path,
        *,
        http: bool = False,
        undo: timedelta = SHORT_UNDO,
        limits: bool = False,
        ack_timeout: float = SLACK_WAITS,
        source: Mapping[str, object] | None = None,
    ) -> None:
        today = last_tuesday(datetime.now(UTC).date(), "FR")
        self.folder = folder
        self.http = http
        self.limits = limits
        self.desk = _with(load(self.DESK, today), undo, source or {})
        self.start_of_day = morning(today, self.desk.file.time_zone)
        self.clock = BusinessClock(self.start_of_day, 1, zone=self.desk.file.time_zone)
        self.sandbox = Sandbox(
            self.desk.file.name,
            self.PEOPLE,
            self.CHANNELS,
            self.USERGROUPS,
            customers=example.customers(),
            manifest=manifest(features=self.FEATURES),
            limits=limits,
            clock=LocalClock(self.clock),
            retry_delays=(0, 0.05, 0.1),
            ack_timeout=ack_timeout,
        )
        self.hook_secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
        self.secret_key = secrets.token_urlsafe(48)
        self.api_token = secrets.token_urlsafe(24)
        self.in_flight, self.answer_within = IN_FLIGHT, TIME_OUT
        self.deskhand: Deskhand | None = None
        self.orders: list[Json] = json.loads((example.FOLDER / "orders.json").read_text("utf-8"))
        self.numbers = itertools.count(5001)
        self.write_orders()

    # -- life ----------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        await self.sandbox.start()
        await self.start()

    async def close(self) -> None:
        await self.stop()
        await self.sandbox.stop()

    async def start(self) -> None:
        """Start Deskhand on the database that there is, as after a restart of its machine."""
        self.deskhand = Deskhand(self._settings(), self.desk, clock=self.clock, limits=self.limits)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.app.IN_FLIGHT", self.in_flight)
            patch.setitem(cast("dict[str, Any]", ReplyUrl.__init__.__kwdefaults__), "seconds", self.answer_within)
            await self.deskhand.start(sockets=not self.http)
        if self.http:
            self.sandbox.connect_http(f"{self.deskhand.url}/slack/events")
        else:
            await self.sandbox.wait_for_socket()
        self.sandbox.customers.connect(f"{self.deskhand.url}/hooks/{SOURCE}", self.hook_secret)

    async def stop(self) -> None:
        if self.deskhand is not None:
            await self.deskhand.stop()
            self.deskhand = None

    @property
    def running(self) -> Deskhand:
        assert self.deskhand is not None, "Deskhand is stopped"
        return self.deskhand

    @property
    def url(self) -> str:
        """Where Deskhand's own HTTP side is."""
        return self.running.url

    @property
    def database(self) -> Path:
        return self.folder / "desk.db"

    # -- time ----------------------------------------------------------------------------------------------------

    async def until(self, predicate: Callable[[], T | None]) -> T:
        """Wait until this is true of what people see."""
        found = await self.sandbox.wait_for(predicate, timeout=PATIENCE)
        assert found is not None
        return found

    async def quiet(self) -> None:
        """Wait until nothing is under way any more, nor will be for some seconds: what happens twice has by then."""
        front = self.running.front
        assert front is not None
        try:
            async with asyncio.timeout(PATIENCE):
                await self.sandbox.settled()
                await front.drain()
                while await self.running.store.read(_under_way):  # noqa: ASYNC110 - a table sets no event
                    await asyncio.sleep(_LOOK)
                await front.drain()
        except TimeoutError:
            raise AssertionError(f"still under way: {await self.running.store.read(_under_way)}") from None

    async def undo_time_passes(self) -> None:
        """As if the undo time of every reply on its way were over. Whether it may leave is decided as ever."""
        await self.running.store.write(let_undo_pass)
        await self.quiet()

    async def tick(self) -> None:
        """Let the scheduler look at the desk's clock now, and what it finds due be done."""
        schedule = self.running._schedule
        assert schedule is not None
        await schedule.tick()
        await self.quiet()

    def _settings(self) -> settings.Settings:
        return settings.load(
            env_file=None,
            slack_bot_token=self.sandbox.bot_token,
            slack_app_token=None if self.http else self.sandbox.app_token,
            slack_signing_secret=self.sandbox.signing_secret if self.http else None,
            slack_api_url=self.sandbox.api_url,
            database_url=f"sqlite:///{self.database.as_posix()}",
            desk_file=self.folder / "desk.toml",  # records stand beside it; the desk itself is handed over
            host="127.0.0.1",
            port=0,
            secret_key=self.secret_key,
            api_token=self.api_token,
            hook_secrets={SOURCE: self.hook_secret},
            hook_tokens={},
            reply_urls={SOURCE: self.sandbox.customers.reply_url},
        )

    def write_orders(self) -> None:
        """Put `orders` where Deskhand reads them, in one step."""
        new = self.folder / "orders.new"
        new.write_text(json.dumps(self.orders, ensure_ascii=False), "utf-8")
        new.replace(self.folder / "orders.json")


def _with(desk: Desk, undo: timedelta, source: Mapping[str, object]) -> Desk:
    sending = desk.file.sending.model_copy(update={"undo": undo})
    others = (found for found in desk.file.sources if found.name != SOURCE)
    sources = (desk.source(SOURCE).model_copy(update=source), *others)
    return desk.model_copy(update={"file": desk.file.model_copy(update={"sending": sending, "sources": sources})})


def _under_way(uow: UnitOfWork) -> list[str]:
    soon = (col(OutboxRow.state) == "leased") | (
        (col(OutboxRow.state) == "pending") & (col(OutboxRow.due_at) <= uow.now + _SOON)
    )
    rows = uow.execute(select(*columns(OutboxRow)).where(soon))
    return [f"{row.kind} {row.subject}: {row.state}, {row.attempts} tries, {row.last_error}" for row in rows]


def let_undo_pass(uow: UnitOfWork) -> None:
    """Every reply on its way is due now."""
    waiting = (col(OutboxRow.kind) == "reply") & (col(OutboxRow.state) == "pending")
    uow.execute(update(OutboxRow).where(waiting).values(due_at=uow.now))
    uow.woken = True
