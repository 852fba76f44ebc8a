"""Other people's opinions on our payloads: slackblocks, the Slack SDK's own models, and a look for markup."""

import json
import re
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock
from slackblocks.blocks import Block as SlackBlock
from slackblocks.blocks import DataVisualizationBlock
from slackblocks.objects import AxisConfig, BarChart, DataPoint, DataSeries, LineChart

from bot.slack.limits import Json, Post, check_post, check_view
from tests.unit.slack.spoken import alike

_OURS = re.compile(r"<!date\^\d+\^[^|<>]*\|[^<>]*>|<@[UW][A-Z0-9]+>|<#[A-Z0-9]+>")
_KNOWN_BY_SLACKBLOCKS = {"section", "context", "header", "divider"}


def accepts_post(post: Post) -> None:
    check_post(post)
    accepts_blocks(post.blocks)


def accepts_view(view: Json) -> None:
    check_view(view)
    accepts_blocks(view["blocks"])


def accepts_blocks(blocks: list[Json]) -> None:
    assert alike(blocks) == []
    json.dumps(blocks, ensure_ascii=False).encode()  # a lone surrogate would fail here, and in every client
    for block in blocks:
        if block["type"] in _KNOWN_BY_SLACKBLOCKS:
            SlackBlock.from_dict(
                {name: part for name, part in block.items() if name != "accessory"}
            )  # it knows none yet
        if block["type"] == "data_visualization":  # newer than the SDK
            accepts_chart(block)
            continue
        parsed = SdkBlock.parse(block)
        assert parsed is not None, f"the SDK does not know {block['type']}"
        parsed.validate_json()


def accepts_chart(block: Json) -> None:
    """Built again by slackblocks, which checks lengths, counts and labels, and compared."""
    chart = block["chart"]
    assert len(chart["series"]) <= 6, "the documentation's older limit"
    series = [DataSeries(one["name"], [DataPoint(**point) for point in one["data"]]) for one in chart["series"]]
    axis = AxisConfig(**chart["axis_config"])
    made = LineChart(series, axis) if chart["type"] == "line" else BarChart(series, axis)
    assert DataVisualizationBlock(block["title"], made, block["block_id"])._resolve() == block


def mrkdwn_fields(node: Any) -> Iterator[str]:
    """Every text that Slack interprets."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            assert node["verbatim"] is True
            yield node["text"]
        for child in node.values():
            yield from mrkdwn_fields(child)
    elif isinstance(node, list):
        for child in node:
            yield from mrkdwn_fields(child)


def without_ours(text: str) -> str:
    """What is left of a mrkdwn text when the markup that Deskhand writes itself is taken out."""
    return _OURS.sub("", text)


def texts(node: Any) -> Iterator[str]:
    """Every text that a person reads, interpreted or not."""
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for child in node.values():
            yield from texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from texts(child)
