"""The ports that jobs work through, each call measured: who was asked, what came of it, and how long it took."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic
from typing import TypeVar

from bot.domain.article import Article
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Suggestion
from bot.domain.events import OutgoingEvent, Taken
from bot.domain.file import Fetched
from bot.domain.record import Record
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.domain.triage import Guess
from bot.flow.ports import Assistant, Files, Helpdesk, Records, Subscribed

T = TypeVar("T")

#: Told of each call after it: what came of it and the seconds that it took.
Observe = Callable[[str, float], None]


@dataclass(slots=True)
class MeasuredHelpdesk:
    """A `Helpdesk`; its outcomes are those of `Delivery`, and of a look those of `Found` (`look_arrived`)."""

    helpdesk: Helpdesk
    observe: Observe

    async def send(self, reply: OutgoingReply) -> Delivery:
        return await _measured(self.helpdesk.send(reply), self.observe, lambda delivery: delivery.outcome)

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        return await _measured(self.helpdesk.find(reply, since), self.observe, lambda found: f"look_{found.outcome}")


@dataclass(slots=True)
class MeasuredSubscriber:
    """A `Subscribed`; its outcomes are those of `Taken`."""

    subscriber: Subscribed
    observe: Observe

    async def send(self, event: OutgoingEvent) -> Taken:
        return await _measured(self.subscriber.send(event), self.observe, lambda taken: taken.outcome)


@dataclass(slots=True)
class MeasuredFiles:
    """Where `Files` of a source are fetched: `found`, or `failed`."""

    files: Files
    observe: Observe

    async def fetch(self, url: str) -> Fetched:
        return await _measured(self.files.fetch(url), self.observe, lambda _: "found")


@dataclass(slots=True)
class MeasuredRecords:
    """A source of `Records`: `found`, `missing`, or `failed` where it could not be reached."""

    records: Records
    observe: Observe
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.records.name

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        return await _measured(
            self.records.read(key, fresh=fresh), self.observe, lambda found: "found" if found else "missing"
        )


@dataclass(slots=True)
class MeasuredAssistant:
    """An `Assistant`; `observe` gets the step first. A step that ran into its time-out has `failed`."""

    assistant: Assistant
    observe: Callable[[str, str, float], None]
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.assistant.name

    async def warm(self) -> None:
        await self._step("warm", self.assistant.warm())

    async def classify(self, text: str, language: str) -> Guess:
        return await self._step("classify", self.assistant.classify(text, language))

    async def language_of(self, text: str, fallback: str) -> str:
        return await self._step("language", self.assistant.language_of(text, fallback))

    async def suggest(self, case: Case) -> Suggestion:
        return await self._step("suggest", self.assistant.suggest(case))

    async def quotable(self, case: Case) -> tuple[tuple[Article, str], ...]:
        return await self._step("quotable", self.assistant.quotable(case))

    async def find(self, desk: Desk, text: str, language: str, today: date) -> tuple[tuple[Article, str], ...]:
        return await self._step("find", self.assistant.find(desk, text, language, today))

    async def _step(self, step: str, call: Awaitable[T]) -> T:
        return await _measured(call, lambda outcome, seconds: self.observe(step, outcome, seconds), lambda _: "ok")


async def _measured(call: Awaitable[T], observe: Observe, outcome_of: Callable[[T], str]) -> T:
    began, outcome = monotonic(), "failed"
    try:
        answer = await call
        outcome = outcome_of(answer)
        return answer
    finally:
        observe(outcome, monotonic() - began)
