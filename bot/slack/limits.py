"""The one place that knows Slack's limits: builders that cut rather than fail, and a check for tests.

The numbers are those of docs.slack.dev/reference/block-kit; the total size of a message's blocks is not published,
and posts were seen refused from about 13,200 characters on (github.com/slackapi/bolt-js/issues/2509).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from bot.slack.mrkdwn import clean, cut

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]

BLOCKS: Final[dict[str, int]] = {"message": 50, "modal": 100, "home": 100}
MESSAGE_SIZE: Final = 10_000
VIEW_SIZE: Final = 250_000
FALLBACK: Final = 4000
SECTION: Final = 3000
FIELD: Final = 2000
FIELDS: Final = 10
HEADER: Final = 150
CONTEXT: Final = 10
ACTIONS: Final = 25
BUTTON: Final = 75
VALUE: Final = 2000
OPTION: Final = 75
OPTIONS: Final = 100
INPUT: Final = 3000
LABEL: Final = 2000
PLACEHOLDER: Final = 150
TITLE: Final = 24
PRIVATE: Final = 3000
ID: Final = 255

_ELSEWHERE: Final[dict[str, frozenset[str]]] = {
    "message": frozenset({"input", "alert", "file"}),
    "modal": frozenset({"markdown", "table", "data_table", "data_visualization", "card", "context_actions"}),
    "home": frozenset({"markdown", "table", "data_table", "data_visualization", "context_actions", "alert"}),
}


class OverLimit(ValueError):
    """A payload that Slack would refuse."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message ready to be sent. `text` is what notifications and screen readers get."""

    text: str
    blocks: list[Json]
    metadata: Json | None = None


def post(text: str, blocks: list[Json], outbox_id: str = "") -> Post:
    """A post; with `outbox_id` it can be found again in Slack, since the id stands in its metadata."""
    payload = {"event_type": "deskhand_card", "event_payload": {"outbox_id": outbox_id}} if outbox_id else None
    return Post(cut(text, FALLBACK), blocks, payload)


def plain(text: str, limit: int) -> Json:
    """A plain text object, without hidden characters; `:names:` of emoji stay as they were typed."""
    return {"type": "plain_text", "text": cut(clean(text), limit) or " ", "emoji": False}


def mrkdwn(text: str, limit: int = SECTION) -> Json:
    """A mrkdwn object; `verbatim` keeps Slack from making links of addresses. Customers' text has no place in it."""
    if len(text) > limit:
        text = cut(text, limit)
        opened = text.rfind("<")
        if opened > text.rfind(">"):
            text = text[:opened].rstrip() + "…"
    return {"type": "mrkdwn", "text": text or " ", "verbatim": True}


def section(text: str, *, block_id: str, accessory: Json | None = None) -> Json:
    """A paragraph of mrkdwn, never folded behind "see more"."""
    block: Json = {"type": "section", "block_id": cut(block_id, ID), "text": mrkdwn(text), "expand": True}
    return {**block, "accessory": accessory} if accessory else block


def paragraph(text: str, *, block_id: str) -> Json:
    """A paragraph of plain text."""
    return {"type": "section", "block_id": cut(block_id, ID), "text": plain(text, SECTION), "expand": True}


def context(*texts: str, block_id: str) -> Json:
    """A small grey line of mrkdwn."""
    return {
        "type": "context",
        "block_id": cut(block_id, ID),
        "elements": [mrkdwn(text) for text in texts[:CONTEXT]],
    }


def header(text: str, *, block_id: str) -> Json:
    return {"type": "header", "block_id": cut(block_id, ID), "text": plain(text, HEADER)}


def divider(block_id: str) -> Json:
    return {"type": "divider", "block_id": cut(block_id, ID)}


def actions(*elements: Json, block_id: str) -> Json:
    return {"type": "actions", "block_id": cut(block_id, ID), "elements": list(elements[:ACTIONS])}


def button(
    text: str, action_id: str, value: str, style: Literal["", "primary", "danger"] = "", *, spoken: str = ""
) -> Json:
    """`spoken` is what a screen reader says of a button that has no words."""
    element: Json = {"type": "button", "text": plain(text, BUTTON), "action_id": action_id, "value": value}
    element |= {"accessibility_label": cut(spoken, BUTTON)} if spoken else {}
    return {**element, "style": style} if style else element


def option(text: str, value: str, *, at: str = "") -> Json:
    """One choice. A value that is too long is an error, since a cut one would mean something else.

    `at` is the moment that it stands for, as mrkdwn: for radio buttons, since menus show plain text only.
    """
    if len(value) > OPTION:
        raise OverLimit(f"an option's value has at most {OPTION} characters")
    choice: Json = {"text": plain(text, OPTION), "value": value}
    return {**choice, "description": mrkdwn(at, OPTION)} if at else choice


def select(placeholder: str, action_id: str, options: Sequence[Json], initial: str = "") -> Json:
    """A menu of `option`s; the one whose value is `initial` is chosen from the start."""
    element: Json = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "options": list(options[:OPTIONS]),
    }
    chosen = next((found for found in element["options"] if found["value"] == initial), None)
    return {**element, "initial_option": chosen} if chosen else element


def grouped_select(placeholder: str, action_id: str, groups: Sequence[tuple[str, Sequence[Json]]]) -> Json:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, PLACEHOLDER),
        "option_groups": [{"label": plain(label, OPTION), "options": list(options)} for label, options in groups],
    }


def users_select(placeholder: str, action_id: str) -> Json:
    return {"type": "users_select", "action_id": action_id, "placeholder": plain(placeholder, PLACEHOLDER)}


def radio(action_id: str, options: Sequence[Json], initial: str = "") -> Json:
    given = {found["value"]: {"initial_option": found} for found in options}
    return {"type": "radio_buttons", "action_id": action_id, "options": list(options), **given.get(initial, {})}


def moment_input(action_id: str) -> Json:
    """A date and a time, entered in the reader's zone and handed on as Unix seconds."""
    return {"type": "datetimepicker", "action_id": action_id}


def day_input(action_id: str, initial: date) -> Json:
    return {"type": "datepicker", "action_id": action_id, "initial_date": initial.isoformat()}


def text_input(action_id: str, *, initial: str = "", multiline: bool = False, longest: int = INPUT) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": longest,
    }
    shown = cut(clean(initial), longest)
    return {**element, "initial_value": shown} if shown else element


def field(label: str, element: Json, *, hint: str = "", optional: bool = False, anew: str = "") -> Json:
    """A field of a modal; its block id is its element's action id, so that what was entered is found by one name.

    With `anew` it is another field to Slack, which keeps what stood in the old one.
    """
    block: Json = {
        "type": "input",
        "block_id": f"{element['action_id']}:{anew}" if anew else element["action_id"],
        "label": plain(label, LABEL),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint, LABEL)} if hint else block


def modal(
    title: str, blocks: list[Json], *, callback_id: str, close: str, submit: str = "", private_metadata: str = ""
) -> Json:
    """A modal view. `private_metadata` holds ids only, and too much of it is an error."""
    if len(private_metadata) > PRIVATE:
        raise OverLimit(f"private_metadata has at most {PRIVATE} characters")
    view: Json = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": blocks[: BLOCKS["modal"]],
        "private_metadata": private_metadata,
    }
    return {**view, "submit": plain(submit, TITLE)} if submit else view


def size(blocks: Sequence[Json]) -> int:
    """How many characters the blocks take, as Slack seems to count: with their JSON around them."""
    return len(json.dumps(list(blocks), ensure_ascii=False, separators=(",", ":")))


def check(blocks: Sequence[Json], surface: Surface) -> None:
    """Raise `OverLimit` for blocks that Slack would refuse on `surface`. Tests call it; nothing in production does."""
    _require(1 <= len(blocks) <= BLOCKS[surface], f"{len(blocks)} blocks on a {surface}")
    most = MESSAGE_SIZE if surface == "message" else VIEW_SIZE
    _require(size(blocks) <= most, f"{size(blocks)} characters on a {surface}")
    ids = [block["block_id"] for block in blocks]
    _require(len(ids) == len(set(ids)), f"a block id stands twice: {ids}")
    for block in blocks:
        kind = block["type"]
        _require(kind not in _ELSEWHERE[surface], f"no {kind} block on a {surface}")
        for node in _nodes(block):
            _check_node(node, kind)
        if kind == "actions":
            names = [element["action_id"] for element in block["elements"]]
            _require(len(names) == len(set(names)), f"an action id stands twice: {names}")


def check_post(message: Post) -> None:
    """Raise `OverLimit` for a message that Slack would refuse or cut."""
    _require(0 < len(message.text) <= FALLBACK, f"a fallback text of {len(message.text)} characters")
    check(message.blocks, "message")


def check_view(view: Json) -> None:
    """Raise `OverLimit` for a modal that Slack would refuse."""
    check(view["blocks"], "modal")
    for part in ("title", "close", "submit"):
        _require(part not in view or 0 < len(view[part]["text"]) <= TITLE, f"the {part} of a modal")
    _require(len(view["callback_id"]) <= ID, "callback_id")
    _require(len(view["private_metadata"]) <= PRIVATE, "private_metadata")
    fields = any(block["type"] == "input" for block in view["blocks"])
    _require(not fields or "submit" in view, "a modal with a field needs a submit button")


def _nodes(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)


#: Key of an object -> most characters or entries, wherever in a block it stands.
_MOST: Final[dict[str, int]] = {
    "block_id": ID,
    "action_id": ID,
    "initial_value": INPUT,
    "url": 3000,
    "value": VALUE,
    "fields": FIELDS,
    "options": OPTIONS,
    "option_groups": OPTIONS,
}
_TEXTS: Final[dict[str, int]] = {"button": BUTTON, "header": HEADER, "section": SECTION}
_ELEMENTS: Final[dict[str, int]] = {"context": CONTEXT, "actions": ACTIONS}


def _check_node(node: Json, kind: str) -> None:
    own = node.get("type", "option")
    for key, most in _MOST.items():
        if isinstance(node.get(key), str | list):
            _require(0 < len(node[key]) <= most, f"{key} of a {own} in a {kind}")
    own_text = _TEXTS.get(own, OPTION)
    others = (("label", LABEL), ("hint", LABEL), ("placeholder", PLACEHOLDER), ("description", OPTION))
    for key, most in (("text", own_text), *others):
        if isinstance(node.get(key), dict):
            _require(0 < len(node[key]["text"]) <= most, f"{key} of a {own} in a {kind}")
    if own in {"plain_text", "mrkdwn", "text"}:
        _require(0 < len(node["text"]) <= SECTION or (kind == "rich_text" and node["text"] != ""), f"an empty {own}")
    if isinstance(node.get("elements"), list):
        _require(0 < len(node["elements"]) <= _ELEMENTS.get(own, 10_000), f"elements of a {own}")
    if own == "option" and isinstance(node.get("value"), str):  # a point of a chart has a number
        _require(len(node["value"]) <= OPTION, "the value of an option")
    if own == "radio_buttons":
        _require(len(node["options"]) <= 10, "options of radio_buttons")


def _require(held: bool, what: str) -> None:
    if not held:
        raise OverLimit(what)
