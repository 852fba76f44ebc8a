"""What is kept of Slack's refusals: its own words and places, never what it quotes."""

from types import SimpleNamespace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.answers import refused


def answer(name: str, *messages: str) -> SlackApiError:
    body: dict[str, Any] = {"ok": False, "error": name, "response_metadata": {"messages": list(messages)}}
    return SlackApiError("failed", SimpleNamespace(status_code=200, data=body, headers={}))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ("[ERROR] no more than 50 items allowed [json-pointer:/blocks]", None),
        ("[ERROR] failed to match all allowed schemas [json-pointer:/blocks/1]", None),
        ('[ERROR] invalid "my order, Jo" [json-pointer:/blocks/0]', "[ERROR] invalid … [json-pointer:/blocks/0]"),
        ("[ERROR] invalid: call +33 6 12 34 56 78", "[ERROR] invalid: …"),
    ],
)  # fmt: skip
def test_a_refusal_keeps_slacks_words_and_loses_the_customers(said: str, kept: str | None) -> None:
    assert str(refused(answer("invalid_blocks", said))) == f"invalid_blocks: {kept or said}"


def test_an_error_that_is_no_name_is_not_kept() -> None:
    assert str(refused(answer("no such thing: Jo Doe"))) == "unknown_error"
