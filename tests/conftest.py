"""What every test stands on. Sockets are closed except loopback by pytest-socket (see pyproject.toml)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.payloads import collecting

# A deadline per example measures the machine, not the code: the time-out per test guards against hanging.
settings.register_profile("quick", deadline=None, max_examples=50, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("quick")


@pytest.fixture(scope="session", autouse=True)
def payloads() -> Iterator[None]:
    """Keeps what leaves for Slack, where `make payloads` asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        if collecting.FOLDER:
            collecting.collect(patch, Path(collecting.FOLDER))
        yield
