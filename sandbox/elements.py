"""Block Kit's composition objects, elements and rich text, with the limits of Slack's reference.

Source of the limits: https://docs.slack.dev/reference/block-kit and the checks of slack-sdk's models.
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.schema import (
    Check,
    Problem,
    anything,
    every,
    flag,
    list_of,
    needs_one,
    number,
    obj,
    one_of,
    string,
    typed,
)


def kind(name: str, required: Mapping[str, Check] | None = None, optional: Mapping[str, Check] | None = None) -> Check:
    """An object of `type` `name`."""
    return obj({"type": one_of(name), **(required or {})}, optional)


def plain_text(longest: int = 3000, *, shortest: int = 1) -> Check:
    """A `plain_text` object."""
    return kind("plain_text", {"text": string(longest, shortest=shortest)}, {"emoji": flag})


def mrkdwn(longest: int = 3000) -> Check:
    """A `mrkdwn` object."""
    return kind("mrkdwn", {"text": string(longest, shortest=1)}, {"verbatim": flag})


def any_text(longest: int = 3000) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return typed({"plain_text": plain_text(longest), "mrkdwn": mrkdwn(longest)})


CONFIRM = obj(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)
_VALUE: Mapping[str, Check] = {"value": string(150, shortest=1)}
OPTION = obj({"text": plain_text(75), **_VALUE}, {"description": plain_text(75)})
BOX_OPTION = obj({"text": any_text(75), **_VALUE}, {"description": any_text(75)})
OVERFLOW_OPTION = obj({"text": plain_text(75), **_VALUE}, {"description": plain_text(75), "url": string(3000)})
OPTION_GROUP = obj({"label": plain_text(75), "options": list_of(OPTION, 1, 100)})
DISPATCH = obj({}, {"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 1)})
FILTER = obj(
    {},
    {
        "include": list_of(one_of("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)

_ID: Mapping[str, Check] = {"action_id": string(255, shortest=1)}
_FOCUS: Mapping[str, Check] = {**_ID, "focus_on_load": flag}
_MENU: Mapping[str, Check] = {**_FOCUS, "placeholder": plain_text(150), "confirm": CONFIRM}
_MULTI: Mapping[str, Check] = {**_MENU, "max_selected_items": number(1)}


def _one_source_of_options(value: object, at: str, problems: list[Problem]) -> None:
    if isinstance(value, dict) and ("options" in value) == ("option_groups" in value):
        problems.append(Problem("needs either options or option_groups", at, "missing_field"))


def _initial_is_an_option(value: object, at: str, problems: list[Problem]) -> None:
    if not isinstance(value, dict):
        return
    chosen = [value["initial_option"]] if "initial_option" in value else value.get("initial_options")
    offered = [value, *_entries(value.get("option_groups"))]
    values = [option.get("value") for place in offered for option in _entries(place.get("options"))]
    if any(option.get("value") not in values for option in _entries(chosen)):
        problems.append(Problem("initial option must be one of the options", at, "invalid_value"))


def _entries(value: object) -> list[dict[str, object]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


_OPTIONS: Mapping[str, Check] = {"options": list_of(OPTION, 1, 100), "option_groups": list_of(OPTION_GROUP, 1, 100)}

BUTTON = kind(
    "button",
    {"text": plain_text(75)},
    {
        **_ID,
        "value": string(2000),
        "url": string(3000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
        "visible_to_user_ids": list_of(string(), 0, 10),
    },
)
STATIC_SELECT = every(
    kind("static_select", {}, {**_MENU, **_OPTIONS, "initial_option": OPTION}),
    _one_source_of_options,
    _initial_is_an_option,
)
MULTI_STATIC_SELECT = every(
    kind("multi_static_select", {}, {**_MULTI, **_OPTIONS, "initial_options": list_of(OPTION, 1, 100)}),
    _one_source_of_options,
    _initial_is_an_option,
)
CHECKBOXES = every(
    kind(
        "checkboxes",
        {"options": list_of(BOX_OPTION, 1, 10)},
        {**_FOCUS, "initial_options": list_of(BOX_OPTION, 1, 10), "confirm": CONFIRM},
    ),
    _initial_is_an_option,
)
RADIO_BUTTONS = every(
    kind(
        "radio_buttons",
        {"options": list_of(BOX_OPTION, 1, 10)},
        {**_FOCUS, "initial_option": BOX_OPTION, "confirm": CONFIRM},
    ),
    _initial_is_an_option,
)
PLAIN_TEXT_INPUT = kind(
    "plain_text_input",
    {},
    {
        **_FOCUS,
        "initial_value": string(3000),
        "multiline": flag,
        "min_length": number(0, 3000),
        "max_length": number(1, 3000),
        "placeholder": plain_text(150),
        "dispatch_action_config": DISPATCH,
    },
)
NUMBER_INPUT = kind(
    "number_input",
    {"is_decimal_allowed": flag},
    {
        **_FOCUS,
        "initial_value": string(),
        "min_value": string(),
        "max_value": string(),
        "placeholder": plain_text(150),
        "dispatch_action_config": DISPATCH,
    },
)
FEEDBACK_BUTTON = obj({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})
IMAGE_SOURCE: Mapping[str, Check] = {
    "image_url": string(3000, shortest=1),
    "slack_file": every(obj({}, {"id": string(), "url": string()}), needs_one("id", "url")),
}
IMAGE_ELEMENT = every(
    kind("image", {"alt_text": string(2000)}, IMAGE_SOURCE),
    needs_one("image_url", "slack_file"),
)


def _select(name: str, initial: str, check: Check, extra: Mapping[str, Check] | None = None) -> Check:
    return kind(name, {}, {**_MENU, initial: check, **(extra or {})})


def _multi_select(name: str, initial: str, extra: Mapping[str, Check] | None = None) -> Check:
    return kind(name, {}, {**_MULTI, initial: list_of(string()), **(extra or {})})


SELECTS: Mapping[str, Check] = {
    "static_select": STATIC_SELECT,
    "multi_static_select": MULTI_STATIC_SELECT,
    "external_select": _select("external_select", "initial_option", OPTION, {"min_query_length": number(0)}),
    "multi_external_select": kind(
        "multi_external_select",
        {},
        {**_MULTI, "initial_options": list_of(OPTION, 1, 100), "min_query_length": number(0)},
    ),
    "users_select": _select("users_select", "initial_user", string()),
    "multi_users_select": _multi_select("multi_users_select", "initial_users"),
    "conversations_select": _select(
        "conversations_select",
        "initial_conversation",
        string(),
        {"default_to_current_conversation": flag, "response_url_enabled": flag, "filter": FILTER},
    ),
    "multi_conversations_select": _multi_select(
        "multi_conversations_select",
        "initial_conversations",
        {"default_to_current_conversation": flag, "filter": FILTER},
    ),
    "channels_select": _select("channels_select", "initial_channel", string(), {"response_url_enabled": flag}),
    "multi_channels_select": _multi_select("multi_channels_select", "initial_channels"),
}
PICKERS: Mapping[str, Check] = {
    "datepicker": _select("datepicker", "initial_date", string(10)),
    "timepicker": _select("timepicker", "initial_time", string(5), {"timezone": string()}),
}
DATETIMEPICKER = kind(
    "datetimepicker", {}, {**_FOCUS, "initial_date_time": number(1e9, 9_999_999_999), "confirm": CONFIRM}
)
OVERFLOW = kind("overflow", {"options": list_of(OVERFLOW_OPTION, 1, 5)}, {**_ID, "confirm": CONFIRM})
IN_BLOCKS: Mapping[str, Check] = {
    **SELECTS, **PICKERS, "button": BUTTON, "overflow": OVERFLOW, "checkboxes": CHECKBOXES,
    "radio_buttons": RADIO_BUTTONS,
}  # fmt: skip
IN_ACTIONS: Mapping[str, Check] = {**IN_BLOCKS, "datetimepicker": DATETIMEPICKER}
IN_INPUT: Mapping[str, Check] = {
    **SELECTS,
    **PICKERS,
    "datetimepicker": DATETIMEPICKER,
    "checkboxes": CHECKBOXES,
    "radio_buttons": RADIO_BUTTONS,
    "plain_text_input": PLAIN_TEXT_INPUT,
    "number_input": NUMBER_INPUT,
    "email_text_input": kind(
        "email_text_input", {}, {**_FOCUS, "initial_value": string(), "placeholder": plain_text(150),
                                 "dispatch_action_config": DISPATCH}
    ),
    "url_text_input": kind(
        "url_text_input", {}, {**_FOCUS, "initial_value": string(), "placeholder": plain_text(150),
                               "dispatch_action_config": DISPATCH}
    ),
    "file_input": kind("file_input", {}, {**_ID, "filetypes": list_of(string()), "max_files": number(1, 10)}),
    "rich_text_input": kind(
        "rich_text_input", {}, {**_FOCUS, "initial_value": anything, "placeholder": plain_text(150),
                                "dispatch_action_config": DISPATCH}
    ),
}  # fmt: skip
IN_CONTEXT_ACTIONS: Mapping[str, Check] = {
    "feedback_buttons": kind(
        "feedback_buttons", {"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, _ID
    ),
    "icon_button": kind(
        "icon_button",
        {"icon": one_of("trash"), "text": plain_text(75)},
        {
            **_ID, "value": string(2000), "confirm": CONFIRM, "accessibility_label": string(75),
            "visible_to_user_ids": list_of(string(), 0, 10),
        },
    ),
}  # fmt: skip

STYLE = obj({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"), flag))
RICH_PARTS = typed(
    {
        "text": kind("text", {"text": string(shortest=1)}, {"style": STYLE}),
        "link": kind("link", {"url": string()}, {"text": string(), "unsafe": flag, "style": STYLE}),
        "emoji": kind("emoji", {"name": string()}, {"unicode": string(), "style": STYLE}),
        "user": kind("user", {"user_id": string()}, {"style": STYLE}),
        "usergroup": kind("usergroup", {"usergroup_id": string()}, {"style": STYLE}),
        "channel": kind("channel", {"channel_id": string()}, {"style": STYLE}),
        "broadcast": kind("broadcast", {"range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
        "date": kind(
            "date",
            {"timestamp": number(0), "format": string()},
            {"url": string(), "fallback": string(), "style": STYLE},
        ),
        "color": kind("color", {"value": string()}, {"style": STYLE}),
    }
)
_PARTS: Mapping[str, Check] = {"elements": list_of(RICH_PARTS)}
RICH_SECTION = kind("rich_text_section", _PARTS)
RICH_TEXT_ELEMENTS = typed(
    {
        "rich_text_section": RICH_SECTION,
        "rich_text_list": kind(
            "rich_text_list",
            {"elements": list_of(RICH_SECTION), "style": one_of("bullet", "ordered")},
            {"indent": number(0, 8), "offset": number(0), "border": number(0, 1)},
        ),
        "rich_text_quote": kind("rich_text_quote", _PARTS, {"border": number(0, 1)}),
        "rich_text_preformatted": kind("rich_text_preformatted", _PARTS, {"border": number(0, 1)}),
    }
)
