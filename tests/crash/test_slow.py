"""A machine that is slow is not one that has died: what compares the sides must not take it for that."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bot.slack.gateway import Slack
from store.store import Store
from tests.crash.opened import world
from tests.crash.stories import STORIES
from tests.crash.trial import tried
from tests.crash.world import _ABANDONED

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
