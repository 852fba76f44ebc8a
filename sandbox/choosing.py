"""Finding the button, menu or field that a person means, and what it then holds."""

from __future__ import annotations

from typing import Any

from sandbox.blocks import elements_of
from sandbox.values import Json
from sandbox.views import FIELDS, OF_LISTS, offered_options


class Refused(Exception):
    """A person cannot do this: there is no such button, field or command, or they cannot see the channel."""


def find_element(blocks: list[Json], action_id: str, block_id: str | None, value: Any) -> tuple[Json, Json]:
    """Return the block and element that a person means. Raises `Refused` when there is none or not exactly one."""
    found = [
        (block, element)
        for block, element in elements_of(blocks)
        if element["action_id"] == action_id
        and block_id in (None, block["block_id"])
        and (value is None or element["type"] != "button" or element.get("value") == value)
    ]
    if not found:
        raise Refused(f"there is no {action_id} here" + (f" with value {value!r}" if value is not None else ""))
    if len(found) > 1:
        raise Refused(f"there are {len(found)} elements {action_id} here: say which by value or block_id")
    return found[0]


def entry_for(element: Json, value: Any, option: str | None, options: list[str] | None) -> Json | None:
    """Return the state entry of what was chosen; None for buttons. Raises `Refused` for what is not offered."""
    if element["type"] == "overflow":
        return {"selected_option": _option(element, option if option is not None else str(value))}
    if element["type"] == "feedback_buttons":
        offered = [element["positive_button"], element["negative_button"]]
        pressed = next((b for b in offered if b["value"] == value), None)
        if pressed is None:
            raise Refused(f"there is no feedback button with value {value!r}")
        return {"text": pressed["text"], "value": pressed["value"]}
    if element["type"] not in FIELDS:
        return None
    chosen = options if options is not None else option if option is not None else value
    return chosen_entry(element, chosen)


def chosen_entry(element: Json, value: Any) -> Json:
    """Return the state entry of a field set to `value`. Raises `Refused` for what is not a field or not offered."""
    if element["type"] not in FIELDS:
        raise Refused(f"{element['action_id']} is not a field")
    key, _ = FIELDS[element["type"]]
    if key in OF_LISTS:
        value = list(value or []) if not isinstance(value, str) else [value]
    if key == "selected_option" and value is not None:
        value = _option(element, value)
    elif key == "selected_date_time" and value is not None:
        value = int(value)
    elif key == "selected_options":
        value = [_option(element, one) for one in value]
    return {"type": element["type"], key: value}


def _option(element: Json, value: str) -> Json:
    for offered in offered_options(element):
        if offered["value"] == value:
            return offered
    raise Refused(f"{element['action_id']} does not offer {value!r}")


def need_confirmation(element: Json, confirmed: bool) -> None:
    """Raise `Refused` when the element asks first and nobody has said yes."""
    if "confirm" in element and not confirmed:
        question = element["confirm"]["title"]["text"]
        raise Refused(f"{element['action_id']} asks: {question} (confirmed=True answers yes)")


def merged(inputs: Json, state: Json | None) -> Json:
    """Return `state.values` with newer entries laid over older ones."""
    both = {block_id: dict(fields) for block_id, fields in inputs.items()}
    for block_id, fields in (state or {}).items():
        both.setdefault(block_id, {}).update(fields)
    return both
