"""What buttons carry, read back: a value that is not of our writing is refused with a sentence, never with an error."""

from typing import Any

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.slack import actions as act
from bot.slack.click import parse


def pressed(**action: Any) -> dict[str, Any]:
    return {"user": {"id": "U1"}, "actions": [{"action_id": "x", **action}]}


def test_what_we_wrote_is_read_back() -> None:
    assert parse(pressed(value=act.value(1042, d=7))).ids == {"t": 1042, "d": 7}
    assert act.page_of(act.page_value("orders", "due soon", 2)) == ("orders", "due soon", 2)
    assert act.more_of(act.more_value(act.HISTORY, 1042)) == (act.HISTORY, 1042)


@pytest.mark.parametrize("value", ["{", "[1]", "null", '{"t": true}', '{"t": "1"}', '{"t": 2147483648}', '{"t": -1}'])
def test_a_value_that_names_no_ticket_is_refused(value: str) -> None:
    click = parse(pressed(value=value))

    with pytest.raises(Refused) as refused:
        _ = click.ticket
    assert refused.value.code is RefusalCode.NO_SUCH_TICKET


@pytest.mark.parametrize(
    "value",
    ["", "{", "[]", "null", "{}", '{"q": 1, "f": "", "p": 0}', '{"q": "o", "f": "", "p": 1e99}',
     '{"q": "o", "f": "", "p": true}', '{"q": "o", "f": [], "p": 0}', '{"q": "o", "f": "", "p": 99999999999999999999}'],
)  # fmt: skip
def test_a_page_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(Refused):
        act.page_of(value)


@pytest.mark.parametrize("value", ["", "history", "history:", "history:²", "history:99999999999", "history:-1", ":1"])
def test_a_menu_entry_without_a_ticket_is_refused(value: str) -> None:
    with pytest.raises(Refused):
        act.more_of(value)


def test_what_no_database_takes_is_left_out() -> None:
    view = {"id": "V1", "state": {"values": {"text": {"text": {"value": "a\x00b\ud800c"}}}}}

    assert parse({"user": {"id": "U1"}, "view": view}).entered == {"text": "ab?c"}
