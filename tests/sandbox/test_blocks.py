"""Every limit of Block Kit that Deskhand meets is refused one step beyond it, and accepted at it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.blocks import problems_in
from sandbox.views import problems_in_view
from tests.sandbox.conftest import Json, button, modal, text


def option(value: str = "v", words: str = "Label") -> Json:
    return {"text": text(words), "value": value}


def section(**more: Any) -> Json:
    return {"type": "section", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option(str(n)) for n in range(count)], **more}


def overflow(count: int) -> Json:
    return {"type": "overflow", "action_id": "o", "options": [option(str(n)) for n in range(count)]}


def buttons(count: int) -> list[Json]:
    return [button(str(n)) for n in range(count)]


def context(count: int) -> Json:
    return {"type": "context", "elements": [text("x")] * count}


def raw(rows: int, columns: int = 1) -> list[list[Json]]:
    return [[{"type": "raw_text", "text": "x"}] * columns] * rows


WORD: Json = {"type": "text", "text": "x"}
PAIRS: list[tuple[str, list[Json], list[Json]]] = [
    ("section text", [section(text=text("x" * 3000))], [section(text=text("x" * 3001))]),
    ("section field", [section(fields=[text("x" * 2000)])], [section(fields=[text("x" * 2001)])]),
    ("fields", [section(fields=[text("x")] * 10)], [section(fields=[text("x")] * 11)]),
    ("empty section", [section(text=text("x"))], [section()]),
    ("empty text", [section(text=text("x"))], [section(text=text(""))]),
    ("header", [{"type": "header", "text": text("x" * 150)}], [{"type": "header", "text": text("x" * 151)}]),
    ("header kind", [{"type": "header", "text": text("x")}], [{"type": "header", "text": text("x", "mrkdwn")}]),
    ("actions", [actions(*buttons(25))], [actions(*buttons(26))]),
    ("no actions", [actions(button("a"))], [actions()]),
    ("context", [context(10)], [context(11)]),
    ("button text", [actions(button("a", text=text("x" * 75)))], [actions(button("a", text=text("x" * 76)))]),
    ("button value", [actions(button("a", value="x" * 2000))], [actions(button("a", value="x" * 2001))]),
    ("button style", [actions(button("a", style="danger"))], [actions(button("a", style="default"))]),
    ("options", [actions(select(100))], [actions(select(101))]),
    ("no options", [actions(select(1))], [actions(select(0))]),
    ("option text", [actions(select(1, initial_option=option("0")))], [actions(select(1, initial_option=option("9")))]),
    ("overflow", [actions(overflow(5))], [actions(overflow(6))]),
    ("empty overflow", [actions(overflow(1))], [actions(overflow(0))]),
    ("blocks", [{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
    ("block type", [{"type": "divider"}], [{"type": "divide"}]),
    ("unknown key", [{"type": "divider"}], [{"type": "divider", "colour": "red"}]),
    ("surface", [{"type": "divider"}], [{"type": "alert", "text": text("x")}]),
    ("table rows", [{"type": "table", "rows": raw(100)}], [{"type": "table", "rows": raw(101)}]),
    ("table columns", [{"type": "table", "rows": raw(1, 20)}], [{"type": "table", "rows": raw(1, 21)}]),
    ("markdown", [{"type": "markdown", "text": "x" * 12000}], [{"type": "markdown", "text": "x" * 7000}] * 2),
    (
        "block_id",
        [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "b"}],
        [{"type": "divider", "block_id": "a"}] * 2,
    ),
    ("action_id", [actions(button("a"), button("b"))], [actions(button("a"), button("a"))]),
    (
        "rich text",
        [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [WORD]}]}],
        [{"type": "rich_text", "elements": [WORD]}],
    ),
    (
        "confirm",
        [actions(button("a", confirm={k: text("x") for k in ("title", "text", "confirm", "deny")}))],
        [actions(button("a", confirm={"title": text("x")}))],
    ),
]


@pytest.mark.parametrize(("fine", "wrong"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_one_step_beyond(fine: list[Json], wrong: list[Json]) -> None:
    assert problems_in(fine, "message") == []
    assert problems_in(wrong, "message")


@pytest.mark.parametrize(
    "wrong",
    [
        modal(title=text("x" * 25)),
        modal(submit=text("x" * 25)),
        modal(private_metadata="x" * 3001),
        modal(callback_id="x" * 256),
        modal(blocks=[{"type": "divider"}] * 101),
        modal(blocks=[{"type": "markdown", "text": "x"}]),
        modal(footer="x"),
        {key: value for key, value in modal().items() if key != "submit"},
        {key: value for key, value in modal().items() if key != "title"},
    ],
)
def test_modals(wrong: Json) -> None:
    assert problems_in_view(modal(), "modal") == []
    assert problems_in_view(wrong, "modal")


def test_home_takes_no_title() -> None:
    assert problems_in_view({"type": "home", "blocks": []}, "home") == []
    assert problems_in_view({"type": "home", "blocks": [], "title": text("x")}, "home")


async def test_the_answer_points_at_the_problem(client: AsyncWebClient, orders: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=orders, text="x", blocks=[section(text=text("x" * 3001))])
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section(text=text("x" * 3000))] * 5, "msg_blocks_too_long"),
        ([{"type": "table", "rows": raw(1)}] * 2, "invalid_attachments"),
        ([{"type": "image", "alt_text": "chart", "slack_file": {"id": "F0"}}], "invalid_blocks"),
    ],
)
async def test_the_message_as_a_whole(client: AsyncWebClient, orders: str, blocks: list[Json], error: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=orders, text="x", blocks=blocks)
    assert refused.value.response["error"] == error


async def test_blocks_validate_needs_no_token(client: AsyncWebClient) -> None:
    nobody = AsyncWebClient(base_url=client.base_url)
    assert (await nobody.api_call("blocks.validate", json={"blocks": [{"type": "divider"}]}))["ok"]
    with pytest.raises(SlackApiError) as refused:
        await nobody.api_call("blocks.validate", json={"blocks": [{"text": "x"}]})
    assert refused.value.response["errors"][0]["pointer"] == "/0"
