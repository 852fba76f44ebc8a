"""The servers that are measured: Deskhand as it is, and the workspace that it talks to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web
from sqlalchemy import func, select
from sqlmodel import col

from bot import settings, telemetry
from bot.app import Deskhand
from bot.cli import shop
from bot.desk import load
from bot.domain.webhook_body import parse
from bot.flow import posting
from bot.flow.claim import claim
from bot.flow.intake import take
from sandbox import Sandbox
from store import outbox
from store.store import Store
from store.tables import TicketRow
from store.unit_of_work import UnitOfWork
from tests.benchmarks.processes import Answers
from tests.benchmarks.requests import HOOK_SECRET, SIGNING_SECRET, webhook_body
from tests.benchmarks.statements import Recording, recorded

SECRET_KEY: Final = "a secret key that only benchmarks use"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a sandbox is, the token that it accepts, its agents' ids, and an address that takes any card."""

    api_url: str
    bot_token: str
    agents: tuple[str, ...]
    response_url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A ticket's live card: what a click on it names."""

    ticket_id: int
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Made:
    """How many tickets a database holds, and how many of them somebody has claimed."""

    tickets: int = 0
    claims: int = 0


@contextlib.asynccontextmanager
async def workspace() -> AsyncIterator[tuple[Workspace, Answers]]:
    """The shop's workspace without limits. Asked for "posted", it tells the time and text of every message."""
    sandbox = Sandbox("Bench", shop.PEOPLE, shop.CHANNELS, shop.USERGROUPS, limits=False)
    async with sandbox, _any_card() as response_url:
        agents = tuple(sandbox.workspace.find_user(name).id for name in shop.AGENTS)

        async def posted(_: str) -> list[tuple[float, str]]:
            return [(float(message.ts), message.text) for message in sandbox.posted]

        yield Workspace(sandbox.api_url, sandbox.bot_token, agents, response_url), posted


@contextlib.asynccontextmanager
async def _any_card() -> AsyncIterator[str]:
    """Slack's side of `response_url` at its quickest: it accepts whatever it is told."""

    async def accept(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="ok")

    app = web.Application()
    app.add_routes([web.post("/", accept)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def deskhand(url: str, slack: Workspace, worker: bool) -> AsyncIterator[tuple[str, Answers]]:
    """Deskhand with web, and with a worker if wanted, on the database at `url`; no limits.

    Asked for "tickets 200" it stores as many tickets with a live card and tells their cards; for "claim" or "intake"
    it records the statements of two such; for "made" it tells what its database holds; for "drain" it answers when
    nothing is left to do in the background, and for "idle" when the worker has nothing left to do either.
    """
    telemetry.configure("ERROR")
    chosen = settings.load(
        env_file=None,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=SIGNING_SECRET,
        slack_api_url=slack.api_url,
        database_url=url,
        desk_file=shop.DESK,
        host="127.0.0.1",
        port=0,
        secret_key=SECRET_KEY,
        hook_secrets={"generic": HOOK_SECRET},
    )
    served = Deskhand(chosen, load(shop.DESK, datetime.now(UTC).date()), limits=False)
    await served.start(web=True, worker=worker, sockets=False)

    try:
        yield served.url, _answers(served, slack)
    finally:
        await served.stop()


def _answers(served: Deskhand, slack: Workspace) -> Answers:
    async def answers(question: str) -> Any:
        what, _, count = question.partition(" ")
        match what:
            case "tickets":
                return await served.store.write(_tickets, int(count))
            case "claim":
                cards = await served.store.write(_tickets, 2)
                return [await _recorded_claim(served.store, card, slack.agents[0]) for card in cards]
            case "intake":
                return [await _recorded_intake(served.store, name) for name in ("one-subject", "other-subject")]
            case "made":
                return await served.store.read(_made)
            case "drain":
                return await served.front.drain() if served.front else None
            case "idle":
                while await served.store.read(outbox.depth):  # noqa: ASYNC110 - the outbox announces nothing
                    await asyncio.sleep(0.1)
                return None
        raise ValueError(question)

    return answers


def _made(uow: UnitOfWork) -> Made:
    return Made(*uow.execute(select(func.count(), func.count(col(TicketRow.assignee_id)))).one())


def _tickets(uow: UnitOfWork, count: int) -> list[Card]:
    """Unclaimed tickets whose cards stand in Slack."""
    cards = []
    name = uow.token()
    for number in range(count):
        ticket_id = take(uow, parse("generic", f"{name}-e-{number}", webhook_body(number, name), raw="")).ticket_id
        assert ticket_id is not None
        plan = posting.plan_card(uow, ticket_id)
        assert plan is not None
        assert plan.new_post is not None
        ts = f"{ticket_id}.000100"
        posting.landed(uow, plan.new_post, plan.channel, ts, "")
        cards.append(Card(ticket_id, plan.channel, ts))
    return cards


async def _recorded_claim(store: Store, card: Card, by: str) -> Recording:
    with recorded(store.engine, "", card.ticket_id) as recording:
        await store.write(claim, card.ticket_id, by)
    return recording


async def _recorded_intake(store: Store, name: str) -> Recording:
    arrival = parse("generic", f"{name}-e-0", webhook_body(0, name), raw="")
    with recorded(store.engine, name, 0) as recording:
        await store.write(take, arrival)
    return recording
