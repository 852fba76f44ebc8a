"""Modals without a question, and modals that Slack has handed back."""

from collections.abc import Mapping
from typing import Any, Final

from bot.slack import actions as act
from bot.slack.limits import Json, modal, paragraph
from bot.words import Words

#: What Slack takes of a view that it has sent; the rest is its own.
_KEYS: Final = ("type", "callback_id", "title", "submit", "close", "private_metadata")


def message(words: Words, title: str, sentence: str) -> Json:
    """A sentence, such as "Done" or why something was refused."""
    return modal(title, [paragraph(sentence, block_id="sentence")], callback_id=act.MESSAGE, close=words.close)


def again(view: Mapping[str, Any], blocks: list[Json]) -> Json:
    """A modal as Slack has sent it, with these blocks."""
    return {**{key: view[key] for key in _KEYS if view.get(key)}, "blocks": blocks}
