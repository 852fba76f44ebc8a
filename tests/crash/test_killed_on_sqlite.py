"""Real processes that die by SIGKILL on SQLite, in a file of its own: files are run beside each other."""

from pathlib import Path
from random import Random

import pytest

from tests.crash import five_times
from tests.crash.seams import Point


@pytest.mark.timeout(900)
async def test_killed_five_times(every_boundary: dict[str, list[Point]], chance: Random, tmp_path: Path) -> None:
    await five_times.all_sides_agree("sqlite", every_boundary, chance, tmp_path)
