"""The servers that are measured: Deskhand as it is, and the workspace that it talks to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from unittest.mock import patch

from aiohttp import web
from sqlalchemy import func, select, update
from sqlmodel import col

from bot import settings, telemetry
from bot.app import Deskhand
from bot.cli import shop
from bot.desk import load
from bot.domain.outbox import Kind
from bot.domain.webhook_body import parse
from bot.flow import posting
from bot.flow.claim import claim
from bot.flow.intake import take
from bot.slack import cards
from bot.words import words
from sandbox import Sandbox, User
from sandbox.response_urls import ResponseUrls
from store import backlog, findings, outbox
from store.store import Store
from store.tables import OutboxRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.benchmarks.processes import Answers
from tests.benchmarks.requests import HOOK_SECRET, SIGNING_SECRET, webhook_body
from tests.benchmarks.statements import Recording, recorded
from tests.unit.slack.facts import FACTS

#: How many agents there are: as many as ever press one button at one moment.
CROWD: Final = 50
#: How far off, in real time, waiting work is due until it is released.
LATER: Final = timedelta(days=1)
SECRET_KEY: Final = "a secret key that only benchmarks use"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a sandbox is, the token that it accepts, its agents' ids and their lead's, an address that takes any card,
    and a channel with the blocks of a usual card."""

    api_url: str
    bot_token: str
    agents: tuple[str, ...]
    lead: str
    response_url: str
    channel: str
    card: list[dict[str, Any]]


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
    """The shop's workspace without limits, with fifty agents. Asked for "posted", it tells the time and text of every
    message."""
    crowd = tuple(f"agent{number}" for number in range(CROWD))
    people = (*shop.PEOPLE, *(User(name, real_name=f"Agent {name[5:]}") for name in crowd))
    channels = tuple(
        replace(channel, members=(*channel.members, *crowd)) if "ana" in channel.members else channel
        for channel in shop.CHANNELS
    )
    sandbox = Sandbox("Bench", people, channels, shop.USERGROUPS, limits=False)
    with patch.object(ResponseUrls, "handle", _accept):
        await sandbox.start()
    try:
        agents = tuple(sandbox.workspace.find_user(name).id for name in crowd)
        card = cards.card(FACTS, words("en"), outbox_id="post-1", mention_owner=False, customer_text=True).blocks
        channel = sandbox.workspace.find_channel("support-orders").id

        async def posted(_: str) -> list[tuple[float, str]]:
            return [(float(message.ts), message.text) for message in sandbox.posted]

        response_url = f"{sandbox.url}/respond/actions/{sandbox.workspace.team_id}/any"
        lead = sandbox.workspace.find_user("lena").id
        yield Workspace(sandbox.api_url, sandbox.bot_token, agents, lead, response_url, channel, card), posted
    finally:
        await sandbox.stop()


async def _accept(_: ResponseUrls, request: web.Request) -> web.Response:
    """Slack's side of `response_url` at its quickest: it accepts whatever it is told."""
    await request.read()
    return web.Response(text="ok")


@contextlib.asynccontextmanager
async def deskhand(
    url: str, slack: Workspace, parts: Literal["web", "worker", "both"]
) -> AsyncIterator[tuple[str, Answers]]:
    """Deskhand's `parts` on the database at `url`; no limits.

    Asked for "tickets 200" it stores as many tickets with a live card and tells their cards; for "claim" or "intake"
    it records the statements of two such; for "made" it tells what its database holds; for "drain" it answers when
    nothing is left to do in the background, and for "idle" when the worker has nothing left to do either. For "waiting
    1000" it stores as many tickets whose cards wait, until it is asked to "release" them; "left" tells how much is not
    done.
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
    served = Deskhand(chosen, load(shop.DESK, datetime.now(UTC)), limits=False)
    await served.start(web=parts != "worker", worker=parts != "web", sockets=False)

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
                while await served.store.read(backlog.depth):  # noqa: ASYNC110 - the outbox announces nothing
                    await asyncio.sleep(0.1)
                return None
            case "waiting":
                for begun in range(0, int(count), 500):
                    await served.store.write(_waiting, min(500, int(count) - begun))
                return None
            case "release":
                return await served.store.write(_release)
            case "left":
                return sum((await served.store.read(backlog.depth)).values())
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


def _waiting(uow: UnitOfWork, count: int) -> None:
    """Tickets that are prepared and whose first cards are not due yet."""
    name = uow.token()
    for number in range(count):
        ticket_id = take(uow, parse("generic", f"{name}-e-{number}", webhook_body(number, name), raw="")).ticket_id
        assert ticket_id is not None
        outbox.cancel(uow, Kind.PREPARE, ticket_id)
        findings.keep(uow, ticket_id, prepared=True)
    uow.execute(update(OutboxRow).where(col(OutboxRow.state) == "pending").values(due_at=uow.now + LATER))


def _release(uow: UnitOfWork) -> None:
    """All that waits is due now, and the workers are woken."""
    uow.execute(update(OutboxRow).where(col(OutboxRow.state) == "pending").values(due_at=uow.now))
    uow.woken = True


async def _recorded_claim(store: Store, card: Card, by: str) -> Recording:
    with recorded(store.engine, "", card.ticket_id) as recording:
        await store.write(claim, card.ticket_id, by)
    return recording


async def _recorded_intake(store: Store, name: str) -> Recording:
    arrival = parse("generic", f"{name}-e-0", webhook_body(0, name), raw="")
    with recorded(store.engine, name, 0) as recording:
        await store.write(take, arrival)
    return recording
