"""The composition root: settings and desk file in, a running Deskhand out. The only place where parts meet."""

import asyncio
import os
import platform
import time
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from aiohttp import ClientSession
from aiohttp.web import Application
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

import commands
import handlers
import prompts
from bot import parts, stopping
from bot.assistant.guard import Guarded
from bot.domain.desk import Desk
from bot.domain.errors import DatabaseUnavailable, DeskhandError
from bot.domain.outbox import IN_FLIGHT
from bot.flow import health, leases, request_reading, roster, seats, triage
from bot.flow.ports import Assistant, Clock
from bot.inlets import Inlets
from bot.jobs.context import Context
from bot.jobs.measured import MeasuredAssistant
from bot.learner import Learner
from bot.schedule import Schedule
from bot.settings import Settings
from bot.slack.directory import Directory
from bot.slack.errors import RateLimited, SlackDown, Unclear
from bot.slack.front import Front
from bot.slack.gateway import Auth, Slack, open_session
from bot.slack.listening import Listening
from bot.slack.seating import Seating
from bot.slack.sockets import Sockets
from bot.telemetry import Metrics, token
from bot.web import application, examined
from bot.worker import Worker
from handlers.door import Door
from store import migrate
from store.bell import Bell
from store.store import Store, real_now

#: How long a start waits for Slack before it goes on without and meets it later.
MEETING_SECONDS: Final = 8.0

log = structlog.get_logger(__name__)


class RealClock:
    """The desk's clock in earnest; the demo hands in one that runs faster."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Deskhand:
    """One process of Deskhand: web, worker, or both.

    `clock` is the desk's clock (hours, SLA, digests); leases, undo and signatures always go by real time. Without
    `limits` neither Slack's pace nor the burst rule is kept, for benchmarks and rehearsals.
    """

    def __init__(self, settings: Settings, desk: Desk, *, clock: Clock | None = None, limits: bool = True) -> None:
        self.settings = settings
        self.desk = desk = desk.model_copy(update={"prompts": prompts.load_all()})
        self.clock = clock or RealClock()
        self.limits = limits
        self.url = ""
        self.worker: Worker | None = None
        self.front: Front | None = None
        self.metrics = Metrics()
        self.store = Store(
            settings.database_url,
            desk,
            secrets=settings.signing_keys,
            clock=self.clock.now,
            now=real_now,
            on_work=self._work_committed,
            observe=self.metrics.transacted,
        )
        self._bell = None if self.store.sqlite else Bell(settings.database_url, self._wake)
        self._auth: Auth | None = None
        self._schedule: Schedule | None = None
        self._door: Door | None = None
        self._seating: Seating | None = None
        self._inlets: Inlets | None = None
        self._sessions: list[ClientSession | Guarded] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, web: bool = True, worker: bool = True, sockets: bool | None = None) -> None:
        """Migrate where this process is alone (SQLite), open the database, meet Slack, and begin to work.

        `sockets` says whether Slack is heard by Socket Mode; by default, when there is an app token. Raises
        `DeskhandError` with a sentence for what cannot work.
        """
        if self.store.sqlite:
            await asyncio.to_thread(migrate.upgrade, self.settings.database_url)
        await self.store.open()
        if self._bell:
            self._tasks.append(asyncio.create_task(self._bell.carry()))
        taught = await self.store.read(triage.taught) if worker else None
        embedded = parts.embedded(self.desk, taught) if taught else None
        assistant = parts.assistant(embedded, self.desk, self.settings, self.store, self.clock) if embedded else None
        if assistant and embedded:  # it takes a second or two to learn, while the rest meets Slack
            self._sessions.append(assistant)
            self._tasks.append(asyncio.create_task(Learner(self.store, embedded, self.desk, self.clock.now).run()))
            self._tasks.append(asyncio.create_task(assistant.warm()))
        slack = self._slack()
        directory = Directory(self.store, slack, real_now) if slack else None
        bolt = self._bolt(slack, directory) if web and slack and directory else None
        if web:  # before Slack is met: a Slack that is away must not cost a helpdesk its webhook
            report = self._report if slack else None
            app = application(self.store, self.settings, self.desk, bolt=bolt, metrics=self.metrics, report=report)
            await self._serve(app, self.settings.port)
        elif self.settings.worker_port is not None:
            only = examined(self.store, self.settings, metrics=self.metrics, report=self._report)
            await self._serve(only, self.settings.worker_port)
        if slack and directory:
            await self._meet(slack, directory, bolt if sockets is not False else None)
        if worker:
            self._sessions.append(session := open_session(seconds=60.0))
            self._inlets = parts.inlets(self.desk, self.settings, self.store, session, self.metrics)
            await self._inlets.start()
        if assistant and slack:
            await self._start_worker(slack, assistant)
        log.info("deskhand.started", url=self.url, worker=worker, limits=self.limits)

    async def stop(self, seconds: float = stopping.DEADLINE) -> bool:
        """Take nothing new, let what is under way end within `seconds`, and close everything. Safe to call twice.

        False when something had to be cut off. Nothing is lost by that: leases run out, and Slack and helpdesks send
        again what they got no answer to.
        """
        began, working = time.monotonic(), seconds - stopping.CLOSING_SECONDS
        running = stopping.Parts(self._schedule, self._door, self._seating, self.worker, self.front, self._inlets)
        in_order = await stopping.within(working, running.end(working))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for session in self._sessions:
            await session.close()
        self._schedule, self._seating, self._inlets, self._door = None, None, None, None
        self._tasks, self._sessions = [], []
        in_order = await stopping.within(stopping.CLOSING_SECONDS, asyncio.to_thread(self.store.close)) and in_order
        log.info("deskhand.stopped", in_order=in_order, seconds=round(time.monotonic() - began, 1))
        return in_order

    def _work_committed(self) -> None:
        self._wake()
        if self._bell:
            self._bell.ring()

    def _wake(self) -> None:
        if self.worker:
            self.worker.wake()

    def _slack(self) -> Slack | None:
        token = self.settings.slack_bot_token
        if token is None:
            log.warning("slack.not_connected", remedy="set SLACK_BOT_TOKEN; `python -m bot manifest` prints the app")
            return None
        session = open_session()
        self._sessions.append(session)
        url, observe = self.settings.slack_api_url, self.metrics.slack_called
        return Slack(token.get_secret_value(), session, base_url=url, observe=observe)

    async def _meet(self, slack: Slack, directory: Directory, bolt: AsyncApp | None) -> None:
        """Learn whose token it is and who stands where, and open the socket. A Slack that is away is met later, and so
        where another process that starts is just writing the same; only what no waiting can mend is raised."""
        try:
            async with asyncio.timeout(MEETING_SECONDS):
                await self._meet_now(slack, directory, bolt)
        except (SlackDown, Unclear, RateLimited, DatabaseUnavailable, TimeoutError) as error:
            log.warning("slack.not_met", cause=str(error) or type(error).__name__)
            self._tasks.append(asyncio.create_task(self._meet_later(slack, directory, bolt)))

    async def _meet_later(self, slack: Slack, directory: Directory, bolt: AsyncApp | None) -> None:
        pause = 1.0
        while True:
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60.0)
            try:
                await self._meet_now(slack, directory, bolt)
            except (SlackDown, Unclear, RateLimited, DatabaseUnavailable) as error:
                log.warning("slack.not_met", cause=str(error))
            except DeskhandError as error:
                log.error("slack.unusable", cause=str(error))
                return
            else:
                return

    async def _meet_now(self, slack: Slack, directory: Directory, bolt: AsyncApp | None) -> None:
        auth = await slack.auth()
        bound = await self.store.write(roster.bind, auth.team_id)
        if bound != auth.team_id:
            raise DeskhandError(
                f"This database belongs to the Slack workspace {bound}, and SLACK_BOT_TOKEN to {auth.team_id}; "
                "one desk is one workspace. Use another DATABASE_URL or the other workspace's token."
            )
        directory.team_id = auth.team_id
        if not (known := await self.store.read(roster.current)):  # after a restart nobody waits for what still holds
            await directory.refresh()
        if self._auth is None:  # a socket that could not be opened must not make it be kept fresh twice
            self._tasks.append(asyncio.create_task(directory.keep_fresh(at_once=known)))
        self._auth = auth
        await self.store.write(request_reading.look)
        app_token = self.settings.slack_app_token
        if bolt and app_token:
            if self.store.sqlite:
                await self.store.write(seats.clear)
            opened = self._hear_again  # what was said while none stood is read
            sockets = Sockets(slack, app_token.get_secret_value(), bolt, now=real_now, opened=opened)
            seating = Seating(self.store, sockets, holder=f"{platform.node()}/{os.getpid()}/{token()}")
            await seating.start()
            self._seating = seating

    def _hear_again(self) -> None:
        if self.front:
            self.front.later(self._reread())

    async def _reread(self) -> None:
        await self.store.write(request_reading.look)

    async def _report(self) -> dict[str, Any]:
        """What `/readyz` adds to its verdict."""
        sockets = {"sockets": self._seating.report()} if self._seating else {}
        slack: dict[str, Any] = {"slack": "met" if self._auth else "not met yet"}
        return slack | sockets | (await self.store.read(health.standing)).report()

    async def _start_worker(self, slack: Slack, assistant: Assistant) -> None:
        self._sessions.append(session := open_session(seconds=20.0))
        context = Context(
            runner=self.store,
            slack=slack,
            assistant=MeasuredAssistant(assistant, self.metrics.assisted(assistant.name)),
            records=parts.records_of(self.desk, self.settings, session, self.clock, self.metrics),
            helpdesk=parts.helpdesks(self.desk, self.settings, self.store, slack, session, self.metrics).__getitem__,
            business=parts.business_of(self.desk, self.settings, session),
            files=parts.files_of(self.desk, self.settings, session, self.metrics),
            subscribers=parts.subscribers_of(self.desk, self.settings, session, self.metrics),
            upkeep=parts.upkeep_of(self.desk, self.settings, session),
            workspace=lambda: self._auth.url if self._auth else "",
            desk=lambda: self.desk,
            monotonic=time.monotonic,
            now=real_now,
            in_flight=IN_FLIGHT,
        )
        self.worker = Worker(context, paces=leases.PACES if self.limits else {}, metrics=self.metrics)
        self._tasks.append(asyncio.create_task(self.worker.run()))
        if self._bell:
            self._tasks.append(asyncio.create_task(self._bell.listen()))
        self._schedule = Schedule(self.store, self.clock.now)
        self._schedule.start()

    async def _serve(self, app: Application, port: int) -> None:
        self._door = Door(metrics=self.metrics, stop_seconds=stopping.REQUEST_SECONDS)
        self.url = await self._door.open(app, self.settings.host, port)

    def _bolt(self, slack: Slack, directory: Directory) -> AsyncApp:
        """Bolt with our listeners. Events are answered after the listener, not before: what fails is sent again.

        The authorisation is made from the one token at hand, so that no click pays for an `auth.test`. Until Slack
        has been met nothing is authorised, and events are sent again.
        """

        async def authorize(**_: object) -> AuthorizeResult:
            auth = self._auth
            if auth is None:
                raise DeskhandError("Slack has not been met yet")
            return AuthorizeResult(
                enterprise_id=None,
                team_id=auth.team_id,
                bot_user_id=auth.user_id,
                bot_id=auth.bot_id,
                bot_token=slack.client.token,
            )

        app = Listening(
            authorize=authorize,
            client=slack.client,
            process_before_response=True,
            request_verification_enabled=False,  # bot.web has done it before anything was parsed
        )
        file = self.desk.file
        self.front = Front(
            self.store,
            slack,
            language=file.language,
            refresh=directory.ensure,
            refresh_now=directory.changed,
            prefix=file.command_prefix,
            escalation_reasons=file.escalation.reasons,
        )
        handlers.register(app, self.front)
        commands.register(app, self.front)
        return app
