"""What somebody hears who does not see the screen: no emoji without words, no two buttons that sound the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.slack.limits import Json

#: Marks that are read as part of a text and show nothing by themselves.
_SILENT: Final = "→…·–—‘’“”«»•×€$%"
_NAMED: Final = re.compile(r":[a-z0-9_+-]+:")


def unspoken(blocks: Iterable[Json]) -> list[str]:
    """What of our own words would not be understood when it is read out, a line each."""
    blocks = list(blocks)
    return [f"an emoji alone: {text!r}" for node in _nodes(blocks) for text in _emoji_alone(node)] + alike(blocks)


def alike(blocks: Iterable[Json]) -> list[str]:
    """Buttons that do different things and sound the same."""
    heard: dict[str, set[str]] = {}
    for one in _nodes(list(blocks)):
        if one.get("type") == "button":
            heard.setdefault(_heard(one), set()).add(f"{one['action_id']} {one.get('value', '')}")
    return [f"{len(done)} buttons are called {name!r}" for name, done in sorted(heard.items()) if len(done) > 1]


def _heard(button: Json) -> str:
    return str(button.get("accessibility_label") or button["text"]["text"])


def _emoji_alone(node: Json) -> Iterator[str]:
    if node.get("type") == "emoji":  # rich text: its name is read out by Slack
        return
    if node.get("type") == "button" and node.get("accessibility_label"):
        return
    text = node.get("text")
    if not isinstance(text, str):
        return
    emoji = any(map(_is_emoji, text)) or _NAMED.fullmatch(text.strip())
    if emoji and not _words(text):
        yield text


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) == "So" and char not in _SILENT


def _words(text: str) -> bool:
    return sum(char.isalnum() for char in _NAMED.sub("", text)) > 1


def _nodes(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        for key, child in node.items():
            if not (node.get("type") == "button" and key == "text" and node.get("accessibility_label")):
                yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)
