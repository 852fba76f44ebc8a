"""What the buttons below a digest carry: our own is read, and anything else is refused in a sentence."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.domain.errors import Refused
from handlers.digest import _asked


def pressed(value: Any) -> Any:
    return SimpleNamespace(body={"actions": [{"value": value}]})


def test_our_own_is_read() -> None:
    assert _asked(pressed('{"q": "orders", "w": "week"}')) == ("orders", "week")
    assert _asked(pressed('{"w": "day"}')) == (None, "day")


@pytest.mark.parametrize("value", ["{", "null", "[1]", "1001", 1001, '{"q": {}, "w": 1}', '{"q": 1}', "[" * 20_000])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(Refused):
        _asked(pressed(value))
