"""Fifty boundaries drawn at random, tried one after the other."""

from pathlib import Path
from random import Random

from tests import databases
from tests.crash.opened import world
from tests.crash.seams import Point
from tests.crash.trial import Trial, chosen, tried

#: How many points are tried on each database, and how many of them in one world.
POINTS, TOGETHER = 50, 17


async def all_sides_agree(
    kind: databases.Kind, every_boundary: dict[str, list[Point]], chance: Random, folder: Path
) -> None:
    """Fails where something was lost, doubled or wrong, or where the points are not where they were."""
    todo = chosen(every_boundary, chance, POINTS)
    trials: list[Trial] = []
    for first in range(0, POINTS, TOGETHER):
        async with world(kind, folder) as opened:
            trials += [await tried(opened, story, point, how) for story, point, how in todo[first : first + TOGETHER]]
    assert [str(trial) for trial in trials if trial.faults] == []
    assert sum(trial.reached for trial in trials) >= POINTS * 2 // 3
