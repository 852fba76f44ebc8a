"""Messages and modals as a person reads them: the words that show, and the buttons that can be pressed."""

import json
import re
from collections.abc import Iterator
from typing import Any

from sandbox import Message, View

Json = dict[str, Any]

_SHOWN = frozenset({"text", "user_id", "usergroup_id", "url", "placeholder", "alt_text"})


def words_of(shown: Message | View) -> str:
    """Every word that shows, in order, with `@U…` for a mention."""
    return " ".join("".join(_words(list(shown.blocks))).split())


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _words(part)
    elif isinstance(node, dict):
        if node.get("type") == "user":
            yield f"@{node['user_id']}"
        elif node.get("type") == "date":
            yield str(node.get("fallback", ""))
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list) and key not in ("style",):
                yield from _words(value)
        if node.get("type") not in ("text", "link", "user", "date", "rich_text_section"):
            yield " "
        if node.get("type") == "rich_text_section":
            yield " "


def buttons(shown: Message | View) -> list[str]:
    """The action ids of buttons and menus, in order."""
    return [element["action_id"] for element in _elements(shown)]


def choices(shown: Message | View, action: str) -> list[str]:
    """What a menu offers, by value."""
    element = next(element for element in _elements(shown) if element["action_id"] == action)
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    return [option["value"] for group in groups for option in group["options"]]


def value_of(shown: Message | View, action: str) -> str:
    """What a button carries."""
    return str(next(element["value"] for element in _elements(shown) if element["action_id"] == action))


def fields(view: View) -> dict[str, Json]:
    """The elements of a modal's fields, by their action id."""
    return {block["element"]["action_id"]: block["element"] for block in view.blocks if block["type"] == "input"}


def is_card_of(message: Message, number: str) -> bool:
    """Whether this is the live card of a ticket: what is left of a card that has moved does not count."""
    return any(block.get("block_id") == f"{number}:headline" for block in message.blocks)


def numbers_listed(message: Message) -> frozenset[str]:
    """The tickets on a burst card, by number; none on any other message."""
    if not any(str(block.get("block_id")).startswith("burst:") for block in message.blocks):
        return frozenset()
    return frozenset(re.findall(r"T-\d+", words_of(message)))


def everything(message: Message) -> str:
    """All of a message as it crossed the wire: fallback text, blocks with their values, metadata."""
    return json.dumps([message.text, message.blocks, message.attachments, message.metadata], ensure_ascii=False)


def _elements(shown: Message | View) -> list[Json]:
    rows = [block["elements"] for block in shown.blocks if block["type"] == "actions"]
    beside = [block["accessory"] for block in shown.blocks if block.get("accessory")]
    return [element for row in rows for element in row] + beside
