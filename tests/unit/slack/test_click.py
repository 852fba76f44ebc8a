"""What comes from Slack is read as what Deskhand wrote there: button values and form fields, and nothing else."""

from typing import Any

import pytest

from bot.slack import actions as act
from bot.slack.click import parse

BY = {"user": {"id": "U0NINA001"}}


def pressed(value: str) -> dict[str, Any]:
    return {**BY, "actions": [{"action_id": act.APPROVE, "value": value}]}


def test_a_value_is_read_back() -> None:
    assert parse(pressed(act.value(1042, d=31, m=None, r=5))).ids == {"t": 1042, "d": 31, "r": 5}


@pytest.mark.parametrize("text", ["", "[]", '"x"', "{}", '{"t": "1042"}', '{"t": true}', "nonsense"])
def test_a_value_that_is_not_ours_gives_no_ids(text: str) -> None:
    assert parse(pressed(text)).ids == {}


def test_an_option_of_more_is_read_back() -> None:
    option = {"value": act.more_value(act.WRITE_REPLY, 1042)}
    assert parse({**BY, "actions": [{"action_id": act.MORE, "selected_option": option}]}).option == "write_reply:1042"


def test_the_fields_of_a_form() -> None:
    values = {
        "text": {"text": {"type": "plain_text_input", "value": "Hello"}},
        "note": {"note": {"type": "plain_text_input", "value": None}},
        "reason": {"reason": {"type": "static_select", "selected_option": {"value": "tone"}}},
        "type": {"type": {"type": "static_select", "selected_option": None}},
        "person": {"person": {"type": "users_select", "selected_user": "U0NINA001"}},
        "moment": {"moment": {"type": "datetimepicker", "selected_date_time": 1764070800}},
        "until": {"until": {"type": "datetimepicker", "selected_date_time": None}},
    }
    view = {"id": "V2", "previous_view_id": "V1", "private_metadata": act.value(1042), "state": {"values": values}}
    click = parse({**BY, "view": view})
    assert click.entered == {
        "text": "Hello", "note": "", "reason": "tone", "type": "", "person": "U0NINA001", "moment": "1764070800",
        "until": "",
    }  # fmt: skip
    assert (click.ticket, click.view_id, click.below) == (1042, "V2", "V1")


def test_a_form_that_lies_on_nothing() -> None:
    assert parse({**BY, "view": {"id": "V1", "previous_view_id": None}}).below == ""
