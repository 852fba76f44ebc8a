"""Wherever Deskhand is stopped (killed, cut off, or one of its tasks dropped), all sides agree once it has gone on."""

from pathlib import Path
from random import Random

import pytest

from tests import databases
from tests.crash.opened import world
from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.trial import Trial, chosen, tried

#: How many points are tried on each database, and how many of them in one world.
POINTS, TOGETHER = 50, 17


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", databases.KINDS)
async def test_fifty_points_at_random(
    kind: databases.Kind, every_boundary: dict[str, list[Point]], chance: Random, tmp_path: Path
) -> None:
    todo = chosen(every_boundary, chance, POINTS)
    trials: list[Trial] = []
    for first in range(0, POINTS, TOGETHER):
        async with world(kind, tmp_path) as opened:
            trials += [await tried(opened, story, point, how) for story, point, how in todo[first : first + TOGETHER]]
    assert [str(trial) for trial in trials if trial.faults] == []
    assert sum(trial.reached for trial in trials) >= POINTS * 2 // 3  # else the points are not where they were


def test_every_kind_of_effect_has_its_boundaries(every_boundary: dict[str, list[Point]]) -> None:
    names = {story: {point.name for point in points} for story, points in every_boundary.items()}
    assert set(names) == set(STORIES)
    for story, name in (
        ("request", "intake.take: COMMIT, before"),
        ("request", "app: /hooks/generic to be answered"),
        ("request", "prepare.store: INSERT draft, after"),
        ("request", "card: chat.postMessage, after"),
        ("claim", "claim.claim: UPDATE ticket, before"),
        ("claim", "thread: chat.postMessage, before"),
        ("approve", "reply.take_back: COMMIT, after"),
        ("approve", "reply: customers/replies, before"),
        ("edit", "promises.promising: INSERT reply, before"),
        ("move", "card: chat.update, after"),
        ("digest", "timers.run: INSERT digest_run, before"),
        ("digest", "digest: chat.postMessage, after"),
    ):
        assert name in names[story], sorted(names[story])
