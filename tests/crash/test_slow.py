"""A machine that is slow is not one that has died: what compares the sides must not take it for that."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import pytest

from bot.slack.gateway import Slack
from store.engine import libpq
from store.store import Store
from tests.crash.opened import world
from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.trial import tried
from tests.crash.world import _ABANDONED
from tests.scenarios.reading import buttons

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short")]

_run, _post = Store._run, Slack.post


def handed_over_late(kind: str) -> Callable[..., Any]:
    """The first lease of work of that kind reaches its worker only after time would be moved ahead for it."""
    late: list[str] = []

    async def run(store: Store, pool: ThreadPoolExecutor, work: Callable[[], Any]) -> Any:
        result = await _run(store, pool, work)
        leased = result[0] if isinstance(result, tuple) and result and isinstance(result[0], list) else []
        if not late and any(getattr(getattr(job, "kind", None), "value", "") == kind for job in leased):
            late.append(kind)
            await asyncio.sleep(3 * _ABANDONED)
        return result

    return run


async def posted_slowly(slack: Slack, *given: Any, **named: Any) -> str:
    await asyncio.sleep(_ABANDONED)
    return await _post(slack, *given, **named)


async def test_a_lease_that_is_handed_over_late_is_not_abandoned(tmp_path: Path) -> None:
    with patch.object(Store, "_run", handed_over_late("card")), patch.object(Slack, "post", posted_slowly):
        async with world("sqlite", tmp_path) as opened:
            trial = await tried(opened, STORIES["move"], None)
    assert trial.faults == []


async def test_a_start_that_slowly_meets_slack_has_met_it(tmp_path: Path) -> None:
    # Clicks are refused until then, and whoever acts in a story gives up in less than a second of them.
    opens = Point("handoff_cards.opened: SELECT person, after", 2)
    with patch("bot.app.MEETING_SECONDS", 0.001):
        async with world("sqlite", tmp_path) as opened:
            trial = await tried(opened, STORIES["hand off"], opens)
    assert (trial.reached, trial.faults) == (True, [])


async def test_a_modal_that_opens_slowly_opens(tmp_path: Path) -> None:
    with patch("sandbox.triggers.LIFETIME", 0.0):
        async with world("sqlite", tmp_path) as opened:
            trial = await tried(opened, STORIES["move"], None)
    assert trial.faults == []


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_a_lock_that_is_held_for_long_is_waited_for(tmp_path: Path) -> None:
    # A process that was not given the machine for three seconds holds its locks for as long.
    with patch("store.engine.LOCK_MS", 1):
        async with world("postgres", tmp_path) as opened:
            asked = await opened.asks_where()
            await opened.settle()
            with psycopg.connect(libpq(opened.address)) as other:
                other.execute("SELECT id FROM ticket WHERE id = %s FOR UPDATE", (asked.ticket,))
                pressing = asyncio.create_task(opened.press("ben", asked, "claim"))
                waits = "SELECT 1 FROM pg_locks WHERE NOT granted"
                while not (pressing.done() or other.execute(waits).fetchone()):  # noqa: ASYNC110 - a table sets no event
                    await asyncio.sleep(0.01)
                other.rollback()
            await pressing
            await opened.settle()
            card = opened.card(asked)
    assert card is not None
    assert "take_over" in buttons(card)
