"""The example shop in one process: a golden ticket comes in by webhook and is prepared as the worker would prepare it.

Intake, both runs of triage, records, assistant, gate and grounding are the real ones, on SQLite. Each ticket meets a
desk that has seen no other, on a fixed Tuesday morning; the assistant is shared, since asking changes nothing in it.
"""

import json
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot import records
from bot.assistant.embedded import Embedded
from bot.desk import load
from bot.domain.case import Case
from bot.domain.desk import Desk
from bot.domain.draft import Draft
from bot.domain.outbox import IN_FLIGHT, Job, Kind
from bot.domain.ticket import Ticket
from bot.domain.triage import Guess
from bot.domain.webhook_body import parse
from bot.flow import intake
from bot.flow import prepare as preparing
from bot.flow.ports import Assistant
from bot.jobs import prepare
from bot.jobs.context import Context
from bot.slack.gateway import Slack, open_session
from store import drafts, findings, tickets
from store.store import Store
from store.tables import Row
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.golden.ticket import Golden

SHOP: Final = Path(__file__).parents[2] / "examples" / "shop"
NOW: Final = datetime(2026, 11, 24, 8, tzinfo=UTC)  # a Tuesday: the shop's dates are days from here
_NO_HELPDESK: Final[dict[str, Any]] = {}


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
    return load(SHOP / "desk.toml", NOW.date())


async def run(goldens: Iterable[Golden], assistant: Assistant | None = None) -> list[Came]:
    """What becomes of each, with the embedded assistant or the one given."""
    asked = assistant or Embedded(shop())
    await asked.warm()
    async with open_session() as session:
        built = {spec.name: records.build(spec, SHOP, session, Clock()) for spec in shop().file.records}
        slack = Slack("xoxb-never-called", session)  # preparing asks nothing of Slack
        async with _desk() as store:
            context = Context(
                runner=store,
                slack=slack,
                assistant=asked,
                records=built,
                helpdesk=_NO_HELPDESK.__getitem__,
                desk=lambda: store.desk,
                monotonic=time.monotonic,
                now=Clock().now,
                in_flight=IN_FLIGHT,
            )
            return [await _one(golden, context, store) for golden in goldens]


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
async def _desk() -> AsyncIterator[Store]:
    with tempfile.TemporaryDirectory() as folder, databases.fresh("sqlite", Path(folder)) as url:
        store = Store(url, shop(), secrets=[b"a key for tests"], clock=Clock().now, now=Clock().now)
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
