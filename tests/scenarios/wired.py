"""The small desk of `tests.flow.desk` behind Slack's wire: real listeners, forms and sentences, and no worker, so that
what an interaction leaves behind can be counted.

Every scene begins with the same database, in which nothing has happened yet.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from bot import settings
from bot.app import Deskhand
from sandbox import AppDidNotAnswer, Channel, Message, Sandbox, User, View
from sandbox.choosing import chosen_entry, find_element
from sandbox.values import Change
from sandbox.views import starting_inputs
from store import posts
from store.overlaid import Overlaid
from store.store import Store
from tests import databases
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.ledger import traces
from tests.flow.test_macros import MACRO
from tests.scenarios.life import PATIENCE
from tests.scenarios.presses import Payload, Press, Presses
from tests.scenarios.reading import Json, words_of

PEOPLE: Final = tuple(
    User(name.lower(), id=slack_id, real_name=name, is_restricted=slack_id == desk.GIL)
    for slack_id, name in desk.NAMES.items()
)
CHANNELS: Final = tuple(
    Channel(place.written[1:], id=place.slack_id, members=place.members)
    for place in desk.PLACES
    if place.written.startswith("#")
)
DESK: Final = desk.DESK.model_copy(update={"macros": (MACRO,)})


@dataclass(frozen=True)
class Outcome:
    """What came of it: what is on record now and was not, or was and is not any more (`gone`), what the person was
    told, and how Slack was called."""

    left: Counter[tuple[str, ...]]
    gone: Counter[tuple[str, ...]]
    said: str
    calls: frozenset[str]
    opened: View | None
    answered: bool
    closed: bool  # it was a form, which has closed

    @property
    def told(self) -> bool:
        """Whether the person sees that something came of it, or why not."""
        return bool(self.said) or self.closed


class _DesksClock:
    """The same time for all of Deskhand."""

    def __init__(self, clock: Clock) -> None:
        self.now: Callable[[], datetime] = clock


class Wired(Presses):
    """Deskhand's web side with a workspace. `http` says by which of the two ways Slack is heard."""

    def __init__(self, folder: Path, *, http: bool) -> None:
        self.clock = Clock()
        self.sandbox = Sandbox("Aster & Pine", PEOPLE, CHANNELS, limits=False, ack_timeout=PATIENCE, now=self._now)
        self._folder, self._http, self._file = folder, http, folder / "desk.db"
        self._untouched = sqlite3.connect(":memory:")
        self._deskhand: Deskhand | None = None
        self._store: Store | None = None

    def _now(self) -> float:
        """Slack's time, so that nothing runs out on a slow machine."""
        return self.clock().timestamp()

    @property
    def store(self) -> Store:
        assert self._store is not None
        return self._store

    @property
    def deskhand(self) -> Deskhand:
        assert self._deskhand is not None
        return self._deskhand

    async def open(self) -> None:
        await self.sandbox.start()
        given = settings.load(
            env_file=None,
            slack_bot_token=self.sandbox.bot_token,
            slack_app_token=None if self._http else self.sandbox.app_token,
            slack_signing_secret=self.sandbox.signing_secret if self._http else None,
            slack_api_url=self.sandbox.api_url,
            database_url=f"sqlite:///{self._folder / 'meeting.db'}",
            desk_file=self._folder / "desk.toml",
            host="127.0.0.1",
            port=0,
            secret_key="a key for tests that is long enough",
            hook_secrets={},
            hook_tokens={},
            reply_urls={},
        )
        self._deskhand = Deskhand(given, DESK, clock=_DesksClock(self.clock), limits=False)
        await self._deskhand.start(worker=False, sockets=not self._http)
        if self._http:
            self.sandbox.connect_http(f"{self._deskhand.url}/slack/events")
        else:
            await self.sandbox.wait_for_socket()

        await self._set_up()

    async def _set_up(self) -> None:
        """A database in which nothing has happened yet, and a copy of it with which each scene begins."""
        self._file.write_bytes(databases.migrated_file())
        url, key = f"sqlite:///{self._file}", b"a key for tests"
        self._store = Store(url, DESK, secrets=[key], clock=self.clock, now=self.clock)
        await self._store.open()
        await self._store.write(desk.people)
        with closing(sqlite3.connect(self._file)) as database:
            database.backup(self._untouched)
        assert self.deskhand.front is not None
        self.deskhand.front.runner = self._store

    async def close(self) -> None:
        if self._deskhand is not None:
            await self._deskhand.stop()
        if self._store is not None:
            self._store.close()
        self._untouched.close()
        await self.sandbox.stop()

    def begin(self) -> None:
        """Nothing has happened yet, and it is Monday at eight."""
        self.clock.at = MONDAY
        with closing(sqlite3.connect(self._file)) as database:
            self._untouched.backup(database)
        self.store._overlaid = Overlaid()  # what it remembers of checks and modes
        for person in desk.NAMES:
            self.sandbox.workspace.close_views(person)
        self.sandbox.clear_faults()

    # -- what comes of it ----------------------------------------------------------------------------------------

    async def form(self, opener: Press, entered: dict[str, Any]) -> Press:
        """A modal that `opener` opens, filled in. Sent again it is another one, with an id of its own."""
        view = await self.opens(opener)
        inputs = starting_inputs(view.blocks, view.inputs)
        for name, given in entered.items():
            block, element = find_element(view.blocks, name, None, None)
            inputs[block["block_id"]][name] = chosen_entry(element, given)
        filled = replace(view, inputs=inputs)

        def made(who: str) -> Payload:
            one = replace(filled, id=self.sandbox.workspace.new_id("V"))
            return "interactive", self.sandbox._payloads.submission(who, one, self.sandbox._triggers.issue(who))

        return Press(opener.by, made)

    async def posted(self, ticket_id: int, ts: str = "") -> str:
        """The ticket's card stands in the queue's channel; its ts."""
        ts = ts or self.said(self.sandbox.workspace.bot_user, "A card").ts
        await self.store.write(
            posts.stands, kind="card", subject=str(ticket_id), place="#support-orders", channel=desk.ORDERS, ts=ts,
            ticket_id=ticket_id,
        )  # fmt: skip
        return ts

    async def opens(self, press: Press) -> View:
        """The modal that is opened by it."""
        found = (await self.sends(press)).opened
        assert found is not None, "no modal opened"
        return found

    async def sends(self, press: Press, *, who: str = "", twice: bool = False) -> Outcome:
        """Deliver it, by the person it is of or by another one; with `twice` as Slack may: the same once more."""
        who = who or press.by
        if press.card is not None:
            await self.posted(*press.card)
        kind, payload = press.made(who)
        before, calls = await self.store.read(traces), self._calls()
        told: list[str] = []
        opened: list[View] = []
        answered = True

        def see(change: Change) -> None:
            message = change.message
            if message is not None and (change.kind == "changed" or who in (message.only_for, self._reads(message))):
                told.append(words_of(message) or message.text)
            if change.view is not None and change.kind in ("view", "home") and change.view.user == who:
                told.append(words_of(change.view))
                opened.append(change.view)

        unwatch = self.sandbox.workspace.watch(see)
        for _ in range(2 if twice else 1):
            try:
                told.append(_told(await self.sandbox._delivery.ask(kind, payload)))
            except AppDidNotAnswer:
                answered = False
            await self.drain()
        unwatch()
        after = await self.store.read(traces)
        return Outcome(
            left=after - before,
            gone=before - after,
            said=" ".join(told).strip(),
            calls=frozenset(self._calls() - calls),
            opened=opened[-1] if opened else None,
            answered=answered,
            closed=payload.get("type") == "view_submission" and answered and not any(told),
        )

    def _calls(self) -> Counter[str]:
        return Counter(call.method for call in self.sandbox.calls())

    def _reads(self, message: Message) -> str:
        """Whose direct message it is."""
        return self.sandbox.workspace.channels[message.channel].user

    async def drain(self) -> None:
        assert self.deskhand.front is not None
        await self.deskhand.front.drain()

    @contextmanager
    def failing(self, methods: tuple[str, ...], **fault: Any) -> Iterator[None]:
        """Slack answers the next call of each of these methods so."""
        for method in methods:
            self.sandbox.fail(method, **fault)
        try:
            yield
        finally:
            self.sandbox.clear_faults()


def _told(answer: Json | None) -> str:
    """What an acknowledgement shows: a command's answer, what stands beside fields, or a view in its place."""
    if not answer:
        return ""
    shown = answer.get("view") or answer
    blocks = Message(channel="", ts="", user="", text="", blocks=tuple(shown.get("blocks") or ()))
    return " ".join([str(answer.get("text") or ""), *(answer.get("errors") or {}).values(), words_of(blocks)])


@contextmanager
def by_the_tests_clock(wired: Wired) -> Iterator[None]:
    """Deskhand goes by the time that a scene moves: begun before it is opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.real_now", wired.clock)
        yield
