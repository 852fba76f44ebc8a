"""What every trial shares: learning once, and the boundaries that there are."""

import asyncio
import os
from collections.abc import Iterator
from random import Random

import pytest

from tests.crash.opened import shortened, world
from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.trial import boundaries


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The system closes a dead process's connections; in this one they are found open when they are thrown away."""
    for item in items:
        if "tests/crash" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed (transport|<socket):ResourceWarning"))
            thrown_away = r"Exception ignored in. <(function _SelectorTransport|socket\.socket)"
            item.add_marker(pytest.mark.filterwarnings(f"ignore:{thrown_away}:pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(scope="session")
def short() -> Iterator[None]:
    with shortened():
        yield


@pytest.fixture(scope="session")
def every_boundary(short: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Point]]:
    """Each story's boundaries, as an undisturbed run crosses them. Both databases have the same."""

    async def counted() -> dict[str, list[Point]]:
        async with world("sqlite", tmp_path_factory.mktemp("counted")) as opened:
            return {name: await boundaries(opened, story) for name, story in STORIES.items()}

    return asyncio.run(counted())


@pytest.fixture
def chance() -> Random:
    """The same draw in each run; CRASH_SEED makes another one."""
    return Random(os.environ.get("CRASH_SEED", "1"))
