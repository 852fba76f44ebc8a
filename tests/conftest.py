"""What every test stands on. Sockets are closed except loopback by pytest-socket (see pyproject.toml)."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

import pytest
from hypothesis import settings

from bot.helpdesk.reply_url import ReplyUrl
from bot.helpdesk.rest import Rest
from bot.slack import gateway
from bot.subscribers.event_url import EventUrl
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


#: What a person or a far system is given before it counts as too late, by where it stands. A machine that stands still
#: for ten seconds, as shared ones do, must not make "twice is as once" say that the database is away. A test that is
#: about being late sets its own.
PATIENCE: Final[dict[str, float]] = {
    "store.engine.LOCK_MS": 10_000,
    "store.engine.BUSY_MS": 10_000,
    "sandbox.triggers.LIFETIME": 60.0,
    "bot.app.MEETING_SECONDS": 60.0,
    "bot.jobs.prepare.CLASSIFY_SECONDS": 20.0,
    "bot.slack.listening.PATIENCE": 30.0,
    "handlers.notes.PATIENCE": 30.0,
    "handlers.requests.PATIENCE": 30.0,
    "commands.asking.PATIENCE": 30.0,
    "bot.helpdesk.files._CONNECT": 30.0,
    "bot.helpdesk.reply_url._CONNECT": 30.0,
    "bot.helpdesk.rest._CONNECT": 30.0,
    "bot.subscribers.event_url._CONNECT": 30.0,
}
#: The same for what is an argument: seconds that a whole exchange may take.
EXCHANGES: Final = (Rest, ReplyUrl, EventUrl)


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for place, enough in PATIENCE.items():
            module, _, name = place.rpartition(".")
            patch.setattr(import_module(module), name, enough)
        for exchange in EXCHANGES:
            patch.setitem(cast("dict[str, Any]", exchange.__init__.__kwdefaults__), "seconds", 30.0)
        patch.setattr(gateway.open_session, "__defaults__", (60.0, 30.0))
        yield


@pytest.fixture(scope="session", autouse=True)
def payloads() -> Iterator[None]:
    """Keeps what leaves for Slack, where `make payloads` asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        if collecting.FOLDER:
            collecting.collect(patch, Path(collecting.FOLDER))
        yield
