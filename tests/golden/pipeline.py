"""The example shop in one process: a golden ticket comes in by webhook and is prepared as the worker would prepare it.

Intake, both runs of triage, records, assistant, gate and grounding are the real ones, on SQLite. Each ticket meets a
desk that has seen no other, on a fixed Tuesday morning; the assistant is shared, since asking changes nothing in it.
"""

import json
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import prompts
from bot import parts
from bot.desk import load
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.desk_ai import Outside
from bot.domain.draft import Draft
from bot.domain.outbox import IN_FLIGHT, Job, Kind
from bot.domain.ticket import Ticket
from bot.domain.triage import Guess
from bot.domain.webhook_body import parse
from bot.flow import intake
from bot.flow import prepare as preparing
from bot.flow.triage import Taught
from bot.jobs import prepare
from bot.jobs.context import Context
from bot.settings import Settings
from bot.slack.gateway import Slack, open_session
from bot.telemetry import Metrics
from store import drafts, findings, tickets
from store.store import Store
from store.tables import Row
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.golden.ticket import Golden

SHOP: Final = Path(__file__).parents[2] / "examples" / "shop"
NOW: Final = datetime(2026, 11, 24, 8, tzinfo=UTC)  # a Tuesday: the shop's dates are days from here
_NO_HELPDESK: Final[dict[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Model:
    """A model outside, as the environment would name it."""

    base_url: str = ""
    key: str = ""
    name: str = ""


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What became of a golden ticket."""

    golden: Golden
    ticket: Ticket
    looks_like: str | None
    draft: Draft | None
    facts: str  # the summary's, as the team is shown them
    case: Case  # as the assistant saw it
    seconds: float

    @property
    def outcome(self) -> str:
        if self.draft is None:
            return "nothing"
        return self.draft.reason.value if self.draft.reason else "draft"

    @property
    def body(self) -> str:
        """The text of the suggestion; empty where there is none."""
        return self.draft.body if self.draft and self.outcome == "draft" else ""

    @property
    def cited(self) -> set[str]:
        sentences = self.draft.sentences if self.draft else ()
        return {evidence.id for sentence in sentences for evidence in sentence.evidence}


@cache
def shop() -> Desk:
    """The example shop, with the prompts that are shipped."""
    return load(SHOP / "desk.toml", NOW.date()).model_copy(update={"prompts": prompts.load_all()})


async def run(goldens: Iterable[Golden], *, model: Model | None = None) -> list[Came]:
    """What becomes of each, with the assistant that `bot.app` would give the desk: the embedded one, or `model`."""
    desk = asking(shop()) if model else shop()
    async with open_session() as session, _opened(desk) as store, AsyncExitStack() as closing:
        settings = _settings(store.url, model)
        assistant = parts.assistant(parts.embedded(desk, Taught()), desk, settings, store, Clock())
        await assistant.warm()
        closing.push_async_callback(assistant.close)
        context = Context(
            runner=store,
            slack=Slack("xoxb-never-called", session),  # preparing asks nothing of Slack
            assistant=assistant,
            records=parts.records_of(desk, settings, session, Clock(), Metrics()),
            helpdesk=_NO_HELPDESK.__getitem__,
            files=parts.files_of(desk, settings, session, Metrics()),
            desk=lambda: desk,
            monotonic=time.monotonic,
            now=Clock().now,
            in_flight=IN_FLIGHT,
        )
        return [await _one(golden, context, store) for golden in goldens]


def asking(desk: Desk) -> Desk:
    """The desk with a model outside that may be asked about every type that suggests, and read what the types may."""
    suggesting = [kind for kind in desk.file.types if kind.drafts == "suggest"]
    fields = {
        f"{source}.{name}": None for kind in suggesting for source in kind.records for name in kind.records[source]
    }
    outside = Outside(
        vendor="whoever is measured",
        region="any",
        agreement="none: made-up people only",
        purposes=("summarise", "draft"),
        types=tuple(kind.name for kind in suggesting),
        fields=tuple(fields),
        time_out=timedelta(seconds=18),
        daily_ceiling=1000,
        daily_calls=100_000,
    )
    ai = desk.file.ai.model_copy(update={"engine": "outside", "outside": outside})
    return desk.model_copy(update={"file": desk.file.model_copy(update={"ai": ai})})


def _settings(url: str, model: Model | None) -> Settings:
    given: dict[str, Any] = {
        "database_url": url,
        "desk_file": SHOP / "desk.toml",
        "secret_key": "for golden tickets and nothing else" * 2,
    }
    if model:
        named = {"openai_base_url": model.base_url, "openai_model": model.name, "openai_api_key": model.key or None}
        given |= named
    return Settings.model_validate(given)


async def _one(golden: Golden, context: Context, store: Store) -> Came:
    try:
        ticket_id = await _arrives(store, "ticket.created", {"id": "1", **_request(golden)})
        began = time.monotonic()
        await _prepare(context, ticket_id)
        seconds = time.monotonic() - began
        for number, body in enumerate(golden.then):
            line = {"ticket_id": "1", "id": f"m-{number}", "author": "customer", "body": body}
            await _arrives(store, "message.created", line)
            await _prepare(context, ticket_id)
        return await store.read(_came, ticket_id, golden, seconds)
    finally:
        await store.write(_empty)


@asynccontextmanager
async def _opened(desk: Desk) -> AsyncIterator[Store]:
    with tempfile.TemporaryDirectory() as folder, databases.fresh("sqlite", Path(folder)) as url:
        store = Store(url, desk, secrets=[b"a key for tests"], clock=Clock().now, now=Clock().now)
        try:
            await store.open()
            yield store
        finally:
            store.close()


def _empty(uow: UnitOfWork) -> None:
    """Nobody has ever written: an earlier ticket of the same customer's would count."""
    for table in reversed(Row.metadata.sorted_tables):
        if not table.name.startswith("desk"):
            uow.session.execute(table.delete())


async def _arrives(store: Store, kind: str, told: dict[str, Any]) -> int:
    arrival = parse("generic", f"{kind}-{told['id']}", {"type": kind, "data": told})
    receipt = await store.write(intake.take, arrival)
    assert receipt.ticket_id is not None
    return receipt.ticket_id


def _request(golden: Golden) -> dict[str, Any]:
    picture = {"id": "a1", "name": "photo.jpg", "type": "image/jpeg", "size": 90_000, "url": "https://files.example/a1"}
    return {
        "message_id": "m",
        "subject": golden.subject,
        "body": golden.body,
        "channel": golden.via,
        "customer": customer(golden.customer) if golden.customer else {"email": golden.email},
        "attributes": golden.attributes,
        "attachments": [picture] if golden.photo else [],
    }


def customer(number: str) -> dict[str, Any]:
    """A customer of the example shop, as the helpdesk tells of them."""
    return next(row for row in _customers() if row["id"] == number)


@cache
def _customers() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SHOP / "customers.json").read_text("utf-8"))
    return rows


async def _prepare(context: Context, ticket_id: int) -> None:
    await prepare.run(
        context, Job(id=1, kind=Kind.PREPARE, subject=str(ticket_id), attempts=1, lease_token="", touched="")
    )


def _came(uow: UnitOfWork, ticket_id: int, golden: Golden, seconds: float) -> Came:
    ticket, known, draft = tickets.get(uow, ticket_id), findings.of(uow, ticket_id), drafts.current(uow, ticket_id)
    case, _ = preparing.case_of(uow, ticket_id, Guess(ticket.type or known.guess, known.confidence or 0.0))
    return Came(
        golden=golden,
        ticket=ticket,
        looks_like=ticket.type or known.guess,
        draft=draft,
        facts="\n".join(known.summary.facts),
        case=case,
        seconds=seconds,
    )
