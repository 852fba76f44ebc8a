"""Mistakes that people make, planted: what compares the four sides must see each of them."""

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from aiohttp import web

from bot.domain.outbox import DONE, Job, Kind, Outcome
from bot.domain.reply import Delivery
from bot.flow import claim, intake, sending
from bot.flow import outbox as asking
from bot.jobs import JOBS, reply
from bot.jobs.context import Context
from bot.slack.gateway import Slack
from handlers.webhooks import _Hooks
from store import outbox
from store.unit_of_work import UnitOfWork
from tests.crash.opened import world
from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.trial import tried

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("short")]

_prepare = asking.prepare


async def faults(folder: Path, story: str, boundary: str) -> str:
    """What is wrong after a death there."""
    async with world("sqlite", folder) as opened:
        trial = await tried(opened, STORIES[story], Point(boundary, 1))
    assert trial.reached
    return str(trial)


async def answered_before_it_is_stored(hooks: Any, arrival: Any) -> web.Response:
    async def later() -> None:
        await asyncio.sleep(0.05)  # as long as the answer takes
        await hooks._runner.write(intake.take, arrival)

    hooks.running = asyncio.create_task(later())
    return web.json_response({}, status=202)


async def test_an_answer_before_the_commit(tmp_path: Path) -> None:
    # Whoever looks for the ticket looks often enough to see it stored.
    with patch.object(_Hooks, "_store", answered_before_it_is_stored), patch("tests.crash.story.TRIES", 20):
        assert "was taken and is not there" in await faults(tmp_path, "request", "intake.take: COMMIT, before")


def asked_for_after_the_commit(uow: UnitOfWork, ticket_id: int, priority: int = asking.MESSAGE) -> None:
    uow.session.commit()
    _prepare(uow, ticket_id, priority)


async def test_work_asked_for_outside_the_transaction(tmp_path: Path) -> None:
    with patch.object(asking, "prepare", asked_for_after_the_commit):
        assert "has no card" in await faults(tmp_path, "request", "intake.take: COMMIT, after")


async def recorded_before_it_is_sent(context: Context, job: Job) -> Outcome:
    waiting = await context.runner.read(sending.waiting, int(job.subject))
    read = await reply._read_again(context, waiting) if waiting else ()
    outgoing = await context.runner.write(sending.begin, job, int(job.subject), read)
    if outgoing is not None:
        await context.runner.write(sending.record, job, int(job.subject), Delivery("sent"))
        await context.helpdesk("generic").send(outgoing)
    return DONE


async def test_a_reply_recorded_before_it_is_sent(tmp_path: Path) -> None:
    with patch.dict(JOBS, {Kind.REPLY: recorded_before_it_is_sent}):
        found = await faults(tmp_path, "edit", "reply: customers/replies, before")
    assert "is down as sent and never arrived" in found


async def not_looked_for(*_: object, **__: object) -> None:
    return None


async def test_a_post_that_is_not_looked_for(tmp_path: Path) -> None:
    with patch.object(Slack, "find", not_looked_for):
        assert "has 2 cards" in await faults(tmp_path, "request", "card: chat.postMessage, after")


def forgotten(_uow: UnitOfWork, **_: int) -> list[Job]:
    return []


async def test_work_of_the_dead_that_nobody_takes_over(tmp_path: Path) -> None:
    with patch.object(outbox, "expired", forgotten), patch("tests.crash.world.STUCK", 12.0):
        assert "is leased" in await faults(tmp_path, "request", "prepare.store: COMMIT, before")


def broken(*_: object) -> None:
    raise RuntimeError("no such thing")


async def test_a_listener_that_fails_is_told_with_its_cause_and_place(tmp_path: Path) -> None:
    with patch.object(claim, "claim", broken):
        async with world("sqlite", tmp_path) as opened:
            found = str(await tried(opened, STORIES["claim"], None))
    assert "claim: AppDidNotAnswer block_actions: http_error 500" in found
    assert "<- RuntimeError: no such thing (test_planted.py:" in found
