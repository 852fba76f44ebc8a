"""Fifty boundaries on SQLite, in a file of its own: files are run beside each other."""

from pathlib import Path
from random import Random

import pytest

from tests.crash import random_points
from tests.crash.seams import Point


@pytest.mark.timeout(900)
async def test_fifty_points_at_random(every_boundary: dict[str, list[Point]], chance: Random, tmp_path: Path) -> None:
    await random_points.all_sides_agree("sqlite", every_boundary, chance, tmp_path)
