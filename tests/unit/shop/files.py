"""The worked example's files, read once."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.desk import load
from bot.domain.desk import Desk, RequestType

EXAMPLES: Final = Path(__file__).parents[3] / "examples"
SHOP: Final = EXAMPLES / "shop"
TODAY: Final = date(2026, 11, 24)  # a Tuesday, as in the demo
LANGUAGES: Final = {"en", "fr", "de", "es", "it"}
STANDS_APART: Final = {
    "sealed",
    "withhold:foreign_record",
    "withhold:unknown_record",
    "withhold:hostile",
    "withhold:duplicate",
}

Row = dict[str, Any]


@cache
def desk() -> Desk:
    return load(SHOP / "desk.toml", TODAY)


@cache
def orders() -> dict[str, Row]:
    return {row["number"]: row for row in json.loads((SHOP / "orders.json").read_text("utf-8"))}


@cache
def customers() -> dict[str, Row]:
    return {row["id"]: row for row in json.loads((SHOP / "customers.json").read_text("utf-8"))}


@cache
def requests() -> list[Row]:
    return [json.loads(line) for line in (SHOP / "requests.jsonl").read_text("utf-8").splitlines()]


def expecting(expect: str) -> list[Row]:
    return [row for row in requests() if row["expect"] == expect]


def said_before(row: Row) -> list[Row]:
    """The conversation up to and with this request."""
    thread = [other for other in requests() if other["conversation"] == row["conversation"]]
    return thread[: thread.index(row) + 1]


def keys(row: Row) -> set[str]:
    """Order numbers that the conversation has named so far, as the desk file's own pattern finds them."""
    pattern = re.compile(desk().file.records[0].pattern)
    named: set[str] = set()
    for message in said_before(row):
        named |= {match[1] for match in pattern.finditer(f"{message['subject']}\n{message['body']}")}
        named |= {message["attributes"]["order"]} if "order" in message.get("attributes", {}) else set()
    return named


def owners(row: Row) -> set[str]:
    return {orders()[key]["customer_id"] for key in keys(row) if key in orders()}


def type_of(row: Row) -> RequestType:
    found = desk().type(row["type"])
    assert found is not None, row
    return found


def given(row: Row, need: str) -> bool:
    if need == "order":
        return bool(keys(row))
    assert need == "photo", f"no test knows how a customer gives {need}"
    return any(message.get("attachments") for message in said_before(row))
