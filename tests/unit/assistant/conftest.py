import pytest

from bot.assistant import Embedded
from tests.unit.assistant.small_desk import DESK


@pytest.fixture(scope="session")
def assistant() -> Embedded:
    """Trained once: asking changes nothing in it."""
    return Embedded(DESK)
