"""What every test stands on. Sockets are closed except loopback by pytest-socket (see pyproject.toml)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from store import engine
from tests.payloads import collecting

#: Files that take minutes, longest first: begun early, so that no core waits for one of them in the end.
LONG: Final = (
    "crash/test_points_on_", "crash/test_killed_on_", "scenarios/test_a_rolling_restart", "flow/test_twice",
    "scenarios/test_every_interaction_does_no_harm", "flow/test_burst", "scenarios/test_a_helpdesk_fails_in_every_way",
    "golden/", "flow/test_histories", "flow/test_life", "scenarios/test_cli_",
)  # fmt: skip

# A deadline per example measures the machine, not the code: the time-out per test guards against hanging.
settings.register_profile("quick", deadline=None, max_examples=50, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, whatever the order that was drawn."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    place = item.path.as_posix()
    return next((turn for turn, name in enumerate(LONG) if f"tests/{name}" in place), len(LONG))


#: How long a test waits for a lock, in place of a person's two seconds; in milliseconds. A machine that stands still
#: for as long, as shared ones do, must not make "twice is as once" say that the database is away.
PATIENCE_MS: Final = 10_000


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "LOCK_MS", PATIENCE_MS)
        patch.setattr(engine, "BUSY_MS", PATIENCE_MS)
        yield


@pytest.fixture(scope="session", autouse=True)
def payloads() -> Iterator[None]:
    """Keeps what leaves for Slack, where `make payloads` asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        if collecting.FOLDER:
            collecting.collect(patch, Path(collecting.FOLDER))
        yield
