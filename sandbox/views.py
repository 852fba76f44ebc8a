"""Slack's rules for modals and Home, and what happens to the fields of a view as it lives.

Source: https://docs.slack.dev/surfaces/modals and https://docs.slack.dev/reference/views.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal

from sandbox.blocks import elements_of, problems_in
from sandbox.elements import kind, plain_text
from sandbox.schema import Check, Problem, anything, flag, string
from sandbox.values import Json

MOST_BYTES = 250 * 1024
DEEPEST = 3

_SHARED: Mapping[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
MODAL = kind(
    "modal",
    {"title": plain_text(24), "blocks": anything},
    {
        **_SHARED, "close": plain_text(24), "submit": plain_text(24), "clear_on_close": flag, "notify_on_close": flag,
        "submit_disabled": flag,
    },
)  # fmt: skip
HOME = kind("home", {"blocks": anything}, _SHARED)


def problems_in_view(view: object, kind_of_view: Literal["modal", "home"]) -> list[Problem]:
    """Return everything that Slack would refuse in a view; empty when it is fine."""
    problems: list[Problem] = []
    (MODAL if kind_of_view == "modal" else HOME)(view, "/view", problems)
    if not isinstance(view, dict) or "blocks" not in view:
        return problems
    problems += problems_in(view["blocks"], kind_of_view, "/view/blocks")
    asks = not problems and any(block["type"] == "input" for block in view["blocks"])
    if asks and kind_of_view == "modal" and "submit" not in view:
        problems.append(Problem("missing required field: submit", "/view", "missing_field"))
    return problems


def is_too_large(view: Json) -> bool:
    """Whether a view passes Slack's 250 KB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES


def starting_inputs(blocks: list[Json], typed_before: Json | None = None) -> Json:
    """Return `state.values` of a view just shown.

    A field keeps what the person had typed (`typed_before`) when block_id and action_id are the same as before,
    as Slack does on `views.update`; otherwise it starts with its initial value.
    """
    values: Json = {}
    for block, element in elements_of(blocks):
        empty = empty_input(element)
        if empty is None:
            continue
        before = (typed_before or {}).get(block["block_id"], {}).get(element["action_id"])
        same_kind = before is not None and before["type"] == element["type"]
        values.setdefault(block["block_id"], {})[element["action_id"]] = before if same_kind else empty
    return values


FIELDS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
OF_LISTS = ("selected_options", "selected_users", "selected_conversations", "selected_channels", "files")


def empty_input(element: Json) -> Json | None:
    """Return the state entry of an element as it first appears; None when it holds no state (a button)."""
    if element["type"] not in FIELDS:
        return None
    key, initial = FIELDS[element["type"]]
    return {"type": element["type"], key: element.get(initial, [] if key in OF_LISTS else None)}


def offered_options(element: Json) -> list[Json]:
    """Return the options of a menu, with those of its groups."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def missing_inputs(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return, by block_id, what Slack's own client asks for before it submits a modal."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        key, _ = FIELDS[element["type"]]
        value = values.get(block["block_id"], {}).get(element["action_id"], {}).get(key)
        if value in (None, "", []):
            if not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
        elif isinstance(value, str) and len(value) > element.get("max_length", 3000):
            errors[block["block_id"]] = f"Please use at most {element.get('max_length', 3000)} characters."
        elif isinstance(value, str) and len(value) < element.get("min_length", 0):
            errors[block["block_id"]] = f"Please use at least {element['min_length']} characters."
    return errors
