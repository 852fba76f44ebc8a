"""A process that dies while a story is only beginning: the story goes on from there, and reaches its end."""

from pathlib import Path

import pytest

from tests import databases
from tests.crash import five_times
from tests.crash.killed import Killed
from tests.crash.seams import Point
from tests.crash.stories import STORIES

IN_THE_BEGINNING = [Point("prepare.store: COMMIT, before", 1), Point("claim.claim: UPDATE ticket, after", 1)]


@pytest.mark.timeout(300)
async def test_it_goes_on_from_what_there_is(tmp_path: Path) -> None:
    with databases.fresh("sqlite", tmp_path) as url:
        world = Killed(tmp_path, url, IN_THE_BEGINNING)
        await world.open()
        try:
            scene = await five_times.lived_through(world, STORIES["note"])
        finally:
            await world.close()
    assert (world.deaths, scene.untrue) == (2, [])
