"""Slack's rules for blocks in messages, modals and Home, checked as strictly as Slack does.

Sources: https://docs.slack.dev/reference/block-kit/blocks (limits and surfaces); the total of about 13,200
characters per message is undocumented and was reported by users (slackapi/bolt-js#2509).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Literal

from sandbox.elements import (
    BUTTON,
    IMAGE_ELEMENT,
    IMAGE_SOURCE,
    IN_ACTIONS,
    IN_BLOCKS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    RICH_TEXT_ELEMENTS,
    any_text,
    kind,
    mrkdwn,
    plain_text,
)
from sandbox.schema import Check, Problem, anything, every, flag, list_of, needs_one, number, obj, one_of, string, typed
from sandbox.values import Json

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_CHARACTERS = 13_200
MOST_MARKDOWN = 12_000
REFUSED: Mapping[Surface, frozenset[str]] = {
    "message": frozenset({"alert", "file"}),
    "modal": frozenset({
        "card", "carousel", "container", "context_actions", "data_table", "data_visualization", "markdown", "plan",
        "table", "task_card", "file",
    }),
    "home": frozenset({
        "alert", "container", "context_actions", "data_table", "data_visualization", "markdown", "plan", "table",
        "task_card", "file",
    }),
}  # fmt: skip


def _block(name: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    return kind(name, required, {"block_id": string(255), **(optional or {})})


RICH_TEXT = _block("rich_text", {"elements": list_of(RICH_TEXT_ELEMENTS)})
CELL = typed(
    {
        "rich_text": RICH_TEXT,
        "raw_text": kind("raw_text", {"text": string(shortest=1)}, {"emoji": flag}),
        "raw_number": kind("raw_number", {"value": number()}, {"text": string()}),
    }
)
COLUMN = obj({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
CARD_PARTS: Mapping[str, Check] = {
    "title": any_text(150), "subtitle": any_text(150), "body": any_text(200), "subtext": any_text(200),
    "actions": list_of(BUTTON, 0, 3), "hero_image": anything, "icon": anything, "slack_icon": anything,
}  # fmt: skip
CHART = typed({
    "pie": kind("pie", {"segments": list_of(obj({"label": string(20), "value": number(0)}), 1, 12)}),
    **{
        name: kind(name, {"series": list_of(obj({"name": string(20), "data": list_of(
            obj({"label": string(20), "value": number()}), 1, 20)}), 1, 12)},
            {"axis_config": obj({}, {"categories": list_of(string(20), 1, 20), "x_label": string(50),
                                     "y_label": string(50)})})
        for name in ("bar", "line", "area")
    },
})  # fmt: skip

BLOCKS: dict[str, Check] = {
    "section": every(
        _block(
            "section",
            {},
            {
                "text": any_text(3000),
                "fields": list_of(any_text(2000), 1, 10),
                "accessory": typed({**IN_BLOCKS, "image": IMAGE_ELEMENT}),
                "expand": flag,
            },
        ),
        needs_one("text", "fields"),
    ),
    "header": _block("header", {"text": plain_text(150)}),
    "divider": _block("divider", {}),
    "context": _block(
        "context",
        {"elements": list_of(typed({"image": IMAGE_ELEMENT, "mrkdwn": mrkdwn(), "plain_text": plain_text()}), 1, 10)},
    ),
    "actions": _block("actions", {"elements": list_of(typed(IN_ACTIONS), 1, 25)}),
    "context_actions": _block("context_actions", {"elements": list_of(typed(IN_CONTEXT_ACTIONS), 1, 5)}),
    "input": _block(
        "input",
        {"label": plain_text(2000), "element": typed(IN_INPUT)},
        {"hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": every(
        _block("image", {"alt_text": string(2000)}, {"title": plain_text(2000), **IMAGE_SOURCE}),
        needs_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "markdown": _block("markdown", {"text": string(MOST_MARKDOWN, shortest=1)}),
    "table": _block(
        "table", {"rows": list_of(list_of(CELL, 1, 20), 1, 100)}, {"column_settings": list_of(COLUMN, 0, 20)}
    ),
    "data_table": _block(
        "data_table",
        {"caption": string(), "rows": list_of(list_of(CELL, 1, 20), 2, 101)},
        {"page_size": number(1, 100), "row_header_column_index": number(0, 19)},
    ),
    "data_visualization": _block("data_visualization", {"title": string(50), "chart": CHART}),
    "alert": _block("alert", {"text": any_text(200)}, {"level": string()}),
    "card": _block("card", {}, CARD_PARTS),
    "video": _block(
        "video",
        {"alt_text": string(200), "title": plain_text(200), "thumbnail_url": string(), "video_url": string()},
        {
            "author_name": string(50),
            "description": plain_text(200),
            "provider_name": string(50),
            "provider_icon_url": string(),
            "title_url": string(),
        },
    ),
    "task_card": _block(
        "task_card", {}, dict.fromkeys(("task_id", "title", "status", "details", "output", "sources"), anything)
    ),
    "plan": _block("plan", {}, {"title": anything, "tasks": anything}),
}  # fmt: skip
BLOCKS["carousel"] = _block("carousel", {"elements": list_of(BLOCKS["card"], 1, 10)})
BLOCKS["container"] = _block(
    "container",
    {"child_blocks": list_of(typed(BLOCKS), 1, 10)},
    {
        "title": any_text(150), "subtitle": any_text(150), "icon": anything, "width": string(),
        "is_collapsible": flag, "default_collapsed": flag, "has_header_divider": flag, "rich_text_title": anything,
    },
)  # fmt: skip


def problems_in(blocks: object, surface: Surface, at: str = "/blocks") -> list[Problem]:
    """Return everything that Slack would refuse in a list of blocks on that surface; empty when it is fine."""
    problems: list[Problem] = []
    list_of(typed(BLOCKS), 0, MOST_BLOCKS[surface])(blocks, at, problems)
    if problems or not isinstance(blocks, list):
        return problems
    for index, block in enumerate(blocks):
        if block["type"] in REFUSED[surface]:
            problems.append(Problem(f"unsupported type: {block['type']}", f"{at}/{index}/type", "unsupported_type"))
    problems += _repeated(blocks, at)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        problems.append(Problem(f"markdown must be less than {MOST_MARKDOWN + 1} characters in total", at, "too_long"))
    charts = sum(block["type"] == "data_visualization" for block in blocks)
    if charts > 2:
        problems.append(Problem("no more than 2 items allowed: data_visualization", at, "too_many"))
    return problems


def error_for_message(blocks: list[Json]) -> str | None:
    """Return the error code of the limits that concern a message as a whole, or None."""
    if sum(block["type"] == "table" for block in blocks) > 1:
        return "invalid_attachments"
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MOST_CHARACTERS:
        return "msg_blocks_too_long"
    return None


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each interactive element with the block that it stands in."""
    for block in blocks:
        candidates = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        if block["type"] == "card":
            candidates += block.get("actions") or []
        if block["type"] == "carousel":
            yield from elements_of(block["elements"])
        elif block["type"] == "container":
            yield from elements_of(block["child_blocks"])
        elif block["type"] != "rich_text":
            for element in candidates:
                if isinstance(element, dict) and element.get("type") not in (None, "image", "mrkdwn", "plain_text"):
                    yield block, element


def filled_in(blocks: list[Json], new_id: Iterator[str]) -> list[Json]:
    """Return a copy of `blocks` with the ids and defaults that Slack adds when it stores them."""
    completed: list[Json] = json.loads(json.dumps(blocks))
    for block in completed:
        block.setdefault("block_id", next(new_id))
        complete_texts(block)
        if block["type"] == "input":
            block.setdefault("optional", False)
            block.setdefault("dispatch_action", False)
    for _, element in elements_of(completed):
        element.setdefault("action_id", next(new_id))
    return completed


def complete_texts(value: object) -> None:
    """Add, in place, the defaults of every text object below `value`."""
    if isinstance(value, list):
        for entry in value:
            complete_texts(entry)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        elif value.get("type") != "rich_text":
            for entry in value.values():
                complete_texts(entry)


def _repeated(blocks: list[Json], at: str) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            problems.append(Problem(f"`block_id` must be unique: {block_id}", f"{at}/{index}/block_id", "not_unique"))
        seen.add(block_id or "")
        actions: set[str] = set()
        for _, element in elements_of([block]):
            action_id = element.get("action_id")
            if action_id and action_id in actions:
                problems.append(Problem(f"`action_id` must be unique: {action_id}", f"{at}/{index}", "not_unique"))
            actions.add(action_id or "")
    return problems
