"""The sandbox as a whole: the workspace, its servers, and the face that tests and the demo use."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from sandbox.clock import Clock
from sandbox.conversations import Customer
from sandbox.customers import Customers
from sandbox.delivery import Attempt, Delivery
from sandbox.events import Events
from sandbox.faults import Fault, Faults
from sandbox.manifest import Manifest
from sandbox.page_api import PageApi
from sandbox.people import People
from sandbox.response_urls import ResponseUrls
from sandbox.sockets import GRACE, SocketMode
from sandbox.tiers import Tiers
from sandbox.transports import Http
from sandbox.triggers import Triggers
from sandbox.values import Change, Channel, Json, Message, User, Usergroup, View
from sandbox.web_api import ReceivedCall, WebApi
from sandbox.workspace import Workspace

T = TypeVar("T")


class Sandbox(People):
    """A local Slack workspace with one app, and a small helpdesk with its customers.

    `users`, `channels` and `usergroups` are values of this package or mappings with the same keys. `manifest` is
    the app's manifest: it decides commands, shortcuts, scopes and subscribed events; without it everything is
    allowed. `retry_delays` are the seconds before each redelivery of an event, `ack_timeout` the seconds that the
    app has to acknowledge. `now` returns Unix seconds for timestamps, tiers, triggers and response addresses.
    `clock` is a business clock for the page: `.now()`, `.speed`, `.set(datetime)`, `.set_speed(x)`.
    """

    def __init__(
        self,
        team: str = "Sandbox",
        users: Iterable[User | Mapping[str, Any] | str] = (),
        channels: Iterable[Channel | Mapping[str, Any] | str] = (),
        usergroups: Iterable[Usergroup | Mapping[str, Any]] = (),
        *,
        customers: Iterable[Customer | Mapping[str, Any]] = (),
        app_name: str = "deskhand",
        manifest: Json | None = None,
        limits: bool = True,
        retry_delays: Sequence[float] = (0, 60, 300),
        ack_timeout: float = 3.0,
        clock: Clock | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        workspace = Workspace(team, users, channels, usergroups, app_name=app_name, now=now)
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.url = ""
        self._faults = Faults()
        self._ack_timeout = ack_timeout
        self.socket_mode = SocketMode(workspace.app_id, ack_timeout, lambda: workspace.announce(Change("wire")))
        delivery = Delivery(self.socket_mode, retry_delays, lambda: workspace.announce(Change("wire")))
        allowed = Manifest(manifest)
        events = Events(workspace, delivery.send_event, allowed.events)
        triggers = Triggers(now)
        urls = ResponseUrls(workspace, self._faults, lambda: self.url)
        super().__init__(workspace, delivery, triggers, urls, events, allowed)
        self._web_api = WebApi(
            workspace,
            triggers,
            Tiers(now, enabled=limits),
            self._faults,
            tokens={"bot": self.bot_token, "app": self.app_token},
            scopes=allowed.scopes,
            url=lambda: self.url,
            open_socket=self._socket_address,
        )
        self.customers = Customers(customers, announce=workspace.announce, clock=clock, url=lambda: self.url)
        self._page = PageApi(self, self.customers, clock)
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    # -- life ----------------------------------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """The Web API's address, for `SLACK_API_URL`; ends with `/api/`."""
        return f"{self.url}/api/"

    @property
    def page_url(self) -> str:
        """The address to open in a browser."""
        return f"{self.url}/"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Open the server; port 0 takes a free one. `url` is set afterwards."""
        application = web.Application(client_max_size=32 * 1024**2)
        application.add_routes([
            *self._web_api.routes(), *self._response_urls.routes(), *self.customers.routes(), *self._page.routes(),
            web.get("/link", self.socket_mode.handle), web.get("/link/", self.socket_mode.handle),
        ])  # fmt: skip
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        self.url = f"http://{host}:{bound[1]}"
        self._session = aiohttp.ClientSession()
        self.customers.open(self._session)

    async def stop(self) -> None:
        """Close everything; safe to call twice."""
        await self._delivery.stop()
        await self.customers.close()
        await self.socket_mode.close()
        await self._page.close()
        if self._session:
            await self._session.close()
        if self._runner:
            await self._runner.cleanup()
        self._session = self._runner = None

    async def __aenter__(self) -> Sandbox:
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.stop()

    # -- the app's side ------------------------------------------------------------------------------------------

    def connect_http(self, url: str) -> None:
        """Deliver to this request URL from now on, instead of Socket Mode. Needs a started sandbox."""
        if self._session is None:
            raise RuntimeError("start the sandbox before connecting an app")
        self._delivery.http = Http(self._session, url, self.signing_secret, self._ack_timeout)

    async def disconnect_sockets(self, reason: str = "refresh_requested", *, grace: float = GRACE) -> None:
        """Ask every open socket to go, as Slack does every few hours; it is closed after `grace` seconds."""
        await self.socket_mode.disconnect(reason, grace=grace)

    async def wait_for_socket(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 (the callers' own word)
        """Wait until the app has a socket open. Raises `TimeoutError` after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self.socket_mode.wait_until_open()

    @property
    def sockets(self) -> int:
        """How many sockets the app has open."""
        return self.socket_mode.open_count

    def fail(
        self,
        method: str,
        *,
        status: int | None = None,
        error: str | None = None,
        drop_before: bool = False,
        drop_after: bool = False,
        delay: float = 0.0,
        body: bytes | None = None,
        retry_after: int = 1,
        times: int = 1,
        channel: str | None = None,
        messages: tuple[str, ...] = (),
    ) -> None:
        """Order a fault for the next `times` calls of a Web API method, or of `response_url`.

        `messages` are the details that come with an `error`.
        `drop_before` cuts the connection without doing the work, `drop_after` does it first; `delay` is in seconds.
        `channel` (name or id) limits it to calls about that channel.
        """
        only = {"channel": self.workspace.find_channel(channel).id} if channel else {}
        fault = Fault(status, error, drop_before, drop_after, delay, body, retry_after, times, only, messages=messages)
        self._faults.add(method, fault)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """As if Slack lost every event of what happens meanwhile: nobody is told, now or later."""
        with self._events.held_back():
            yield

    def clear_faults(self) -> None:
        """Forget every fault not met yet."""
        self._faults.clear()

    def calls(self, method: str | None = None) -> list[ReceivedCall]:
        """Every Web API call received so far, oldest first; `response_url` counts as a method."""
        received = sorted([*self._web_api.received, *self._response_urls.received], key=lambda call: call.at)
        return [call for call in received if method in (None, call.method)]

    @property
    def attempts(self) -> list[Attempt]:
        """Every try to deliver something to the app, with its outcome."""
        return self._delivery.attempts

    @property
    def events(self) -> list[Json]:
        """Every event sent to the app, oldest first, each once however often it was tried."""
        return self._delivery.events

    async def redeliver(self, event: Json) -> None:
        """Send one of `events` again, as Slack does when an acknowledgement got lost. Raises `AppDidNotAnswer`."""
        await self._delivery.send_again(event)

    async def repeat_action(self) -> Json | None:
        """Deliver what a person did last once more, as if Slack had not heard the answer. Raises `AppDidNotAnswer`."""
        return await self._delivery.ask_again(*self._delivery.actions[-1])

    def new_ticket(self) -> str:
        """Return a ticket for one socket, as `apps.connections.open` gives."""
        return self.socket_mode.new_ticket()

    async def settled(self, *, with_retries: bool = False) -> None:
        """Wait until the app has acknowledged (or failed) everything that is on its way to it.

        Events that wait for their next try count only `with_retries`.
        """
        await self._delivery.settled(with_retries=with_retries)

    # -- looking -------------------------------------------------------------------------------------------------

    @property
    def posted(self) -> list[Message]:
        """Every message ever posted, as first posted, deleted ones too."""
        return self.workspace.posted

    def messages(self, channel: str) -> list[Message]:
        """What a channel shows, oldest first, without the replies in threads."""
        place = self.workspace.find_channel(channel)
        return [m for m in self.workspace.messages[place.id].values() if not m.is_reply]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The replies below a message, oldest first."""
        return self.workspace.replies(self.workspace.find_channel(channel).id, ts)

    def ephemerals(self, user: str) -> list[Message]:
        """What only this person sees, oldest first."""
        person = self.workspace.find_user(user).id
        return [m for m in self.workspace.ephemerals.values() if m.only_for == person]

    def views(self, user: str) -> list[View]:
        """The person's open modals, the topmost last."""
        return list(self.workspace.modals.get(self.workspace.find_user(user).id, []))

    def home(self, user: str) -> View | None:
        """The app's Home as published for this person."""
        return self.workspace.homes.get(self.workspace.find_user(user).id)

    def dms(self, user: str) -> list[Message]:
        """The direct messages between the app and this person, oldest first."""
        person = self.workspace.find_user(user).id
        place = next((c for c in self.workspace.channels.values() if c.kind == "im" and c.user == person), None)
        return list(self.workspace.messages[place.id].values()) if place else []

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 30.0) -> T:  # noqa: ASYNC109 (the callers' own word)
        """Return `predicate()` as soon as it is true.

        It is looked at again whenever the workspace changes, a call is received or a delivery ends. Raises
        `TimeoutError` after `timeout` seconds.
        """
        changed = asyncio.Event()
        unwatch = self.workspace.watch(lambda _: changed.set())
        try:
            async with asyncio.timeout(timeout):
                while not (result := predicate()):
                    await changed.wait()
                    changed.clear()
                return result
        finally:
            unwatch()

    def summary(self, summary: Json) -> None:
        """Show a summary panel on the page: `{"title": …, "lines": […]}`."""
        self._page.summary = summary
        self.workspace.announce(Change("summary"))

    def _socket_address(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/link/?ticket={self.new_ticket()}&app_id={self.workspace.app_id}"
